import type { PaidBy } from '../order/paid-by.js';
import type { SalePromise } from '../order/promise.js';
import type { Checkout } from './checkout.js';
import { earlierIntent } from './intent/earlier-intent.js';
import { earlierLink } from './earlier-link.js';
import { earlierSession } from './earlier-session.js';
import type { NextStep } from './next-step.js';
import type { Payable } from './resume-token.js';
import type { WayIn } from './session-mode.js';

/** What an attempt already has at Stripe, as it stands now, and what to do about it. */
export interface EarlierPayment {
  readonly payable: Payable;
  readonly step: NextStep;
  /** Where it can be gone back to. */
  readonly wayIn: WayIn | null;
  /** What has been paid, or is being paid. */
  readonly order: { readonly paidBy: PaidBy; readonly promise: SalePromise } | null;
  /** Closes it, and looks again: only what Stripe shows afterwards counts. */
  close(): Promise<EarlierPayment>;
}

const KINDS: Readonly<Record<Payable['by'], (checkout: Checkout, payable: Payable) => Promise<EarlierPayment | null>>> =
  { session: earlierSession, intent: earlierIntent, link: earlierLink };

/** @returns null where Stripe shows none. @throws {Refusal} `payment_unresolved` where it is not this attempt's */
export function earlierPayment(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  return KINDS[payable.by](checkout, payable);
}
