/**
 * Every address the proxy answers, once. The paths are relative to the proxy's base URL, which a page knows
 * from the URL of the script it loaded.
 *
 * Who may call: `page` routes are for browsers on a configured origin and are refused to any other; `buyer` is
 * the navigation that brings a buyer back from Stripe; `stripe` is authenticated by its signature; `anyone` is public.
 */
export const ROUTES = {
  /** The shop's public settings. Costs no Stripe call. */
  config: { method: 'GET', path: '/v1/config', caller: 'page' },
  /** What is for sale, at what price, and the same public settings. Costs no Stripe call while the catalogue is warm. */
  catalog: { method: 'GET', path: '/v1/catalog', caller: 'page' },
  /** Starts a payment, or finds the one this attempt already has. */
  checkout: { method: 'POST', path: '/v1/checkout', caller: 'page' },
  /** What Stripe says now about an order. A POST, so that its token never stands in an access log. */
  order: { method: 'POST', path: '/v1/order', caller: 'page' },
  /** Where Stripe sends the buyer. Read-only: previews, reloads and link scanners change nothing. */
  return: { method: 'GET', path: '/v1/return', caller: 'buyer' },
  /** Where an invoice's link leads: on to the shop's own page, with the link's token in the fragment. Asks nobody. */
  invoicePay: { method: 'GET', path: '/v1/invoices/pay', caller: 'buyer' },
  /** What Stripe says now about the invoice of a link, and the way to pay it. */
  invoice: { method: 'POST', path: '/v1/invoice', caller: 'page' },
  /** A way into Stripe's customer portal, for the browser that began a subscription. */
  portal: { method: 'POST', path: '/v1/portal', caller: 'page' },
  /** Stripe's webhook deliveries. */
  stripeWebhook: { method: 'POST', path: '/v1/webhooks/stripe', caller: 'stripe' },
  /** Is the process up and configured? Costs no Stripe call and tells no detail. */
  health: { method: 'GET', path: '/v1/health', caller: 'anyone' },
} as const satisfies Record<string, Route>;

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: `/v1/${string}`;
  readonly caller: 'page' | 'buyer' | 'stripe' | 'anyone';
}

export type RouteName = keyof typeof ROUTES;

/**
 * The key of the fragment that carries the order token to the shop's return page, as in `thanks.html#order=TOKEN`.
 * A fragment reaches no server, no access log and no Referer header.
 */
export const ORDER_FRAGMENT = 'order';

/**
 * What stands in the fragment instead of a token when the proxy was sent a return it cannot vouch for:
 * no nonce of ours, a forged one, or one that belongs to another payment. Nothing is known, so nothing is claimed.
 */
export const UNVERIFIED_RETURN = 'unverified';

/** The key of the fragment that carries an invoice link's token to the page with `<stripe-cart-invoice>`. */
export const INVOICE_FRAGMENT = 'invoice';

/** The fragment on the page a buyer reaches by Stripe's own "back" link, as in `/#cart=cancelled`. */
export const CANCELLED_FRAGMENT = 'cart=cancelled';
