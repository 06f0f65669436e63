import type { Checkout } from './checkout.js';
import { earlierLink } from './earlier-link.js';
import type { EarlierPayment } from './earlier-payment.js';
import { earlierSession } from './earlier-session.js';
import { earlierIntent } from './intent/earlier-intent.js';
import type { Payable } from './resume-token.js';

const KINDS: Readonly<Record<Payable['by'], (checkout: Checkout, payable: Payable) => Promise<EarlierPayment | null>>> =
  { session: earlierSession, intent: earlierIntent, link: earlierLink };

/** @returns null where Stripe shows none. @throws {Refusal} `payment_unresolved` where it is not this attempt's */
export function readEarlier(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  return KINDS[payable.by](checkout, payable);
}
