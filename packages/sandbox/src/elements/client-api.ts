import type { StripeCheckoutContact } from '@stripe/stripe-js';
import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { Buyer } from '../checkout/buyer.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { confirm } from '../checkout/confirm.js';
import { isMadeFor } from '../checkout/known-intents.js';
import { ApiError } from '../errors.js';
import { answerChallenge } from '../payment/answer-action.js';
import type { Confirmation } from '../payment/confirmation.js';
import { readCredentials, readRequest, type ClientRequest } from './client-request.js';
import { sessionOpenedBy } from './client-secret.js';
import { clientSessionOf } from './client-session.js';
import { walletCard } from './intent-form.js';
import { fixedEmailOf, shippingDetailsOf, updateSession } from './client-update.js';
import type { BuyerDetails, EmbeddedReply, Reply, WireError } from './protocol.js';

/**
 * One request of a browser: `/_elements/session`, `update`, `confirm` or `challenge`. How Stripe's own browser code
 * talks to Stripe is not published; what comes of it is.
 */
export function answerClient(account: Account, body: string, name: string): Reply {
  try {
    const request = readRequest(name, body);
    const record = sessionOpenedBy(account, request.credentials, 'elements');
    const outcome = act(account, record, request);
    return { ok: true, session: clientSessionOf(account, record), outcome };
  } catch (error) {
    return { ok: false, error: refusalOf(error) };
  }
}

/** `/_elements/embedded`: whether there is such a session to show in a frame of the shop's page, and what it costs. */
export function answerEmbedded(account: Account, body: string): EmbeddedReply {
  try {
    const { session } = sessionOpenedBy(account, readCredentials(body), 'embedded_page');
    const { id, amount_total: amount, currency } = session;
    return { ok: true, embedded: { id, amount: amount ?? 0, currency: currency ?? 'usd' } };
  } catch (error) {
    return { ok: false, error: refusalOf(error) };
  }
}

/** @throws what is no refusal */
export function refusalOf(error: unknown): WireError {
  if (!(error instanceof ApiError)) throw error;
  const { type = 'invalid_request_error', code = null, declineCode = null } = error.details;
  return { type, code, declineCode, message: error.message };
}

function act(account: Account, record: CheckoutRecord, request: ClientRequest): Confirmation | null {
  const { session } = record;
  if (request.is === 'challenge') {
    // A secret opens its own session, and what the bank asks about another is not there.
    const asked = account.actions.get(request.challenge);
    const isOwn = asked !== undefined && isMadeFor(account, session, asked.intent.id);
    return answerChallenge(account, isOwn ? request.challenge : '', request.answer);
  }
  if (request.is === 'session') {
    if (request.isFirst && session.status !== 'open') throw finished(session);
    return null;
  }
  if (request.is === 'update') {
    if (session.status !== 'open') throw finished(session);
    updateSession(account, record, request.update);
    return null;
  }
  if (request.confirm.expectedAmount !== session.amount_total) {
    throw new ApiError('confirm-amount', 400, 'The amount has changed. Look at it again before you pay.', {
      code: 'checkout_amount_mismatch',
    });
  }
  return confirm(account, record, {
    buyer: buyerOf(record, request.confirm.buyer),
    method: request.byWallet ? walletCard(account.clock.now()) : request.method,
    returnUrl: request.confirm.returnUrl,
  });
}

function finished({ status }: Stripe.Checkout.Session): ApiError {
  return new ApiError(
    'client-secret-finished',
    400,
    `This Checkout Session is ${status}; nothing can be paid with it.`,
  );
}

/** @throws ApiError when something that the session asks for is missing */
function buyerOf({ session }: CheckoutRecord, given: BuyerDetails): Buyer {
  const email = fixedEmailOf(session) ?? given.email ?? session.customer_details?.email ?? null;
  if (email === null || !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) {
    throw new ApiError('confirm-needs', 400, 'An email address is needed.', { code: 'email_invalid', param: 'email' });
  }
  const phone = given.phone ?? session.customer_details?.phone ?? null;
  if (session.phone_number_collection?.enabled && phone === null) {
    throw new ApiError('confirm-needs', 400, 'A phone number is needed.', { param: 'phone' });
  }
  const shipping = shippingOf(session, given.shippingAddress);
  const place = shipping ?? given.billingAddress ?? session.customer_details?.address ?? null;
  if (session.automatic_tax.enabled && place === null) {
    throw new ApiError('confirm-needs', 400, 'An address is needed to reckon the tax.', { param: 'billing_address' });
  }
  return { email, phone, shipping, name: given.billingAddress?.name ?? shipping?.name ?? null, acceptsTerms: false };
}

function shippingOf(session: Stripe.Checkout.Session, given: StripeCheckoutContact | null): Buyer['shipping'] {
  const countries = session.shipping_address_collection?.allowed_countries;
  if (!countries) return null;
  const details = given ? shippingDetailsOf(given) : (session.collected_information?.shipping_details ?? null);
  const country = details?.address.country;
  if (!details || details.name === '' || !details.address.line1 || !country) {
    throw new ApiError('confirm-needs', 400, 'A shipping address is needed.', { param: 'shipping_address' });
  }
  if (!countries.some((each) => each === country)) {
    throw new ApiError('confirm-needs', 400, `Nothing is shipped to ${country}.`, { param: 'shipping_address' });
  }
  return details;
}
