import type Stripe from 'stripe';
import type { OrderStatus, VerifiedOrder } from '@stripe-cart/contract';
import { addressOf, idOf, type FoundOrder, type OrderContact } from './found-order.js';
import { linesInMetadata } from './intent-lines.js';
import { intentVerdict } from './intent-verdict.js';
import { reasonToTell } from './payment-failure.js';
import { chargeOf } from './payment-state.js';
import type { SalePromise } from './promise.js';
import type { StripeLine } from './stripe-lines.js';

/** An order that is paid by a PaymentIntent without a session: all of it is read from that one object. */
export interface FoundIntent extends FoundOrder {
  readonly payment: Stripe.PaymentIntent;
}

export async function intentOrder(intent: Stripe.PaymentIntent, promise: SalePromise): Promise<FoundIntent> {
  const lines = linesInMetadata(intent.metadata);
  const status = await intentVerdict(intent, lines, promise);
  const reason = reasonToTell(status, intent);
  return {
    paidBy: { by: 'intent', id: intent.id },
    promise,
    status,
    statusIfDisputeWon: () => intentVerdict(intent, lines, promise, { disputeWon: true }),
    reason,
    created: intent.created,
    livemode: intent.livemode,
    metadata: intent.metadata,
    payment: intent,
    link: null,
    describe: (now) => ({ ...describeIntent(intent, lines, promise, now), ...(reason !== null && { reason }) }),
    contact: () => contactOf(intent, promise),
  };
}

function describeIntent(
  intent: Stripe.PaymentIntent,
  lines: readonly StripeLine[],
  { number, attempt, currency, charge }: SalePromise,
  status: OrderStatus,
): VerifiedOrder {
  const { presentment_details: presentment } = intent;
  return {
    detail: 'full',
    status,
    number,
    attempt,
    livemode: intent.livemode,
    currency,
    lines: lines.map(({ item, options, name, quantity, unitAmount }) => ({
      item,
      options,
      name,
      quantity: Math.max(1, quantity),
      unitAmount: Math.max(0, unitAmount),
      subtotal: Math.max(0, quantity * unitAmount),
    })),
    totals: {
      subtotal: (charge?.total ?? 0) - (charge?.shipping?.amount ?? 0),
      discount: 0,
      shipping: charge?.shipping?.amount ?? 0,
      tax: 0,
      total: intent.amount,
    },
    presentment: presentment
      ? { currency: presentment.presentment_currency, total: presentment.presentment_amount }
      : null,
  };
}

/** Who paid stands with the charge: the form sent it to Stripe, and nobody else. */
function contactOf(intent: Stripe.PaymentIntent, { charge: promised }: SalePromise): OrderContact {
  const billing = chargeOf(intent)?.billing_details;
  const { shipping } = intent;
  return {
    buyer: {
      email: intent.receipt_email ?? billing?.email ?? null,
      name: billing?.name ?? shipping?.name ?? null,
      phone: billing?.phone ?? shipping?.phone ?? null,
    },
    shipping: shipping?.address
      ? { name: shipping.name ?? '', address: addressOf(shipping.address), rate: promised?.shipping?.rate ?? null }
      : null,
    stripe: { session: null, paymentIntent: intent.id, customer: idOf(intent.customer), subscription: null },
  };
}
