import { ConnectionReset } from './connection-reset.js';
import type { Faults } from './faults.js';
import { halfOf, type Sent } from './spoil.js';

/** 64 MiB in pieces of one. */
const PIECE = 1024 * 1024;
const PIECES = 64;

/**
 * Gives an answer, in whatever way the fault has it travel.
 *
 * @throws ConnectionReset for an answer that never begins
 */
export async function give(
  { status, body, way, headers }: Sent,
  pace: number,
  signal: AbortSignal,
  faults: Faults,
): Promise<Response> {
  const bytes = new TextEncoder().encode(body);
  const respond = (content: BodyInit, length: number): Response =>
    new Response(content, { status, headers: { ...headers, 'content-length': String(length) } });
  switch (way) {
    case 'never':
      await faults.hang(signal);
      throw new ConnectionReset();
    case 'reset':
      throw new ConnectionReset();
    case 'reset-body':
      return respond(brokenOff(new TextEncoder().encode(halfOf(body))), bytes.length);
    case 'drip':
      return respond(dripping(bytes, pace), bytes.length);
    case 'swollen': {
      const [head, tail] = aroundFiller(body);
      return respond(swollen(head, tail), head.length + PIECES * PIECE + tail.length);
    }
    case 'whole':
      return respond(body, bytes.length);
  }
}

/** Some bytes, and then the connection is gone. */
function brokenOff(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let begun = false;
  return new ReadableStream({
    pull(controller) {
      if (begun) controller.error(new ConnectionReset());
      else controller.enqueue(bytes);
      begun = true;
    },
  });
}

function dripping(bytes: Uint8Array, pace: number): ReadableStream<Uint8Array> {
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new ReadableStream({
    async pull(controller) {
      if (at >= bytes.length) return controller.close();
      if (at > 0) await new Promise<void>((resolve) => (timer = setTimeout(resolve, pace)));
      controller.enqueue(bytes.slice(at, at + 1));
      at += 1;
    },
    cancel: () => clearTimeout(timer),
  });
}

/** The answer stays valid JSON: an object gets one more member, and it is a long one. */
function aroundFiller(body: string): [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  const rest = body.trimStart().slice(1);
  const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  return [encode('{"filler": "'), encode(/^\s*\}/.test(rest) ? '"}' : `",${rest}`)];
}

function swollen(head: Uint8Array, tail: Uint8Array): ReadableStream<Uint8Array> {
  const filler = new Uint8Array(PIECE).fill('x'.charCodeAt(0));
  let piece = -1;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(piece < 0 ? head : piece < PIECES ? filler.slice() : tail);
      if (piece === PIECES) controller.close();
      piece += 1;
    },
  });
}
