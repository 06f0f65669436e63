import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { createCustomer } from '../api/customers.js';
import type { Buyer } from './buyer.js';
import type { CardOutcome } from './cards.js';
import type { CheckoutRecord } from './checkout-record.js';
import { intentOf, makeCharge } from './payment-intent.js';

/**
 * The buyer pays an open session with a card: its PaymentIntent is made at the first try, a decline leaves session and
 * intent open for another, a success completes both.
 *
 * @param card null for an order that costs nothing, where no card is asked for
 * @returns the message of a decline, or null when the session is complete
 */
export function payWithCard(
  account: Account,
  record: CheckoutRecord,
  buyer: Buyer,
  card: CardOutcome | null,
): string | null {
  const { session } = record;
  const total = session.amount_total ?? 0;
  if (total > 0 && card) {
    const intent = intentOf(account, record, buyer);
    const charge = makeCharge(account, intent, buyer, card);
    if (card.decline) return decline(account, intent, charge, card.decline);
    succeed(account, intent, charge, session.id);
    session.payment_status = 'paid';
  }
  complete(account, session, buyer);
  return null;
}

function decline(
  account: Account,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  reason: NonNullable<CardOutcome['decline']>,
): string {
  intent.status = 'requires_payment_method';
  intent.last_payment_error = {
    charge: charge.id,
    code: reason.code as Stripe.PaymentIntent.LastPaymentError.Code,
    ...(reason.declineCode === null ? {} : { decline_code: reason.declineCode }),
    message: reason.message,
    type: 'card_error',
  };
  account.reached(intent, 'requires_payment_method');
  account.emit('charge.failed', charge);
  account.emit('payment_intent.payment_failed', intent);
  return reason.message;
}

function succeed(account: Account, intent: Stripe.PaymentIntent, charge: Stripe.Charge, session: string): void {
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  intent.last_payment_error = null;
  intent.payment_method = charge.payment_method;
  account.reached(intent, 'succeeded');
  account.ledger.add({
    kind: 'money',
    at: account.clock.now(),
    type: 'charge',
    paymentIntent: intent.id,
    session,
    amount: intent.amount,
    currency: intent.currency,
  });
  account.emit('charge.succeeded', charge);
  account.emit('payment_intent.succeeded', intent);
}

function complete(account: Account, session: Stripe.Checkout.Session, buyer: Buyer): void {
  session.status = 'complete';
  session.url = null;
  session.customer_details = {
    address: buyer.shipping?.address ? { ...buyer.shipping.address } : null,
    business_name: null,
    email: buyer.email,
    individual_name: null,
    name: buyer.name,
    phone: buyer.phone,
    tax_exempt: 'none',
    tax_ids: [],
  };
  session.collected_information = { business_name: null, individual_name: null, shipping_details: buyer.shipping };
  if (session.consent) session.consent.terms_of_service = buyer.acceptsTerms ? 'accepted' : null;
  if (session.automatic_tax.enabled) session.automatic_tax.status = 'complete';
  if (session.customer === null && session.customer_creation === 'always') {
    session.customer = createCustomer(account, {
      email: buyer.email,
      ...(buyer.name === null ? {} : { name: buyer.name }),
      ...(buyer.phone === null ? {} : { phone: buyer.phone }),
    }).id;
  }
  account.reached(session, 'complete');
  account.emit('checkout.session.completed', session);
}

/** The buyer chooses another way of shipping, which changes the total. */
export function chooseShipping(session: Stripe.Checkout.Session, rate: string): boolean {
  const option = session.shipping_options.find(({ shipping_rate: id }) => id === rate);
  if (!option) return false;
  const amount = option.shipping_amount;
  session.shipping_cost = { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate: rate };
  session.total_details = { amount_discount: 0, amount_shipping: amount, amount_tax: 0 };
  session.amount_total = (session.amount_subtotal ?? 0) + amount;
  session.payment_status = session.amount_total === 0 ? 'no_payment_required' : 'unpaid';
  return true;
}

/** Where the buyer goes afterwards: the placeholder counts only when nobody has percent-encoded it. */
export function successUrlOf(record: CheckoutRecord): string {
  return (record.successUrl ?? '').replaceAll('{CHECKOUT_SESSION_ID}', record.session.id);
}
