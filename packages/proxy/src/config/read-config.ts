import { CHECKOUTS_PER_CLIENT_PER_MINUTE, CHECKOUTS_PER_SECOND } from '../limits.js';
import { parseCatalogFile } from '../catalog/from-file.js';
import { readBillingSettings } from './billing-settings.js';
import type { CatalogSource, CheckoutSettings, Config } from './config.js';
import { readCheckoutSettings } from './checkout-settings.js';
import { offeredModes } from './offered-modes.js';
import type { ConfigProblem } from './problems.js';
import { readReturnPages, returnPageMend } from './return-pages.js';
import { SettingsReader, type Environment } from './settings-reader.js';
import { readShop, readTokenSecrets } from './shop-settings.js';
import { readStripeSettings } from './stripe-settings.js';
import { strayNames } from './variables.js';
import { isLoopback, originMend, pageMend, publicUrlMend } from './web-address.js';

export type ConfigReading =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly ConfigProblem[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads and judges the whole configuration. Everything that is wrong is reported at once, by the variable's name and
 * never with its value; there is no configuration that is only partly used.
 * @param takesOrders whether orders are handed on in code too, beside `CART_SINK_URL`
 */
export function readConfig(env: Environment, { takesOrders = false } = {}): ConfigReading {
  const reader = new SettingsReader(env);
  const { mistyped, unknown } = strayNames(Object.keys(env));
  for (const { name, meant } of mistyped) reader.refuse(name, `is not a setting; is ${meant} meant?`);

  const stripe = readStripeSettings(reader);
  const { livemode } = stripe;
  const origins = readOrigins(reader, livemode);
  const publicUrl = readPublicUrl(reader, livemode);
  const returns = readReturnPages(reader, { origins, stripe });
  const settings: Omit<Config, 'modes' | 'checkoutOrigins'> = {
    shop: readShop(reader),
    stripe,
    publicUrl,
    origins,
    ...returns,
    cancelUrl: readCancelUrl(reader, origins, livemode),
    catalog: readCatalogSource(reader, { origins, stripe, returnPages: returns.returnPages }),
    tokenSecrets: readTokenSecrets(reader),
    sink: readSink(reader, livemode),
    closed: readClosed(reader),
    checkout: readCheckoutSettings(reader),
    paymentLinks: reader.flag('CART_PAYMENT_LINKS'),
    ...readBillingSettings(reader, { stripe, origins }),
    checkoutsPerMinute: reader.wholeNumber('CART_CHECKOUTS_PER_MINUTE', {
      min: 1,
      max: 100_000,
      otherwise: CHECKOUTS_PER_CLIENT_PER_MINUTE,
    }),
    checkoutsPerSecond: reader.wholeNumber('CART_CHECKOUTS_PER_SECOND', {
      min: 1,
      max: 100_000,
      otherwise: CHECKOUTS_PER_SECOND,
    }),
    trustedHops: reader.wholeNumber('CART_TRUSTED_HOPS', { min: 0, max: 5, otherwise: 0 }),
  };

  const config = { ...settings, checkoutOrigins: readCheckoutOrigins(reader, settings), modes: offeredModes(settings) };
  const isKeyRefused = reader.problems.some(({ at }) => at === 'STRIPE_PUBLISHABLE_KEY');
  if (config.checkout.confirm === 'server' && !config.modes.includes('intent') && !isKeyRefused) {
    reader.refuse('CART_CONFIRM', NOTHING_TO_CONFIRM);
  }

  // Orders come by webhook and in no other way. A shop on the developer's own machine has none; one that sells has to.
  const isDeaf = (config.sink !== null || takesOrders) && stripe.webhookSecrets.length === 0;
  if (isDeaf && livemode) required(reader, 'STRIPE_WEBHOOK_SECRET', DEAF_SINK);

  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  const warnings = unknown.map((at) => ({ at, mend: 'is not a setting of stripe-cart; it is ignored.' }));
  if (isDeaf) warnings.push({ at: 'STRIPE_WEBHOOK_SECRET', mend: DEAF_SINK });
  return { ok: true, config: Object.freeze(config), warnings };
}

const NOTHING_TO_CONFIRM =
  'is about checkout="intent", which these settings do not offer: that takes STRIPE_PUBLISHABLE_KEY, and is offered ' +
  'without CART_PROMOTION_CODES, CART_AUTOMATIC_TAX and CART_TERMS. Leave it out, or change those.';

const DEAF_SINK = 'is missing: orders are to be handed on, but without a webhook none ever comes.';

/** Says that a setting is missing, unless something worse has been said of it. The value is never used. */
function required(
  reader: SettingsReader,
  name: 'CART_PUBLIC_URL' | 'CART_ORIGINS' | 'STRIPE_WEBHOOK_SECRET',
  hint: string,
): '' {
  if (!reader.problems.some(({ at }) => at === name)) reader.refuse(name, hint);
  return '';
}

function readPublicUrl(reader: SettingsReader, livemode: boolean): string {
  const name = 'CART_PUBLIC_URL';
  const address = reader.text(name);
  if (address === undefined)
    return required(reader, name, 'is missing: where browsers reach this proxy, as in https://pay.shop.example.');
  const mend = publicUrlMend(address, livemode);
  if (mend !== null) reader.refuse(name, mend);
  return mend === null ? new URL(address).href.replace(/\/+$/, '') : '';
}

/** More than this is not one shop. */
const MAX_ORIGINS = 50;

function readOrigins(reader: SettingsReader, livemode: boolean): readonly string[] {
  const name = 'CART_ORIGINS';
  const origins = reader.list(name);
  if (origins.length === 0)
    required(reader, name, 'is missing: the origins of the pages that sell, as in https://shop.example.');
  if (origins.length > MAX_ORIGINS) reader.refuse(name, `has more than ${MAX_ORIGINS} entries.`);
  return soundOrigins(reader, name, origins, livemode);
}

function soundOrigins(
  reader: SettingsReader,
  name: 'CART_ORIGINS' | 'CART_CHECKOUT_ORIGINS',
  origins: readonly string[],
  livemode: boolean,
): readonly string[] {
  return origins.filter((origin, index) => {
    const mend = originMend(origin, livemode);
    if (mend !== null) reader.refuse(origins.length === 1 ? name : `${name} (entry ${index + 1})`, mend);
    return mend === null;
  });
}

function readCancelUrl(reader: SettingsReader, origins: readonly string[], livemode: boolean): string | null {
  const name = 'CART_CANCEL_URL';
  const page = reader.text(name);
  if (page === undefined) return null;
  const mend = pageMend(page, origins, livemode);
  if (mend !== null) reader.refuse(name, mend);
  return mend === null ? new URL(page).href : null;
}

function readCatalogSource(reader: SettingsReader, shop: CatalogShop): CatalogSource {
  const name = 'CART_CATALOG';
  const raw = reader.raw(name);
  if (raw !== null && typeof raw === 'object') return readCatalogFile(reader, raw, shop);
  const value = reader.text(name);
  if (value === undefined || value === 'stripe') return { from: 'stripe' };
  const url = URL.parse(value);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    reader.refuse(
      name,
      'is empty or stripe for marked Stripe prices, or the URL of a catalog.json (on Node also the path of one).',
    );
  } else if (!shop.origins.includes(url.origin) || url.username !== '' || url.password !== '') {
    reader.refuse(name, 'is not on one of CART_ORIGINS; prices are read from nowhere else.');
  }
  return { from: 'url', url: value };
}

