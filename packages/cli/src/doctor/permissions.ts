import type { CheckoutMode } from '@stripe-cart/contract';
import type Stripe from 'stripe';
import type { StripeAccount } from '../stripe/stripe-account.js';

/** A permission as the Dashboard names it, and a call that shows whether a key has it. */
export interface Permission {
  readonly name: string;
  readonly level: 'Read' | 'Write';
  /** When the proxy needs it: always, for something that it offers, or with a setting that is not seen from outside. */
  readonly neededFor: readonly ('everything' | Offer | SettingName)[];
  /**
   * Changes nothing. What may be read is a list of one; what may be written is told from a change of something that does
   * not exist: a key without the permission is refused with 403, any other with 404.
   */
  readonly probe: (account: StripeAccount) => Promise<unknown>;
}

/** What is seen of a proxy from outside. */
export type Offer = Exclude<CheckoutMode, 'intent'> | 'subscriptions' | 'invoices' | 'portal';

/** What is not. A proxy that could do it offers `intent`; whether a page asks for it is the page's affair. */
export type SettingName = 'CART_CATALOG=stripe' | 'CART_SHIPPING_RATES' | 'CART_INVOICE_FOOTER' | 'checkout="intent"';

/** No object of Stripe's has such an id. */
const NOBODY = 'StripeCartDoctorNoSuchObject';

const read =
  (list: (stripe: Stripe) => Promise<Stripe.Response<Stripe.ApiList<unknown>>>) => (account: StripeAccount) =>
    account.call('list', (stripe) => list(stripe));

/** Those in the table of the proxy’s README, and no other. */
export const PERMISSIONS: readonly Permission[] = [
  {
    name: 'Checkout Sessions',
    level: 'Write',
    neededFor: ['everything'],
    probe: (account) =>
      account.call('checkout.session', (stripe) =>
        stripe.checkout.sessions.expire(`cs_${account.livemode ? 'live' : 'test'}_${NOBODY}`),
      ),
  },
  {
    name: 'PaymentIntents',
    level: 'Read',
    neededFor: ['everything'],
    probe: read((stripe) => stripe.paymentIntents.list({ limit: 1 })),
  },
  {
    name: 'PaymentIntents',
    level: 'Write',
    neededFor: ['checkout="intent"'],
    probe: (account) => account.call('payment_intent', (stripe) => stripe.paymentIntents.cancel(`pi_${NOBODY}`)),
  },
  {
    name: 'Charges',
    level: 'Read',
    neededFor: ['everything'],
    probe: read((stripe) => stripe.charges.list({ limit: 1 })),
  },
  {
    name: 'Disputes',
    level: 'Read',
    neededFor: ['everything'],
    probe: read((stripe) => stripe.disputes.list({ limit: 1 })),
  },
  {
    name: 'Payment Links',
    level: 'Write',
    neededFor: ['link'],
    probe: (account) =>
      account.call('payment_link', (stripe) => stripe.paymentLinks.update(`plink_${NOBODY}`, { active: false })),
  },
  {
    name: 'Invoices',
    level: 'Read',
    neededFor: ['invoices', 'subscriptions'],
    probe: read((stripe) => stripe.invoices.list({ limit: 1 })),
  },
  {
    name: 'Invoices',
    level: 'Write',
    // With subscriptions, to note on a renewal that it was handed on.
    neededFor: ['subscriptions', 'CART_INVOICE_FOOTER'],
    probe: (account) => account.call('invoice', (stripe) => stripe.invoices.update(`in_${NOBODY}`, { metadata: {} })),
  },
  {
    name: 'Subscriptions',
    level: 'Write',
    // To end one whose first payment failed, before its buyer begins another.
    neededFor: ['subscriptions'],
    probe: (account) =>
      account.call('subscription', (stripe) => stripe.subscriptions.update(`sub_${NOBODY}`, { metadata: {} })),
  },
  {
    name: 'Customer portal',
    level: 'Write',
    neededFor: ['portal'],
    probe: (account) =>
      account.call('billing_portal.configuration', (stripe) =>
        stripe.billingPortal.configurations.update(`bpc_${NOBODY}`, { metadata: {} }),
      ),
  },
  {
    name: 'Prices',
    level: 'Read',
    neededFor: ['CART_CATALOG=stripe'],
    probe: read((stripe) => stripe.prices.list({ limit: 1 })),
  },
  {
    name: 'Products',
    level: 'Read',
    // With links, to read back what was sold.
    neededFor: ['link', 'CART_CATALOG=stripe'],
    probe: read((stripe) => stripe.products.list({ limit: 1 })),
  },
  {
    name: 'Shipping Rates',
    level: 'Read',
    neededFor: ['CART_SHIPPING_RATES'],
    probe: read((stripe) => stripe.shippingRates.list({ limit: 1 })),
  },
];
