import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ConnectionReset } from '../faults/connection-reset.js';

/** Bytes of a request's body that are read; Stripe's own limit is not published, and nothing here comes near it. */
const BODY_LIMIT = 8 * 1024 * 1024;

/**
 * Serves a web-standard handler on Node's sockets. It is written out here because a broken connection has to break: a
 * handler that rejects with `ConnectionReset` gets its socket reset, a body that errors with it gets it closed.
 */
export function listenerFor(handle: (request: Request) => Promise<Response>, origin: () => string): RequestListener {
  return (incoming, outgoing) => {
    answer(incoming, outgoing, handle, origin()).catch((error: unknown) => {
      if (error instanceof ConnectionReset) return void incoming.socket.resetAndDestroy();
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end(String(error));
    });
  };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: Request) => Promise<Response>,
  origin: string,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const body = await bodyOf(incoming);
  if (body === null) return void outgoing.writeHead(413).end();
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const response = await handle(
    new Request(new URL(incoming.url ?? '/', origin), {
      method: incoming.method ?? 'GET',
      headers: headersOf(incoming),
      signal: gone.signal,
      ...(hasBody ? { body } : {}),
    }),
  );
  const cookies = response.headers.getSetCookie();
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
  });
  await send(response, outgoing);
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > BODY_LIMIT) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return headers;
}

async function send({ body }: Response, outgoing: ServerResponse): Promise<void> {
  if (body === null) return void outgoing.end();
  const reader = body.getReader();
  outgoing.once('close', () => void reader.cancel().catch(() => {}));
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const { value } = part;
      // Written means: it is with the operating system, and a connection that closes now still delivers it.
      await new Promise<void>((resolve) => {
        outgoing.once('close', resolve);
        outgoing.write(value, () => {
          outgoing.off('close', resolve);
          resolve();
        });
      });
    }
    outgoing.end();
  } catch (error) {
    if (!(error instanceof ConnectionReset)) throw error;
    outgoing.destroy();
  }
}
