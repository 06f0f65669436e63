import type Stripe from 'stripe';

/** Whether Stripe has only repeated the answer that it saved under this idempotency key. */
export const isReplay = (answer: Stripe.Response<unknown>): boolean =>
  headerOf(answer, 'idempotent-replayed') === 'true';

/** The SDK's fetch client keeps the web `Response` beside the answer, under a type that says otherwise. */
function headerOf(answer: Stripe.Response<unknown>, name: string): string | null {
  const headers: unknown = answer?.lastResponse?.headers;
  return headers instanceof Headers ? headers.get(name) : null;
}
