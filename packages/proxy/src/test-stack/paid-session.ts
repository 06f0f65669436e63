import type Stripe from 'stripe';
import { fingerprintOf } from '../order/fingerprint.js';
import type { SalePromise } from '../order/promise.js';
import { linesFrom, lineMetadata } from '../order/stripe-lines.js';

export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };
export type Fields = { [field: string]: Json };

/** Two mugs with gold, one bowl, 10 % off, posted, with tax on top: every part a total can have. */
export function paidSession(): Fields {
  const line = (item: string, quantity: number, unitAmount: number, discount: number, tax: number): Fields => ({
    object: 'item',
    currency: 'eur',
    quantity,
    price: { unit_amount: unitAmount },
    amount_subtotal: unitAmount * quantity,
    amount_discount: discount,
    amount_tax: tax,
    amount_total: unitAmount * quantity - discount + tax,
    description: item,
    metadata: lineMetadata({ item, name: item, options: item === 'mug' ? [{ name: 'Glaze', value: 'Gold' }] : [] }),
  });
  return {
    object: 'checkout.session',
    mode: 'payment',
    livemode: false,
    status: 'complete',
    payment_status: 'paid',
    currency: 'eur',
    amount_subtotal: 5150,
    amount_total: 6135,
    total_details: { amount_discount: 515, amount_shipping: 500, amount_tax: 1000 },
    shipping_cost: { amount_subtotal: 500, amount_tax: 0, amount_total: 500 },
    recovered_from: null,
    payment_link: null,
    payment_intent: {
      status: 'succeeded',
      livemode: false,
      currency: 'eur',
      amount_received: 6135,
      next_action: null,
      last_payment_error: null,
      latest_charge: { status: 'succeeded', disputed: false, refunded: false, amount_refunded: 0 },
    },
    lines: [line('mug', 2, 1350, 270, 500), line('bowl', 1, 2450, 245, 500)],
  };
}

export const asStripe = (fields: Fields) => ({
  session: fields as unknown as Stripe.Checkout.Session,
  lines: fields['lines'] as unknown as Stripe.LineItem[],
});

const PROMISED = linesFrom(asStripe(paidSession()).session, asStripe(paidSession()).lines);

export async function promise(allows: SalePromise['allows'] = ['discount', 'shipping', 'tax']): Promise<SalePromise> {
  const fingerprint = await fingerprintOf('eur', PROMISED);
  return {
    shop: 'pots',
    attempt: '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f',
    kind: 'session',
    predecessor: null,
    number: '7QK2-M4ZD-X0VB',
    currency: 'eur',
    fingerprint,
    allows,
    charge: null,
  };
}

/** The session with one field, named by its path, set to something else. */
export function changed(path: string, value: Json, base = paidSession()): Fields {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place: Fields = base;
  for (const key of keys) place = place[key] as Fields;
  place[last] = value;
  return base;
}
