import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export interface Delivered {
  readonly signature: string;
  readonly body: string;
}

/** A shop's webhook endpoint on a socket: it notes what comes and answers as it is told. */
export interface Receiver {
  url: string;
  readonly received: Delivered[];
  /** The statuses of the next answers; 200 when there are no more. */
  readonly answers: number[];
  /** Called before an answer is given, which waits for it. */
  before: (() => Promise<void>) | null;
}

export function useReceiver(): Receiver {
  const receiver: Receiver = { url: '', received: [], answers: [], before: null };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', async () => {
      receiver.received.push({ signature: String(request.headers['stripe-signature']), body });
      await receiver.before?.();
      const status = receiver.answers.shift() ?? 200;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  });
  beforeEach(() => {
    receiver.received.length = 0;
    receiver.answers.length = 0;
    receiver.before = null;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return receiver;
}
