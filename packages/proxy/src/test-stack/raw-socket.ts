import { connect, type Socket } from 'node:net';

/** Bytes on a socket, for requests that no HTTP client would send. */
export interface RawExchange {
  /** The status of the first answer; 0 where the connection was closed without one. */
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Sends these bytes in one write, and reads until the other side closes. */
export function rawRequest(base: string, bytes: string | Uint8Array): Promise<RawExchange> {
  return exchange(base, (socket) => socket.write(bytes));
}

/** Hands out the open socket, so that a test can send as slowly as it likes, and reads until the other side closes. */
export function exchange(base: string, send: (socket: Socket) => void): Promise<RawExchange> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => send(socket));
    socket.on('data', (chunk) => chunks.push(chunk));
    // A reset after the answer is how some servers refuse the rest of a body; what was read still counts.
    socket.on('error', (error) => (chunks.length === 0 ? reject(error) : undefined));
    socket.on('close', () => resolve(answerIn(Buffer.concat(chunks).toString('latin1'))));
  });
}

function answerIn(text: string): RawExchange {
  const [headers = '', ...rest] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(headers)?.[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}
