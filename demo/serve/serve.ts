import { randomBytes } from 'node:crypto';
import type { Log } from '@stripe-cart/proxy';
import { serveSandbox } from '@stripe-cart/sandbox/node';
import { Invoices } from './invoices.ts';
import { Journal } from './journal.ts';
import { LinkFiles } from './link-files.ts';
import { onPort, USUAL_PORTS } from './listen.ts';
import { openOrderDesk, type DeliveredOrder } from './order-desk.ts';
import type { BaseUrls } from './ready-file.ts';
import { setUpPortal } from './sandbox-account.ts';
import type { StripeJs } from './sandbox-extras.ts';
import { readCatalog, type PriceList } from './shop-files.ts';
import { startProxy } from './shop-proxy.ts';
import { serveShop } from './shop-server.ts';
import { stripeKeysFrom, type Environment } from './stripe-keys.ts';

export type { DeliveredOrder } from './order-desk.ts';
export type { PriceList } from './shop-files.ts';

export interface DemoOptions {
  /** The shop's port; 0 takes free ones for everything. Default: 4242, and its neighbours for the rest. */
  readonly port?: number;
  /** An address of this machine's own; the demo is for nobody else. Default: `127.0.0.1`. */
  readonly host?: string;
  /** Of it only `STRIPE_SECRET_KEY`, `STRIPE_PUBLISHABLE_KEY` and `STRIPE_WEBHOOK_SECRET` are read. Default: none. */
  readonly env?: Environment;
  /** Told in one plain sentence when something is not as usual, for instance a port that is taken. */
  readonly onNotice?: (sentence: string) => void;
  /** Told once of each paid order, when the proxy has handed it on. */
  readonly onOrder?: (order: DeliveredOrder) => void;
  /** Takes the lines of the proxy's log. Default: nobody does. */
  readonly log?: Log;
  /**
   * With the sandbox, how pages that pay inside themselves come by Stripe.js. `preset`, the default: its script is in
   * the page. `route`: nothing is, and https://js.stripe.com/endive/stripe.js has to be led to the sandbox.
   */
  readonly stripeJs?: StripeJs;
}

export interface Demo extends BaseUrls {
  /** The paid orders that have reached the shop, first come first. */
  readonly orders: readonly DeliveredOrder[];
  /** Writes invoices; null where the demo uses the real Stripe, in whose account nothing is made unasked. */
  readonly invoices: Invoices | null;
  /**
   * What an owner does when prices change: puts the new price list up. The proxy is restarted with it, at the same
   * address and with the same secrets, so carts, open payments and links from before go on working.
   */
  changePrices(change: (list: PriceList) => PriceList): Promise<void>;
  /** The same with variables of the proxy, `CART_…`, as one would set them in a hosting company's dashboard. */
  changeSettings(variables: Readonly<Record<string, string>>): Promise<void>;
  /** Ends all servers at once, open connections included. */
  close(): Promise<void>;
}

/**
 * The whole thing on this machine: the shop, the proxy, and Stripe's stand-in. With test keys in `env`, the proxy
 * talks to the real Stripe instead, and `sandbox` is null.
 *
 * @throws {Error} with a sentence for the person at the keyboard where the keys are not two test keys
 */
export async function serveDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port = USUAL_PORTS.shop, host = '127.0.0.1', env = {} } = options;
  const { onNotice = () => {}, onOrder = () => {}, log = () => {}, stripeJs = 'preset' } = options;
  const keys = stripeKeysFrom(env);
  const usual = (name: 'proxy' | 'sandbox') => (port === 0 ? 0 : USUAL_PORTS[name]);
  const started: { close(): Promise<void> }[] = [];
  const close = async () => void (await Promise.all(started.splice(0).map((each) => each.close())));

  try {
    const journal = new Journal();
    const desk = await openOrderDesk((order) => {
      journal.order(order);
      onOrder(order);
    });
    started.push(desk);
    const shop = await onPort('shop', port, onNotice, (at) => serveShop({ port: at, host }));
    started.push(shop);
    const sandbox = keys
      ? null
      : await onPort('sandbox', usual('sandbox'), onNotice, (at) =>
          serveSandbox({ port: at, host, onEntry: journal.entry }),
        );
    if (sandbox) started.push(sandbox);

    const both: Log = (line) => {
      journal.request(line);
      log(line);
    };
    const tokenSecret = randomBytes(32).toString('base64');
    const settings = { host, shop: shop.url, sandbox: sandbox?.url ?? null, keys, desk, tokenSecret, log: both };
    let prices = await readCatalog(shop.url);
    let variables: Readonly<Record<string, string>> = {};
    const proxy = await onPort('proxy', usual('proxy'), onNotice, (at) => startProxy(at, settings, prices));
    started.push(proxy);
    let invoices: Invoices | null = null;
    if (sandbox) {
      await setUpPortal(sandbox.url);
      const links = new LinkFiles({ shop: shop.url, sandbox: sandbox.url, tokenSecret, journal, onNotice });
      invoices = new Invoices({ sandbox: sandbox.url, proxy: proxy.url, tokenSecret, journal });
      started.push(links, invoices);
      shop.open(proxy.url, { sandbox: sandbox.url, journal, links, invoices, stripeJs });
    } else {
      shop.open(proxy.url);
    }

    const demo: Demo = {
      shop: shop.url,
      proxy: proxy.url,
      sandbox: settings.sandbox,
      orders: desk.orders,
      invoices,
      changePrices: async (change) => {
        prices = change(prices);
        await proxy.restart(prices, variables);
      },
      changeSettings: async (changed) => {
        variables = { ...variables, ...changed };
        await proxy.restart(prices, variables);
      },
      close,
    };
    await answering(demo);
    return demo;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Resolves when every address has given a good answer. */
async function answering({ shop, proxy, sandbox }: BaseUrls): Promise<void> {
  const addresses = [`${shop}/`, `${proxy}/v1/health`, ...(sandbox ? [`${sandbox}/_sandbox/ledger`] : [])];
  for (const address of addresses) {
    const { ok, status } = await fetch(address);
    if (!ok) throw new Error(`${address} answers with status ${status}.`);
  }
}
