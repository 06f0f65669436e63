import type { Log } from '@stripe-cart/proxy';
import { serveProxy } from '@stripe-cart/proxy/node';
import { freePort, isTaken, originAt } from './listen.ts';
import type { OrderDesk } from './order-desk.ts';
import {
  createWebhookEndpoint,
  SANDBOX_PUBLISHABLE_KEY,
  SANDBOX_SECRET_KEY,
  type WebhookEndpoint,
} from './sandbox-account.ts';
import type { PriceList } from './shop-files.ts';
import type { StripeKeys } from './stripe-keys.ts';

/** The shop's id, which stands in all that is signed for it. */
export const SHOP_ID = 'tidewrack';

/** Everything the proxy of this shop is told. */
export interface ProxySettings {
  readonly host: string;
  readonly shop: string;
  /** Null where the keys are those of a real Stripe account. */
  readonly sandbox: string | null;
  readonly keys: StripeKeys | null;
  readonly desk: OrderDesk;
  readonly tokenSecret: string;
  readonly log: Log;
}

export interface ShopProxy {
  readonly url: string;
  /** Starts it anew with another price list and other variables, at the same address and with the same secrets. */
  restart(prices: PriceList, variables: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the proxy, and tells the sandbox where to deliver its events. Stripe gives out the signing secret only for an
 * address, so the address has to be known before the proxy is: a free port is picked first.
 *
 * @throws an error with code `EADDRINUSE` where the port is taken
 */
export async function startProxy(port: number, settings: ProxySettings, prices: PriceList): Promise<ShopProxy> {
  const { host, sandbox } = settings;
  if (port === 0) return onFreePort(host, (free) => startProxy(free, settings, prices));
  const url = originAt(host, port);
  const endpoint = sandbox === null ? null : await createWebhookEndpoint(sandbox, `${url}/v1/webhooks/stripe`);
  const start = (list: PriceList, variables: Readonly<Record<string, string>> = {}) =>
    serveProxy({ port, host, log: settings.log, env: { ...environment(url, settings, endpoint, list), ...variables } });
  try {
    let running = await start(prices);
    return {
      url,
      restart: async (list, variables) => {
        await running.close();
        running = await start(list, variables);
      },
      close: () => running.close(),
    };
  } catch (error) {
    await endpoint?.remove();
    throw error;
  }
}

/** The proxy's variables, as one would set them in a hosting company's dashboard. */
function environment(
  publicUrl: string,
  { shop, sandbox, keys, desk, tokenSecret }: ProxySettings,
  endpoint: WebhookEndpoint | null,
  prices: PriceList,
): Record<string, unknown> {
  const webhookSecret = endpoint?.secret ?? keys?.webhookSecret;
  return {
    STRIPE_SECRET_KEY: keys?.secretKey ?? SANDBOX_SECRET_KEY,
    STRIPE_PUBLISHABLE_KEY: keys?.publishableKey ?? SANDBOX_PUBLISHABLE_KEY,
    ...(webhookSecret && { STRIPE_WEBHOOK_SECRET: webhookSecret }),
    ...(sandbox !== null && { STRIPE_API_BASE: sandbox }),
    CART_SHOP: SHOP_ID,
    CART_PUBLIC_URL: publicUrl,
    CART_ORIGINS: shop,
    CART_RETURN_URL: `${shop}/thanks.html`,
    CART_CATALOG: prices,
    CART_TOKEN_SECRET: tokenSecret,
    CART_SINK_URL: desk.url,
    CART_SINK_SECRET: desk.secret,
    // Stripe's page asks for an address in these; postage is in the prices.
    CART_SHIPPING_COUNTRIES: 'GB,IE',
    CART_LOCALE: 'en-GB',
    CART_PAYMENT_LINKS: 'true',
    CART_INVOICE_URL: `${shop}/invoice.html`,
    CART_CUSTOMER_PORTAL: 'true',
    // Whoever tries the demo, in however many tabs, is one client on one machine.
    CART_CHECKOUTS_PER_MINUTE: '1000',
    CART_CHECKOUTS_PER_SECOND: '1000',
  };
}

/** A port that was free a moment ago may be somebody else's by now; then another one is picked. */
async function onFreePort<Started>(host: string, start: (port: number) => Promise<Started>): Promise<Started> {
  for (;;) {
    try {
      return await start(await freePort(host));
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}
