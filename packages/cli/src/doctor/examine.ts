import type { CatalogItem, CheckoutMode, ShopConfig } from '@stripe-cart/contract';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { checkCatalog } from './check-catalog.js';
import { checkClock, clockIn, type ClockReading } from './check-clock.js';
import { checkFolder } from './check-folder.js';
import { checkInvoicePage, invoicePage } from './check-invoice.js';
import { checkKey, type ProxyOffers } from './check-key.js';
import { checkLinks } from './check-links.js';
import { checkOrigins } from './check-origins.js';
import { checkPage } from './check-page.js';
import { checkPortal } from './check-portal.js';
import { checkProxy } from './check-proxy.js';
import { checkReturn, returnPage } from './check-return.js';
import { checkWallets } from './check-wallets.js';
import { checkEndpoint, checkWebhook } from './check-webhook.js';
import type { Check } from './check.js';
import type { Offer } from './permissions.js';
import type { Shop } from './judge-page.js';
import { readPage } from './read-page.js';
import { originsOf, visitPages, type VisitedPage } from './visited-page.js';

/** What is to be looked at. What is not given is not looked at, and the report says so. */
export interface Patient {
  /** The proxy's base URL, without a slash at the end. */
  readonly proxy: string | null;
  /** Addresses of pages that sell. */
  readonly pages: readonly string[];
  readonly account: StripeAccount | null;
  /** Those of `STRIPE_WEBHOOK_SECRET`. */
  readonly webhookSecrets: readonly string[];
  /** Whether `CART_INVOICE_FOOTER` is set. The proxy tells nobody. */
  readonly writesInvoiceFooter: boolean;
  /** The path of a `links.json`. */
  readonly links: string | null;
  /** The proxy's folder. */
  readonly folder: string | null;
  /** Of this command line, as in `0.1.0`. */
  readonly version: string;
}

/**
 * Looks at everything that was given, in the order in which one thing makes the next possible. Nothing is changed
 * anywhere: at Stripe only lists are read and objects that do not exist are asked for, and the proxy is sent nothing
 * for which it would start a payment or hand on an order.
 */
export async function examine(patient: Patient): Promise<readonly Check[]> {
  const { proxy, account } = patient;
  const pages = await visitPages(patient.pages);
  const atProxy = proxy === null ? NO_PROXY : await examineProxy(proxy, patient, pages);
  const { config } = atProxy;

  const links = patient.links === null ? null : await checkLinks(patient.links, account, config?.livemode ?? null);
  const shop: Shop = {
    proxy,
    config,
    // An empty catalogue is one thing that is wrong, and not one for each button.
    items: atProxy.items === null || atProxy.items.length === 0 ? null : idsOf(atProxy.items),
    linkItems: links?.file ? idsOf(links.file.items) : null,
    inPageModes: inPageModesOf(pages, config),
  };
  const checks: Check[] = [...atProxy.checks];
  for (const page of pages) checks.push(await checkPage(page, shop));
  if (pages.length === 0) checks.push({ title: 'Pages that sell', findings: [], skipped: 'give --page' });
  if (config !== null) checks.push(checkReturn(atProxy.returnPage, shop));
  if (atProxy.invoicePage !== null) checks.push(checkInvoicePage(atProxy.invoicePage, shop));

  if (account !== null) {
    const key = await checkKey(account, config, offersOf(atProxy));
    checks.push(...key.checks);
    if (key.isUsable && proxy !== null && config !== null) {
      checks.push(await checkEndpoint(proxy, account, patient));
      if (config.portal) checks.push(await checkPortal(account));
      const way = atProxy.returnPage;
      if (isPaidInPage(config))
        checks.push(await checkWallets(originsOf(way === null ? pages : [...pages, way]), account));
    }
    if (config !== null) checks.push(checkClock(atProxy.clock, key.clock));
  } else {
    checks.push({ title: 'Key', findings: [], skipped: 'set STRIPE_SECRET_KEY, or send it with --key-stdin' });
    if (config !== null) checks.push(checkClock(atProxy.clock, null));
  }
  if (links !== null) checks.push(links.check);
  if (patient.folder !== null) checks.push(await checkFolder(patient.folder));
  return checks;
}

/** Whether Stripe.js is ever loaded into a page of the shop's, which is where a wallet asks whose page it is. */
const isPaidInPage = ({ modes }: ShopConfig): boolean => IN_PAGE.some((mode) => modes.includes(mode));

const IN_PAGE = ['embedded', 'elements', 'intent'] as const satisfies CheckoutMode[];

/** What buyers pay by where they do not leave the page. A page that they come back to sells nothing itself. */
function inPageModesOf(pages: readonly VisitedPage[], config: ShopConfig | null): ReadonlySet<string> {
  const asked = pages.flatMap(({ answer }) => {
    if (!answer.reached) return [];
    const { hasReturn, carts } = readPage(answer.text, answer.url, new Map(answer.headers));
    return hasReturn ? [] : carts.map(({ checkout }) => checkout);
  });
  return new Set(IN_PAGE.filter((mode) => asked.includes(mode) && config?.modes.includes(mode) === true));
}

function offersOf({ items, config, invoicePage: page }: ExaminedProxy): ProxyOffers {
  const offers: Offer[] = [];
  if (items?.some(({ recurring }) => recurring !== null)) offers.push('subscriptions');
  if (page !== null) offers.push('invoices');
  if (config?.portal === true) offers.push('portal');
  return { hasCatalog: (items?.length ?? 0) > 0, offers };
}

const idsOf = (items: readonly CatalogItem[]): ReadonlySet<string> => new Set(items.map(({ id }) => id));

interface ExaminedProxy {
  readonly checks: readonly Check[];
  readonly config: ShopConfig | null;
  readonly items: readonly CatalogItem[] | null;
  readonly returnPage: VisitedPage | null;
  /** Null where invoices are not paid by this proxy. */
  readonly invoicePage: VisitedPage | null;
  readonly clock: ClockReading | null;
}

const NO_PROXY: ExaminedProxy = {
  checks: [],
  config: null,
  items: null,
  returnPage: null,
  invoicePage: null,
  clock: null,
};

async function examineProxy(proxy: string, patient: Patient, pages: readonly VisitedPage[]): Promise<ExaminedProxy> {
  const { check, config, answer } = await checkProxy(proxy, patient.version);
  if (config === null || answer === null) return { ...NO_PROXY, checks: [check] };
  const here = Date.now();
  const clock = clockIn(answer.headers, here);

  const way = await returnPage(proxy);
  const invoices = await invoicePage(proxy);
  const origins = await checkOrigins(proxy, originsOf(way === null ? pages : [...pages, way]));
  // A proxy sends buyers back to none but its own origins, so that one is let in.
  const trusted = way === null ? null : new URL(way.address).origin;
  const catalog = await checkCatalog(proxy, trusted, config.closed === null);
  const webhook = await checkWebhook(proxy, {
    secrets: patient.webhookSecrets,
    livemode: config.livemode,
    now: Math.floor((clock?.shown ?? here) / 1000),
  });
  const checks = [check, origins, catalog.check, webhook];
  return { checks, config, items: catalog.items, returnPage: way, invoicePage: invoices, clock };
}
