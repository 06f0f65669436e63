import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A secret as `CART_SINK_SECRET` wants it. */
export const SINK_SECRET = `whsec_${btoa('thirty-two bytes of sink secret!')}`;

/** A shop owner's server: it takes what verifies, and answers as it is told. */
export interface Inbox {
  readonly url: string;
  /** What was delivered and accepted, in order, with the id of each delivery. */
  readonly taken: { readonly id: string; readonly order: Record<string, unknown> }[];
  /** Deliveries whose signature did not verify. */
  refused: number;
  /** The status of the next answers, one by one; 200 when there is none left. `hang` never answers. */
  readonly answers: (number | 'hang')[];
  close(): Promise<void>;
}

export async function openInbox(): Promise<Inbox> {
  const webhook = new Webhook(SINK_SECRET);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = inbox.answers.shift() ?? 200;
      if (answer === 'hang') return;
      try {
        const headers = request.headers as Record<string, string>;
        const order = webhook.verify(Buffer.concat(chunks).toString(), headers) as Record<string, unknown>;
        if (answer === 200) inbox.taken.push({ id: headers['webhook-id'] ?? '', order });
        response.writeHead(answer, answer === 302 ? { location: 'https://evil.example' } : {});
      } catch {
        inbox.refused += 1;
        response.writeHead(400);
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const inbox: Inbox = {
    url: `http://127.0.0.1:${port}/orders`,
    taken: [],
    refused: 0,
    answers: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return inbox;
}
