import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { reductionOf } from '../checkout/discount.js';
import { ApiError, noSuchParam } from '../errors.js';
import { isSupported, stepOf } from '../money/currency.js';
import { totalsOf } from '../money/totals.js';
import { canHold, isRedirect, isVoucher, typesOffered, type PaymentMethodType } from '../payment/payment-methods.js';
import type { Call } from './call.js';
import { discountIn } from './session-discount.js';
import {
  currencyOfLines,
  lineAmounts,
  checkShippingRates,
  checkTotal,
  makeLineItem,
  makeShippingOption,
  isRecurring,
} from './session-lines.js';
import { checkSubscriptionLines, checkTrial } from './session-subscription.js';
import { openSession } from './session-opening.js';
import { checkWayBack } from './ui-modes.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

const HALF_AN_HOUR = 30 * 60;
/** Seconds for which a session stays open when nothing else is said, and at most. */
export const A_DAY = 24 * 60 * 60;

/** Creates an open session. Everything that can be refused is looked at before anything is made. */
export function createSession({ account, origin, params }: Call<CreateParams>): Session {
  if (params.mode === 'setup') return createSetupSession(account, origin, params);
  const lines = params.line_items ?? [];
  const isSubscription = params.mode === 'subscription';
  if (isSubscription) checkSubscriptionLines(account, lines);
  const currency = currencyOfLines(account, lines, isSubscription, params.currency);
  const shippingAmounts = checkShippingRates(account, params.shipping_options ?? [], currency);
  const trialEnd = checkTrial(params, account.clock.now());
  const amounts = lineAmounts(account, lines, currency).map((amount, index) =>
    trialEnd !== null && isRecurring(account, lines[index] ?? {}) ? 0 : amount,
  );
  const shipping = shippingAmounts[0] ?? 0;
  const discount = discountIn(account, params, currency, amounts);
  checkTotal(totalsOf(amounts, discount && reductionOf(discount), shipping, stepOf(currency)).total, currency);
  const expiresAt = checkExpiry(params.expires_at, account.clock.now());
  if (params.customer !== undefined && !account.customers.has(params.customer)) {
    throw noSuchParam('customer', params.customer, 'customer');
  }

  const types = offered(account, currency, params);
  checkWayBack(params, types.some(isRedirect));

  return openSession(account, {
    params,
    origin,
    currency,
    types,
    expiresAt,
    discount,
    shippingOptions: (params.shipping_options ?? []).map((option) => makeShippingOption(account, option)),
    lineItems: lines.map((line) => makeLineItem(account, line, currency, trialEnd !== null)),
  }).session;
}

/** A session that saves a payment method, and takes nothing. */
function createSetupSession(account: Account, origin: string, params: CreateParams): Session {
  const currency = params.currency ?? '';
  if (params.currency !== undefined && !isSupported(currency)) {
    throw new ApiError('currency', 400, `Invalid currency: ${currency}`, { param: 'currency' });
  }
  if (params.customer !== undefined && !account.customers.has(params.customer)) {
    throw noSuchParam('customer', params.customer, 'customer');
  }
  const types = offered(account, currency, params);
  checkWayBack(params, false);
  const expiresAt = checkExpiry(params.expires_at, account.clock.now());
  const nothing = { discount: null, shippingOptions: [], lineItems: [] };
  const { session } = openSession(account, { params, origin, currency, types, expiresAt, ...nothing });
  session.currency = params.currency ?? null;
  session.amount_subtotal = null;
  session.amount_total = null;
  session.total_details = null;
  return session;
}

/** What the account offers in that currency, less what the session does not want. */
export function offered(account: Account, currency: string, params: CreateParams): PaymentMethodType[] {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params;
  // What is charged later must be something that can be charged while nobody is there.
  const isForLater = params.mode === 'subscription' || params.mode === 'setup';
  const types = typesOffered(account, currency).filter(
    (type) =>
      (allowed === undefined || allowed.includes(type)) &&
      !excluded?.includes(type) &&
      !(params.redirect_on_completion === 'never' && isRedirect(type)) &&
      !(params.payment_intent_data?.capture_method === 'manual' && !canHold(type)) &&
      !(isForLater && (isRedirect(type) || isVoucher(type))),
  );
  if (types.length > 0) return types;
  throw new ApiError('payment-methods', 400, 'No payment method of the account is left for this session.', {
    param: allowed === undefined ? 'excluded_payment_method_types' : 'allowed_payment_method_types',
  });
}

/** Seconds since the epoch: from 30 minutes to 24 hours from now, which is also the default. */
function checkExpiry(expiresAt: number | undefined, now: number): number {
  if (expiresAt === undefined) return now + A_DAY;
  if (expiresAt < now + HALF_AN_HOUR || expiresAt > now + A_DAY) {
    throw new ApiError('session-expires-at', 400, 'expires_at is from 30 minutes to 24 hours after creation.', {
      param: 'expires_at',
    });
  }
  return expiresAt;
}
