import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { createCustomer } from '../api/customers.js';
import type { Confirmation } from '../payment/confirmation.js';
import { startSubscription } from '../billing/start-subscription.js';
import type { Buyer } from './buyer.js';
import { countCompletion } from './completed-sessions.js';
import { redeem } from './discount.js';
import { knownIntentOf, knownSetupOf } from './known-intents.js';
import { presentmentOf } from './presentment.js';

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
  subscribe(account, session);
  account.reached(session, 'complete');
  account.emit('checkout.session.completed', session);
  countCompletion(account, session);
  return { is: 'complete' };
}

/** What a session in subscription mode begins, with what has been paid or set up. */
function subscribe(account: Account, session: Stripe.Checkout.Session): void {
  const record = account.sessions.get(session.id);
  if (session.mode !== 'subscription' || !record) return;
  const payment = knownIntentOf(account, session);
  const method = (payment ?? knownSetupOf(account, session))?.payment_method;
  startSubscription(
    account,
    record,
    payment?.status === 'canceled' ? null : payment,
    typeof method === 'string' ? method : null,
  );
}

/** A customer for who asked for one, made before the charge so that it is theirs; and the email that a customer lacked. */
export function ensureCustomer(account: Account, session: Stripe.Checkout.Session, buyer: Buyer): void {
  const known = typeof session.customer === 'string' ? account.customers.get(session.customer) : undefined;
  if (known) known.email ??= buyer.email;
  if (session.customer !== null || session.customer_creation !== 'always') return;
  session.customer = createCustomer(account, {
    email: buyer.email,
    ...(buyer.name === null ? {} : { name: buyer.name }),
    ...(buyer.phone === null ? {} : { phone: buyer.phone }),
  }).id;
}