type CatalogShop = Pick<Config, 'origins' | 'stripe' | 'returnPages'>;

function readCatalogFile(reader: SettingsReader, raw: object, shop: CatalogShop): CatalogSource {
  const reading = parseCatalogFile(raw);
  if (!reading.ok) {
    for (const { path, mend } of reading.problems) reader.refuse(`CART_CATALOG ${path}`.trim(), mend);
    return { from: 'stripe' };
  }
  for (const [index, { returnUrl }] of reading.file.items.entries()) {
    const mend = returnUrl === undefined ? null : returnPageMend(returnUrl, shop, shop.returnPages.schemes);
    if (mend !== null) reader.refuse(`CART_CATALOG items.${index}.returnUrl`, mend);
  }
  return { from: 'file', file: reading.file };
}

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
function readSink(reader: SettingsReader, livemode: boolean): Config['sink'] {
  const address = reader.text('CART_SINK_URL');
  const secret = reader.text('CART_SINK_SECRET');
  if (address === undefined && secret === undefined) return null;
  const url = address === undefined ? null : URL.parse(address);
  if (url === null) {
    reader.refuse(
      'CART_SINK_URL',
      address === undefined ? 'is missing, but CART_SINK_SECRET is set.' : 'is not a URL.',
    );
  } else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url) && !livemode)) {
    reader.refuse(
      'CART_SINK_URL',
      'must be https: orders hold names and addresses (http on this machine with a test key).',
    );
  } else if (url.username !== '' || url.password !== '' || url.hash !== '') {
    reader.refuse('CART_SINK_URL', 'has a user name or a fragment in it; deliveries are signed instead.');
  }
  if (secret === undefined || !secret.startsWith('whsec_') || !isKeyOf24To64Bytes(secret.slice('whsec_'.length))) {
    reader.refuse(
      'CART_SINK_SECRET',
      'is whsec_ followed by 24 to 64 bytes in base64; make one with: echo "whsec_$(openssl rand -base64 32)"',
    );
  }
  return { url: url?.href ?? '', secret: secret ?? '' };
}

function isKeyOf24To64Bytes(base64: string): boolean {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return false;
  const bytes = atob(base64).length;
  return bytes >= 24 && bytes <= 64;
}

/** Longest sentence that a page shows while nothing is sold, in UTF-16 code units. */
const LONGEST_SENTENCE = 300;

function readClosed(reader: SettingsReader): string | null {
  const sentence = reader.sentence('CART_CLOSED');
  if (sentence === undefined || sentence === 'false') return null;
  if (sentence.length > LONGEST_SENTENCE)
    reader.refuse('CART_CLOSED', `is longer than ${LONGEST_SENTENCE} characters.`);
  if (sentence === 'true')
    reader.refuse('CART_CLOSED', 'is the sentence that buyers read, as in: We are back on Monday.');
  return sentence;
}

/**
 * Where Stripe has its payment links. What the button on its page is to say changes the name
 * (stripe 23.1.0, PaymentLinks.d.ts, `PaymentLinkCreateParams.submit_type`).
 */
function linkOrigins({ submitType }: CheckoutSettings): readonly string[] {
  const named = submitType === 'donate' || submitType === 'book' ? [`https://${submitType}.stripe.com`] : [];
  return ['https://buy.stripe.com', ...named];
}

function readCheckoutOrigins(
  reader: SettingsReader,
  {
    stripe: { apiBase, livemode },
    paymentLinks,
    checkout,
    portal,
  }: Pick<Config, 'stripe' | 'paymentLinks' | 'checkout' | 'portal'>,
): readonly string[] {
  const name = 'CART_CHECKOUT_ORIGINS';
  const own = soundOrigins(reader, name, reader.list(name), livemode);
  const links = paymentLinks ? linkOrigins(checkout) : [];
  const portals = portal ? ['https://billing.stripe.com'] : [];
  return [
    ...new Set(['https://checkout.stripe.com', ...links, ...portals, ...own, ...(apiBase === null ? [] : [apiBase])]),
  ];
}
