import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newSessionId, randomText } from '../account/identifier.js';
import type { WireLineItem } from '../account/wire.js';
import type { CheckoutRecord, FromLink } from '../checkout/checkout-record.js';
import { setTotals, type AppliedDiscount } from '../checkout/discount.js';
import type { PaymentMethodType } from '../payment/payment-methods.js';
import { mergeMetadata } from './metadata.js';
import { settingsOf } from './session-settings.js';
import { uiModeOf, type UiMode } from './ui-modes.js';

type Session = Stripe.Checkout.Session;

/** What a session is opened with, once all of it has been looked at. */
export interface Opening {
  readonly params: Stripe.Checkout.SessionCreateParams;
  readonly origin: string;
  readonly currency: string;
  readonly types: PaymentMethodType[];
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly discount: AppliedDiscount | null;
  readonly shippingOptions: Stripe.Checkout.Session.ShippingOption[];
  readonly lineItems: readonly WireLineItem[];
  /** The payment link that a buyer opened, and what it gives the session. */
  readonly paymentLink?: { readonly id: string; readonly gives: FromLink };
}

/** Opens a session: for the shop that creates it, or for the buyer who opens a payment link. */
export function openSession(account: Account, opening: Opening): CheckoutRecord {
  const { params, origin, currency, discount, shippingOptions, paymentLink } = opening;
  const id = newSessionId();
  const [chosen] = shippingOptions;
  const shipping = chosen?.shipping_amount ?? 0;
  const session: Session = {
    ...settingsOf(account, params),
    payment_method_types: opening.types,
    id,
    object: 'checkout.session',
    amount_subtotal: null,
    amount_total: null,
    created: account.clock.now(),
    currency,
    discounts: discount ? [{ coupon: discount.coupon.id, promotion_code: discount.promotionCode?.id ?? null }] : [],
    expires_at: opening.expiresAt,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode ?? 'payment',
    payment_intent: null,
    payment_link: paymentLink?.id ?? null,
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
    lineItems: opening.lineItems,
    paymentIntentData: params.payment_intent_data ?? {},
    subscriptionData: params.subscription_data ?? {},
    setupIntentData: params.setup_intent_data ?? {},
    successUrl: params.success_url ?? null,
    origin,
    fromLink: paymentLink?.gives ?? null,
  };
  setTotals(account, record);
  account.sessions.set(id, record);
  account.reached(session, 'open');
  return record;
}

/** How a buyer gets in: by the address of Stripe's page, or with a secret on the shop's. */
function entranceOf(mode: UiMode, id: string, origin: string): Pick<Session, 'client_secret' | 'url'> {
  return mode === 'hosted_page'
    ? { client_secret: null, url: `${origin}/c/pay/${id}` }
    : { client_secret: `${id}_secret_${randomText(53)}`, url: null };
}
