import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address for Stripe to deliver to that is known before the proxy, whose secret it decides, can be started. */
export interface Forwarder {
  readonly url: string;
  /** Where requests go from now on. */
  to(url: string): void;
  close(): Promise<void>;
}

export async function openForwarder(): Promise<Forwarder> {
  let target = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { 'stripe-signature': signature = '', 'content-type': contentType = '' } = request.headers;
      const headers = { 'stripe-signature': String(signature), 'content-type': contentType };
      const init = { method: request.method ?? 'POST', headers, body: Buffer.concat(chunks) };
      fetch(`${target}${request.url ?? ''}`, init)
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch(() => response.writeHead(502).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    to(url) {
      target = url;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
