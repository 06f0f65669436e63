import type { CheckoutMode } from '@stripe-cart/contract';
import type { CatalogFile } from '../catalog/catalog-file.js';

/**
 * Everything the owner decides, checked and frozen before the first request is answered. No other file reads the
 * environment, and no request can change any of it.
 */
export interface Config {
  /** Names the shop in the signed promise and in stored carts: `CART_SHOP`, by default `shop`. */
  readonly shop: string;
  readonly stripe: StripeSettings;
  /** `CART_PUBLIC_URL`: where browsers reach this proxy, mount path included, without a trailing slash. */
  readonly publicUrl: string;
  /** `CART_ORIGINS`: exact origins, as a browser serialises them. */
  readonly origins: readonly string[];
  /** Where buyers are sent when they come back. */
  readonly returnPages: ReturnPages;
  /** `CART_APPLE_APPS`: ids of the shop's apps on Apple's phones, as in `ABCDE12345.example.shop`. */
  readonly appleApps: readonly string[];
  /** `CART_ANDROID_APPS`: those on Android, each with its certificate's SHA-256 as `14:6D:E9:…`. */
  readonly androidApps: readonly { readonly packageName: string; readonly fingerprint: string }[];
  /** `CART_CANCEL_URL`, on one of `origins`; null sends the buyer to the root of the origin the cart was on. */
  readonly cancelUrl: string | null;
  readonly catalog: CatalogSource;
  /** `CART_TOKEN_SECRET`: the first seals and signs, all of them open and verify, so that a roll loses no buyer. */
  readonly tokenSecrets: readonly [string, ...string[]];
  /** `CART_SINK_URL` and `CART_SINK_SECRET`: where paid orders are handed on, if anywhere. */
  readonly sink: { readonly url: string; readonly secret: string } | null;
  /** `CART_CLOSED`: the sentence to show while nothing is sold. */
  readonly closed: string | null;
  /** The origins a buyer may be sent to: `https://checkout.stripe.com`, with payment links `https://buy.stripe.com`, with the customer portal `https://billing.stripe.com`, those of `CART_CHECKOUT_ORIGINS`, the sandbox's. */
  readonly checkoutOrigins: readonly string[];
  readonly checkout: CheckoutSettings;
  /** `CART_PAYMENT_LINKS`: whether a cart may be paid by a payment link that is made for it. */
  readonly paymentLinks: boolean;
  /** `CART_INVOICE_URL`: the page with `<stripe-cart-invoice>`, on one of `origins`; null where invoices are not paid here. */
  readonly invoiceUrl: string | null;
  /** `CART_INVOICE_FOOTER`: the sentence, with `{link}` in it, that is written at the foot of a new invoice. */
  readonly invoiceFooter: string | null;
  /** `CART_CUSTOMER_PORTAL`: whether a buyer may change and end a subscription by Stripe's customer portal. */
  readonly portal: boolean;
  /** The ways to pay that the settings above allow. */
  readonly modes: readonly CheckoutMode[];
  /** `CART_CHECKOUTS_PER_MINUTE`: how many payments one client may start within a minute. */
  readonly checkoutsPerMinute: number;
  /** `CART_CHECKOUTS_PER_SECOND`: how many payments everybody together may start within a second, per process. */
  readonly checkoutsPerSecond: number;
  /** `CART_TRUSTED_HOPS`: the owner's own reverse proxies in front of this process, on Node; 0 trusts no header. */
  readonly trustedHops: number;
}

/** Pages with `<stripe-cart-return>`: each on one of the shop's origins or of an app's scheme, and without a fragment. */
export interface ReturnPages {
  /** `CART_RETURN_URL`: where everybody is sent for whom no other page is set. */
  readonly returnUrl: string;
  /** `CART_PENDING_URL`: while the money takes days. */
  readonly pendingUrl: string | null;
  /** `CART_ERROR_URL`: where nothing was paid, with the way back to the form. */
  readonly errorUrl: string | null;
  /** `CART_RETURN_PAGES`: instead of `returnUrl`, by the language of the page that the buyer left. */
  readonly pages: readonly { readonly tag: string; readonly url: string }[];
  /** `CART_APP_SCHEMES`: an app's own schemes that these pages may have, as in `pottery`. */
  readonly schemes: readonly string[];
}

export interface StripeSettings {
  /** `STRIPE_SECRET_KEY`: `sk_…` or, better, a restricted `rk_…`. */
  readonly secretKey: string;
  /** `STRIPE_PUBLISHABLE_KEY`: with it buyers can pay inside the shop's own page. */
  readonly publishableKey: string | null;
  /** `STRIPE_WEBHOOK_SECRET`, several while one is rolled; empty where no webhook is set up. */
  readonly webhookSecrets: readonly string[];
  /** `STRIPE_API_BASE`: another address than Stripe's own, possible only with a test key. */
  readonly apiBase: string | null;
  readonly livemode: boolean;
}

export type CatalogSource =
  /** Stripe prices that carry the marker metadata `stripe_cart=1`, on the price or its product. */
  | { readonly from: 'stripe' }
  /** A `catalog.json` bundled with the proxy or passed in by code. */
  | { readonly from: 'file'; readonly file: CatalogFile }
  /** A `catalog.json` on one of `origins`, fetched and cached. */
  | { readonly from: 'url'; readonly url: string };

/** What the buyer is asked and offered while paying, passed through to Stripe and honoured by the verdict. */
export interface CheckoutSettings {
  /** `CART_SHIPPING_COUNTRIES`: ISO 3166-1 alpha-2; empty asks for no address. */
  readonly shippingCountries: readonly string[];
  /** `CART_SHIPPING_RATES`: ids of Stripe shipping rates, 5 at most. */
  readonly shippingRates: readonly string[];
  /** `CART_CAPTURE`: `manual` holds the money, and the owner takes it later, in the Dashboard or by Stripe's API. */
  readonly capture: 'automatic' | 'manual';
  /** `CART_CONFIRM`: who confirms a PaymentIntent of `checkout="intent"`, the page or this proxy. */
  readonly confirm: 'client' | 'server';
  /** `CART_PHONE` */
  readonly collectPhone: boolean;
  /** `CART_PROMOTION_CODES` */
  readonly allowPromotionCodes: boolean;
  /** `CART_AUTOMATIC_TAX` */
  readonly automaticTax: boolean;
  /** `CART_TERMS`: only Stripe's own page can ask. */
  readonly requireTermsOfService: boolean;
  /** `CART_SUBMIT_TYPE`: the wording of the button on Stripe's page. */
  readonly submitType: 'auto' | 'book' | 'donate' | 'pay' | null;
  /** `CART_LOCALE`: a locale Stripe's page knows, or null for the buyer's own. */
  readonly locale: string | null;
}
