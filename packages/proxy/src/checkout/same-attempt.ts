import { fingerprintOf } from '../order/fingerprint.js';
import type { SalePromise } from '../order/promise.js';
import { soldLines } from '../order/sold-lines.js';
import { Refusal } from '../refusal.js';
import type { Checkout } from './checkout.js';

/** Whether an earlier payment is for exactly what is to be paid now. */
export const isSameCart = async ({ cart }: Checkout, { fingerprint }: SalePromise): Promise<boolean> =>
  fingerprint === (await fingerprintOf(cart.currency, soldLines(cart)));

/** @throws {Refusal} `payment_unresolved` for another attempt's payment */
export function demandOwn({ attempt }: Checkout, promise: SalePromise): void {
  if (promise.attempt !== attempt.id) notOurs('of another attempt');
}

/** What was there a moment ago is still there. @throws {Refusal} `payment_unresolved` */
export const again = <Found>(found: Found | null): Found => found ?? notOurs('missing');

export function notOurs(what: string): never {
  throw new Refusal({ code: 'payment_unresolved' }, { note: `the earlier payment is ${what}` });
}
