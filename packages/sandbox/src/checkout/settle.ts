import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { createCustomer } from '../api/customers.js';
import type { Buyer } from './buyer.js';
import type { Decline } from './cards.js';
import { makeCharge } from './charge.js';
import { countCompletion } from './completed-sessions.js';
import type { Confirmation } from './confirmation.js';
import { redeem } from './discount.js';
import { presentmentOf } from './presentment.js';
import { moneyMoved } from './money-moved.js';
import { move } from './payment-intent.js';
import { ANSWER_AFTER, type DelayedType } from './payment-methods.js';

/** One buyer's try at one intent. */
export interface Attempt {
  readonly account: Account;
  readonly session: Stripe.Checkout.Session;
  readonly intent: Stripe.PaymentIntent;
  readonly buyer: Buyer;
}

/** The bank says yes: intent, charge and session are paid. */
export function pay({ account, session, intent, buyer }: Attempt): Confirmation {
  ensureCustomer(account, session, buyer);
  intent.customer = session.customer;
  const charge = makeCharge(account, intent, buyer, 'succeeded', null);
  succeed(account, intent, charge);
  session.payment_status = 'paid';
  return complete(account, session, buyer);
}

/** The bank, or whoever was to authenticate, says no: the session stays open for another try. */
export function decline({ account, intent, buyer }: Attempt, reason: Decline): Confirmation {
  // Who was not authenticated has not been charged: there is no charge to show.
  const charge =
    reason.code === 'payment_intent_authentication_failure'
      ? null
      : makeCharge(account, intent, buyer, 'failed', reason);
  fail(account, intent, charge, reason);
  return { is: 'declined', ...reason };
}

/** A delayed method: the session is complete and unpaid, and the bank answers days later. */
export function submit(attempt: Attempt, type: DelayedType, refusal: Decline | null): Confirmation {
  const { account, session, intent, buyer } = attempt;
  ensureCustomer(account, session, buyer);
  intent.customer = session.customer;
  const charge = makeCharge(account, intent, buyer, 'pending', null);
  intent.last_payment_error = null;
  move(account, intent, 'submitted');
  account.debits.add({ session, intent, charge, dueAt: account.clock.now() + ANSWER_AFTER[type], decline: refusal });
  account.emit('charge.pending', charge);
  account.emit('payment_intent.processing', intent);
  return complete(account, session, buyer);
}

/** Every debit whose bank has answered by now, on the account's clock. */
export function settleDueDebits(account: Account): void {
  for (const debit of account.debits) {
    if (debit.dueAt > account.clock.now()) continue;
    account.debits.delete(debit);
    const { session, intent, charge, decline: refusal } = debit;
    if (refusal) {
      charge.status = 'failed';
      charge.failure_code = refusal.code;
      charge.failure_message = refusal.message;
      account.reached(charge, 'failed');
      fail(account, intent, charge, refusal);
      account.emit('checkout.session.async_payment_failed', session);
      continue;
    }
    charge.status = 'succeeded';
    charge.paid = true;
    charge.captured = true;
    charge.amount_captured = charge.amount;
    account.reached(charge, 'succeeded');
    succeed(account, intent, charge);
    session.payment_status = 'paid';
    account.emit('checkout.session.async_payment_succeeded', session);
  }
}

function succeed(account: Account, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  move(account, intent, 'paid');
  intent.amount_received = intent.amount;
  intent.last_payment_error = null;
  moneyMoved(account, 'charge', charge, intent.amount);
  account.emit('charge.succeeded', charge);
  account.emit('payment_intent.succeeded', intent);
}

function fail(account: Account, intent: Stripe.PaymentIntent, charge: Stripe.Charge | null, reason: Decline): void {
  move(account, intent, 'declined');
  intent.payment_method = null;
  intent.last_payment_error = {
    ...(charge ? { charge: charge.id } : {}),
    code: reason.code as Stripe.PaymentIntent.LastPaymentError.Code,
    ...(reason.declineCode === null ? {} : { decline_code: reason.declineCode }),
    message: reason.message,
    type: charge ? 'card_error' : 'invalid_request_error',
  };
  if (charge) account.emit('charge.failed', charge);
  account.emit('payment_intent.payment_failed', intent);
}

/** The buyer is done with the page; what they entered is now on the session. */
export function complete(account: Account, session: Stripe.Checkout.Session, buyer: Buyer): Confirmation {
  session.status = 'complete';
  session.url = null;
  redeem(account, session);
  const presentment = presentmentOf(account, session);
  if (presentment) session.presentment_details = presentment;
  session.customer_details = {
    address: buyer.shipping?.address ? { ...buyer.shipping.address } : (session.customer_details?.address ?? null),
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
  ensureCustomer(account, session, buyer);
  account.reached(session, 'complete');
  account.emit('checkout.session.completed', session);
  countCompletion(account, session);
  return { is: 'complete' };
}

/** A customer for who asked for one, made before the charge so that it is theirs; and the email that a customer lacked. */
function ensureCustomer(account: Account, session: Stripe.Checkout.Session, buyer: Buyer): void {
  const known = typeof session.customer === 'string' ? account.customers.get(session.customer) : undefined;
  if (known) known.email ??= buyer.email;
  if (session.customer !== null || session.customer_creation !== 'always') return;
  session.customer = createCustomer(account, {
    email: buyer.email,
    ...(buyer.name === null ? {} : { name: buyer.name }),
    ...(buyer.phone === null ? {} : { phone: buyer.phone }),
  }).id;
}
