import type { OrderReply, PaymentFailure } from '@stripe-cart/contract';
import { en } from '../../messages/en.js';
import { failureByCode, paymentFailureText } from '../../trouble/payment-failures.js';
import { paymentTroubleEn as words } from './payment-trouble-en.js';
import type { Word } from './payment-inquiry.js';
import type { PaymentState } from './payment-state.js';
import { refusalText, type Refusal } from './refusal.js';

/**
 * What may have become of a press: it was refused, by Stripe.js or as the proxy knows it; Stripe.js has not answered for a
 * minute; nothing has been paid; a field is not as it should be, or the total is not what it was; Stripe has a code for
 * it, though no bank was asked; or there is a sentence for it already.
 */
export type Mishap =
  | Refusal
  | PaymentFailure
  | keyof typeof words.mishaps
  | { readonly errorCode: string }
  | { readonly sentence: string };

/** Asks on and on while it is wanted and somebody is looking: after these waits, then after twice the last. */
export async function keepAsking(
  ask: () => Promise<Word>,
  waits: readonly number[],
  isWanted: () => boolean,
): Promise<void> {
  for (let n = 0; isWanted(); n++) {
    if (!document.hidden) await ask();
    await new Promise((resolve) => setTimeout(resolve, waits[n] ?? 2 * Number(waits.at(-1))));
  }
}

/** The shop's owner hears in the console that their buyers cannot pay in the page. */
export function tellOwner(): void {
  console.error('stripe-cart: Stripe.js could not be used. Does the Content-Security-Policy allow js.stripe.com?');
}

/**
 * What to tell the buyer of it.
 *
 * @param order what the proxy says of it, where it was asked: Stripe may have told it why nothing was paid
 */
export function mishapText(mishap: Mishap, order?: OrderReply): string {
  if (mishap === 'unpaid' && order?.detail === 'full' && order.reason) return paymentFailureText(order.reason);
  if (typeof mishap === 'object' && 'errorCode' in mishap) {
    const reason = failureByCode(null, mishap.errorCode);
    return mishapText(reason === 'declined' ? 'unpaid' : reason, order);
  }
  if (typeof mishap !== 'string') return 'sentence' in mishap ? mishap.sentence : refusalText(mishap);
  const { mishaps } = words;
  return isKeyOf(mishaps, mishap) ? mishaps[mishap] : paymentFailureText(mishap);
}

/**
 * The same of a refusal, once the proxy has been asked where Stripe.js calls a payment declined and has no code for it:
 * Stripe has told the shop's server more.
 */
export async function outcomeText(
  mishap: Mishap,
  order: OrderReply | undefined,
  ask: () => Promise<Word>,
): Promise<string> {
  const isBare = typeof mishap === 'object' && 'paymentFailed' in mishap && mishap.paymentFailed.declineCode === null;
  const word = isBare ? await ask() : order;
  const reason = typeof word === 'object' && word?.detail === 'full' && word.reason;
  return isBare && reason ? paymentFailureText(reason) : mishapText(mishap, order);
}

/** Why the form is of no use, and what the button says that begins anew. */
export function whyStopped(at: PaymentState['at']): readonly [why: string, again: string] {
  return at === 'expired' ? [words.expired, words.startAgain] : [words.unavailable, en.retry];
}

function isKeyOf<T extends object>(object: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(object, key);
}
