import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newSessionId, randomText } from '../account/identifier.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { problemWithDiscount, reductionOf, setTotals, type AppliedDiscount } from '../checkout/discount.js';
import { stepOf } from '../money/currency.js';
import { totalsOf } from '../money/totals.js';
import { isRedirect, typesOffered, type PaymentMethodType } from '../checkout/payment-methods.js';
import type { Call } from './call.js';
import { mergeMetadata } from './metadata.js';
import {
  checkLinePrices,
  lineAmounts,
  checkShippingRates,
  checkTotal,
  makeLineItem,
  makeShippingOption,
  refusalOfSubscription,
} from './session-lines.js';
import { checkWayBack, uiModeOf, type UiMode } from './ui-modes.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

const HALF_AN_HOUR = 30 * 60;
const A_DAY = 24 * 60 * 60;

/** Creates an open session. Everything that can be refused is looked at before anything is made. */
export function createSession({ account, origin, params }: Call<CreateParams>): Session {
  const lines = params.line_items ?? [];
  if (params.mode === 'subscription') throw refusalOfSubscription(account, lines);
  const currency = checkLinePrices(account, lines);
  if (params.currency !== undefined && params.currency !== currency) {
    throw new ApiError('one-currency', 400, 'The session must be in the currency of its prices.', {
      param: 'currency',
    });
  }
  const shippingAmounts = checkShippingRates(account, params.shipping_options ?? [], currency);
  const amounts = lineAmounts(account, lines);
  const shipping = shippingAmounts[0] ?? 0;
  const discount = discountIn(account, params, currency, amounts);
  checkTotal(totalsOf(amounts, discount && reductionOf(discount), shipping, stepOf(currency)).total, currency);
  const expiresAt = checkExpiry(params.expires_at, account.clock.now());
  if (params.customer !== undefined && !account.customers.has(params.customer)) {
    throw noSuchParam('customer', params.customer, 'customer');
  }

  const types = offered(account, currency, params);
  checkWayBack(params, types.some(isRedirect));

  const shippingOptions = (params.shipping_options ?? []).map((option) => makeShippingOption(account, option));
  const lineItems = lines.map((line) => makeLineItem(account, line));
  const id = newSessionId();
  const [chosen] = shippingOptions;
  const session: Session = {
    ...settingsOf(account, params),
    payment_method_types: types,
    id,
    object: 'checkout.session',
    amount_subtotal: null,
    amount_total: null,
    created: account.clock.now(),
    currency,
    discounts: discount ? [{ coupon: discount.coupon.id, promotion_code: discount.promotionCode?.id ?? null }] : [],
    expires_at: expiresAt,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    mode: 'payment',
    payment_intent: null,
    payment_status: 'unpaid',
    shipping_cost: chosen
      ? { amount_subtotal: shipping, amount_tax: 0, amount_total: shipping, shipping_rate: chosen.shipping_rate }
      : null,
    shipping_options: shippingOptions,
    status: 'open',
    total_details: null,
    ...entranceOf(uiModeOf(params), id, origin),
  };
  const record: CheckoutRecord = {
    session,
    lineItems,
    paymentIntentData: params.payment_intent_data ?? {},
    successUrl: params.success_url ?? null,
    origin,
  };
  setTotals(account, record);
  account.sessions.set(id, record);
  account.reached(session, 'open');
  return session;
}

/** How a buyer gets in: by the address of Stripe's page, or with a secret on the shop's. */
function entranceOf(mode: UiMode, id: string, origin: string): Pick<Session, 'client_secret' | 'url'> {
  return mode === 'hosted_page'
    ? { client_secret: null, url: `${origin}/c/pay/${id}` }
    : { client_secret: `${id}_secret_${randomText(53)}`, url: null };
}

/** What the account offers in that currency, less what the session does not want. */
function offered(account: Account, currency: string, params: CreateParams): PaymentMethodType[] {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params;
  const types = typesOffered(account, currency).filter(
    (type) =>
      (allowed === undefined || allowed.includes(type)) &&
      !excluded?.includes(type) &&
      !(params.redirect_on_completion === 'never' && isRedirect(type)),
  );
  if (types.length > 0) return types;
  throw new ApiError('payment-methods', 400, 'No payment method of the account is left for this session.', {
    param: allowed === undefined ? 'excluded_payment_method_types' : 'allowed_payment_method_types',
  });
}

/** The discount that the session begins with, which must be one that can be used on it. */
function discountIn(
  account: Account,
  params: CreateParams,
  currency: string,
  amounts: readonly number[],
): AppliedDiscount | null {
  const [given] = params.discounts ?? [];
  if (!given) return null;
  const code = given.promotion_code === undefined ? null : account.promotionCodes.get(given.promotion_code);
  if (code === undefined) {
    throw noSuchParam('promotion code', given.promotion_code ?? '', 'discounts[0][promotion_code]');
  }
  const couponId = code ? String(code.promotion.coupon) : (given.coupon ?? '');
  const coupon = account.coupons.get(couponId);
  if (!coupon) throw noSuchParam('coupon', couponId, 'discounts[0][coupon]');
  const subtotal = amounts.reduce((sum, amount) => sum + amount, 0);
  const discount = { coupon, promotionCode: code };
  const problem = problemWithDiscount(account, discount, { currency, subtotal, customer: params.customer ?? null });
  if (problem) throw new ApiError('discounts', 400, problem.message, { param: 'discounts[0]' });
  return discount;
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

/** What is taken over from the parameters as it stands, with Stripe's defaults where nothing was said. */
function settingsOf(account: Account, params: CreateParams) {
  const email = params.customer === undefined ? params.customer_email : account.customers.get(params.customer)?.email;
  return {
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    ...(params.excluded_payment_method_types === undefined
      ? {}
      : { excluded_payment_method_types: params.excluded_payment_method_types }),
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: params.automatic_tax?.enabled ? { type: 'self' } : null,
      provider: params.automatic_tax?.enabled ? 'stripe' : null,
      status: params.automatic_tax?.enabled ? 'requires_location_inputs' : null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    collected_information: null,
    consent: params.consent_collection ? { promotions: null, terms_of_service: null } : null,
    consent_collection: params.consent_collection
      ? {
          payment_method_reuse_agreement: null,
          promotions: params.consent_collection.promotions ?? null,
          terms_of_service: params.consent_collection.terms_of_service ?? null,
        }
      : null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation: params.customer === undefined ? (params.customer_creation ?? 'if_required') : null,
    customer_details:
      email === undefined || email === null
        ? null
        : {
            address: null,
            business_name: null,
            email,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: 'none',
            tax_ids: null,
          },
    customer_email: params.customer_email ?? null,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: { enabled: false, invoice_data: emptyInvoiceData() },
    locale: params.locale ?? null,
    managed_payments: null,
    origin_context: null,
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    payment_method_options: {},
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: params.shipping_address_collection
      ? { allowed_countries: [...params.shipping_address_collection.allowed_countries] }
      : null,
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    ui_mode: uiModeOf(params),
    ...(params.return_url === undefined ? {} : { return_url: params.return_url }),
    ...(params.ui_mode === 'embedded_page'
      ? { redirect_on_completion: params.redirect_on_completion ?? 'always' }
      : {}),
    wallet_options: null,
  } satisfies Partial<Session>;
}

function emptyInvoiceData(): Stripe.Checkout.Session.InvoiceCreation.InvoiceData {
  return {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  };
}
