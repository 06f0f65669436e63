import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Stripe that is out of its mind on the wire, in ways the sandbox has no business to be. */
export interface OddStripe {
  readonly url: string;
  /** Requests so far, as `METHOD path`, with the idempotency key of each. */
  readonly requests: { readonly line: string; readonly key: string | undefined; readonly authorization: string }[];
  close(): Promise<void>;
}

/** @param answer is given each response, and how many requests came before */
export async function openOddStripe(answer: (response: ServerResponse, before: number) => void): Promise<OddStripe> {
  const requests: OddStripe['requests'] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    request.resume();
    request.on('end', () => {
      const key = headers['idempotency-key'];
      requests.push({
        line: `${method} ${url}`,
        key: Array.isArray(key) ? key[0] : key,
        authorization: headers.authorization ?? '',
      });
      answer(response, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Stripe's own shape of an error, with a canary in the text that must never travel. */
export function stripeError(response: ServerResponse, status: number, type: string, code?: string, headers = {}): void {
  const message = 'CANARY sk_test_LEAK ada@example.org acct_123';
  json(response, status, { error: { type, message, ...(code === undefined ? {} : { code }) } }, headers);
}
