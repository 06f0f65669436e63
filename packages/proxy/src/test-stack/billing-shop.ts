import type { Inbox } from './inbox.js';
import { SHOP, type TestShop } from './shop.js';
import { CLUBS } from './subscribers.js';
import { WEBHOOK_SECRETS } from './webhook-sender.js';

/** One shop with everything that is billed, for all suites about it: to start a proxy is what they cost most. */
export type Stand = () => { readonly shop: TestShop; readonly inbox: Inbox };

export const INVOICE_PAGE = `${SHOP}/invoice.html`;
export const OTHER_ORIGIN = 'https://other.example';

/** Its settings, but for where its orders go. */
export const BILLING = {
  CART_CATALOG: CLUBS,
  CART_ORIGINS: `${SHOP},${OTHER_ORIGIN}`,
  CART_PAYMENT_LINKS: 'true',
  CART_CUSTOMER_PORTAL: 'true',
  CART_RETURN_PAGES: `de=${SHOP}/danke.html`,
  CART_INVOICE_URL: INVOICE_PAGE,
  CART_INVOICE_FOOTER: 'Pay on our site: {link}',
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS[0],
};
