import { BODY_READ_DEADLINE_MS } from '../limits.js';
import { Refusal } from '../refusal.js';

const BODY_TAKEN = 'something in front of the proxy has read the body; mount the proxy before it';

/**
 * The bytes of a request's body. Counts what arrives, whatever Content-Length says, and stops waiting for a sender
 * that dawdles: a body shorter than its announced length would otherwise be waited for until the socket dies.
 * @param limit in bytes
 * @throws {Refusal} `body_too_large` or `body_timeout`; `bad_json` for a body that breaks off; `misconfigured` where an
 *   app around this one has read it already
 */
export async function readBody(request: Request, limit: number, deadline: AbortSignal): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) throw new Refusal({ code: 'body_too_large', limit });
  if (request.bodyUsed) throw new Refusal({ code: 'misconfigured' }, { note: BODY_TAKEN });
  if (request.body === null) return new Uint8Array();

  const reader = request.body.getReader();
  const late = AbortSignal.any([deadline, AbortSignal.timeout(BODY_READ_DEADLINE_MS)]);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await beforeAbort(reader.read(), late);
      if (done) return joined(chunks, length);
      length += value.byteLength;
      if (length > limit) throw new Refusal({ code: 'body_too_large', limit });
      chunks.push(value);
    }
  } catch (error) {
    // Not awaited: a peer that never finishes its body must not hold up the answer that says so.
    reader.cancel().catch(() => undefined);
    if (error instanceof Refusal) throw error;
    throw new Refusal({ code: late.aborted ? 'body_timeout' : 'bad_json' }, { cause: error });
  }
}

function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
