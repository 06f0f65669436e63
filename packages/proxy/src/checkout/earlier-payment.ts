import type { PaidBy } from '../order/paid-by.js';
import type { SalePromise } from '../order/promise.js';
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
