import type Stripe from 'stripe';
import { ApiError } from '../errors.js';
import type { ConfirmationTokenRecord } from '../payment/confirmation-token.js';
import type { IntentForm } from './intent-form.js';

/** What the buyer said about themselves is on the intent while it is confirmed, and stays unless that is refused. */
export function withBuyerOn<Outcome>(
  intent: Stripe.PaymentIntent,
  form: IntentForm,
  token: ConfirmationTokenRecord | null,
  work: () => Outcome,
): Outcome {
  const { receipt_email, setup_future_usage, shipping } = intent;
  try {
    takeOver(intent, form, token);
    return work();
  } catch (error) {
    Object.assign(intent, { receipt_email, setup_future_usage, shipping });
    throw error;
  }
}

function takeOver(intent: Stripe.PaymentIntent, form: IntentForm, token: ConfirmationTokenRecord | null): void {
  const shipping = form.shipping ?? shippingOf(token);
  if (shipping) ship(intent, shipping);
  if (form.receiptEmail !== null) {
    if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(form.receiptEmail)) {
      throw new ApiError('publishable-params', 400, `Invalid email address: ${form.receiptEmail}`, {
        code: 'email_invalid',
        param: 'receipt_email',
      });
    }
    intent.receipt_email = form.receiptEmail;
  }
  const usage = form.setupFutureUsage ?? token?.setupFutureUsage;
  if (usage) intent.setup_future_usage = usage;
}

/** Addresses that came from a browser: a browser may change them again. */
const FROM_BROWSERS = new WeakSet<Stripe.PaymentIntent.Shipping>();

/** @throws ApiError where the shop has said where to, and the browser says another place */
function ship(intent: Stripe.PaymentIntent, shipping: Stripe.PaymentIntent.Shipping): void {
  const { shipping: before } = intent;
  if (before && !FROM_BROWSERS.has(before) && !isSamePlace(before, shipping)) {
    throw new ApiError(
      'publishable-shipping',
      400,
      'The shipping information of this PaymentIntent was set with a secret key: a publishable key cannot change it.',
      { param: 'shipping' },
    );
  }
  FROM_BROWSERS.add(shipping);
  intent.shipping = shipping;
}

function isSamePlace(one: Stripe.PaymentIntent.Shipping, other: Stripe.PaymentIntent.Shipping): boolean {
  const places = [one, other].map(({ name, address = {} }) =>
    JSON.stringify([name, address.line1, address.line2, address.city, address.postal_code, address.country]),
  );
  return places[0] === places[1];
}

function shippingOf(token: ConfirmationTokenRecord | null): Stripe.PaymentIntent.Shipping | null {
  if (!token?.shipping) return null;
  const { address, name, phone } = token.shipping;
  return { address, name, phone, carrier: null, tracking_number: null };
}
