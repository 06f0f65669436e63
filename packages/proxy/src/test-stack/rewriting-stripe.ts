import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A hop before Stripe that says of its objects what Stripe may say one day, and the sandbox never does. */
export interface RewritingStripe {
  readonly url: string;
  close(): Promise<void>;
}

type Answer = Readonly<Record<string, unknown>>;

/** @param rewrite is given each object of this kind on its way back, and the method of the call */
export async function openRewritingStripe(
  sandbox: string,
  rewrite: (object: Answer, method: string) => Answer,
  kind = 'checkout.session',
): Promise<RewritingStripe> {
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const passedOn = ['authorization', 'content-type', 'idempotency-key', 'stripe-version'];
      const headers = new Headers();
      for (const name of passedOn)
        if (request.headers[name] !== undefined) headers.set(name, String(request.headers[name]));
      fetch(`${sandbox}${url}`, { method, headers, ...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }) })
        .then(async (answer) => {
          const body = (await answer.json()) as Answer;
          const said = body['object'] === kind ? rewrite(body, method) : body;
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
        })
        .catch(() => response.writeHead(502).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
