import type Stripe from 'stripe';
import { readIntent } from '../../order/read-intent.js';
import type { SalePromise } from '../../order/promise.js';
import { cancelIntent } from './cancel-intent.js';
import type { Checkout } from '../checkout.js';
import type { EarlierPayment } from '../earlier-payment.js';
import { isSameCharge } from './intent-charge.js';
import { intentWayIn } from './intent-way-in.js';
import { nextStepOfIntent } from '../next-step.js';
import type { Payable } from '../resume-token.js';
import { again, demandOwn, isSameCart, notOurs } from '../same-attempt.js';
import type { WayIn } from '../session-mode.js';

export async function earlierIntent(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  const { deps, keys, deadline } = checkout;
  const reading = await readIntent(deps, keys, payable.id, deadline);
  if (reading.is === 'missing') return null;
  if (reading.is !== 'ours') return notOurs(reading.is);
  const { payment, promise, status, paidBy } = reading.order;
  demandOwn(checkout, promise);
  const wayIn = await wayBack(checkout, payment, promise);
  return {
    payable,
    step: nextStepOfIntent(status, wayIn !== null),
    wayIn,
    order: { paidBy, promise },
    close: async () => {
      await cancelIntent(deps, { id: payment.id, number: promise.number }, deadline);
      return again(await earlierIntent(checkout, payable));
    },
  };
}

/** The same PaymentIntent again: for the same cart, posted in the same way, by the same rules of capture. */
async function wayBack(checkout: Checkout, payment: Stripe.PaymentIntent, promise: SalePromise): Promise<WayIn | null> {
  const { mode, charge, deps } = checkout;
  if (mode !== 'intent' || !isSameCharge(charge, promise.charge) || !(await isSameCart(checkout, promise))) return null;
  const isManual = payment.capture_method === 'manual';
  return isManual === (deps.config.checkout.capture === 'manual') ? intentWayIn(checkout, payment) : null;
}
