import type Stripe from 'stripe';
import type { CheckoutSettings } from '../config/config.js';
import { sessionReturnAddress } from '../checkout/return-address.js';
import type { Sale } from '../checkout/session-params.js';
import type { WayIn } from '../checkout/session-mode.js';
import { Refusal } from '../refusal.js';
import { linkParams, type LinkParams, type LinkSale } from './link-params.js';

/** What a link made for one cart is made from. */
export function cartLinkSale(sale: Sale): LinkSale {
  const { cart, config, metadata } = sale;
  return {
    cart,
    checkout: config.checkout,
    promise: metadata,
    returnAddress: sessionReturnAddress(sale),
    adjustable: false,
  };
}

/**
 * The parameters of a payment link for one cart. Stripe takes one payment by it; it is switched off besides, as soon as
 * we hear of that one. There is no time limit: Stripe has none for links (stripe 23.1.0, PaymentLinks.d.ts,
 * `PaymentLinkCreateParams`).
 */
export function cartLinkParams(sale: LinkSale): LinkParams {
  return { ...linkParams(sale), restrictions: { completed_sessions: { limit: 1 } } };
}

/**
 * Where the buyer pays it. What a session is told when it is made, a link's session is told by the address it is opened
 * with: the number of the order, for the Dashboard, and the language (https://docs.stripe.com/payment-links/url-parameters).
 * @throws {Refusal} `misconfigured` where the address is one the widget would not go to
 */
export function cartLinkWayIn(
  link: Pick<Stripe.PaymentLink, 'url'>,
  { checkout, checkoutOrigins }: { checkout: Pick<CheckoutSettings, 'locale'>; checkoutOrigins: readonly string[] },
  number: string,
): WayIn {
  const url = new URL(link.url);
  if (!checkoutOrigins.includes(url.origin)) {
    throw new Refusal({ code: 'misconfigured' }, { note: "CART_CHECKOUT_ORIGINS lacks the origin of Stripe's links" });
  }
  url.searchParams.set('client_reference_id', number);
  if (checkout.locale !== null) url.searchParams.set('locale', checkout.locale);
  return { status: 'open', mode: 'link', url: url.href };
}
