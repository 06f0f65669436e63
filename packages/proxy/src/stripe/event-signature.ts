import type Stripe from 'stripe';
import { SIGNATURE_TOLERANCE_SECONDS } from '../limits.js';
import { asEvent } from './answer-shape.js';

type Verifier = Pick<Stripe, 'webhooks'>;

/**
 * The event in these bytes, if one of the secrets signed exactly them, and did so within the tolerance. The SDK checks
 * the signature and the age; it lets a timestamp in the future pass without bound (stripe 23.1.0, Webhooks.js
 * `validateComputedSignature`), and its decoding of bytes swallows a byte order mark, so both are seen to here.
 * @param now in milliseconds since the epoch
 */
export async function verifyEvent(
  stripe: Verifier,
  body: Uint8Array,
  signature: string,
  secrets: readonly string[],
  now: number,
): Promise<Stripe.Event | null> {
  const text = decodeExactly(body);
  if (text === null || text === '' || isFromTheFuture(signature, now)) return null;
  for (const secret of secrets) {
    try {
      // Without a crypto provider the SDK takes WebCrypto on Workers and Node's own on Node.
      const event = await stripe.webhooks.constructEventAsync(
        text,
        signature,
        secret,
        SIGNATURE_TOLERANCE_SECONDS,
        undefined,
        now,
      );
      return asEvent(event);
    } catch {
      // Not by this secret, too old, or no event at all: the next secret may know better, and there is none after the last.
    }
  }
  return null;
}

/** Text that encodes back to the very same bytes, or null. */
function decodeExactly(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

function isFromTheFuture(signature: string, now: number): boolean {
  const timestamps = signature.split(',').filter((part) => part.startsWith('t='));
  const seconds = Number(timestamps[0]?.slice(2));
  // Two timestamps, or one that is no number: what was checked might not be what was signed.
  if (timestamps.length !== 1 || !Number.isSafeInteger(seconds)) return true;
  return seconds - Math.floor(now / 1000) > SIGNATURE_TOLERANCE_SECONDS;
}
