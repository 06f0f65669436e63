import { signatureHeader } from './signature.js';

/** Milliseconds a receiver has to answer. */
const ANSWER_WITHIN = 10_000;

/**
 * Posts one event to one endpoint.
 *
 * @param payload the event as JSON
 * @param signing each secret that signs it, and the timestamp in seconds since the epoch
 * @returns the receiver's status, or null when it could not be reached or did not answer in time
 */
export async function postWebhook(
  send: typeof fetch,
  url: string,
  payload: string,
  { secrets, timestamp }: { readonly secrets: readonly string[]; readonly timestamp: number },
): Promise<number | null> {
  try {
    const response = await send(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': await signatureHeader(payload, secrets, timestamp),
      },
      body: payload,
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
