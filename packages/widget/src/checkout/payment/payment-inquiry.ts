import type { OrderReply, OrderStatus } from '@stripe-cart/contract';

/** While the proxy says this, the payment may still be made; or it is over, and can be begun again. All else is an answer. */
export const OPEN: readonly OrderStatus[] = ['unpaid', 'unknown'];
export const OVER: readonly OrderStatus[] = ['expired', 'canceled'];

/** The proxy's word about a payment that is still open, or that it has none; null where the matter is ended. */
export type Word = OrderReply | 'unreachable' | null;

/**
 * Asks again after each of these waits, in milliseconds. Where the proxy cannot be reached, its client has tried for
 * long enough.
 */
export async function askUntilSure(ask: () => Promise<Word>, waits: readonly number[]): Promise<Word> {
  for (const wait of waits) {
    const word = await ask();
    if (word === null || word === 'unreachable') return word;
    await pause(wait);
  }
  return ask();
}

/** For so many milliseconds. */
export function pause(length?: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}
