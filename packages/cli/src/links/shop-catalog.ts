import { readFile } from 'node:fs/promises';
import type Stripe from 'stripe';
import { catalogFromFile, catalogFromStripe, parseCatalogFile, type Catalog } from '@stripe-cart/proxy/links';
import { CliError } from '../cli-error.js';
import { isMissing } from './fixed-links-file.js';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { warn } from '../terminal/output.js';
import { plainText } from '../terminal/plain-text.js';

/**
 * What the shop sells: a `catalog.json`, or the prices in its account that are marked `stripe_cart=1`. Read as the proxy
 * reads it, so that a link costs what a page shows.
 *
 * @throws {CliError} `catalog_invalid`, `catalog_empty`
 * @throws {StripeFailure}
 */
export async function readShopCatalog(path: string | undefined, account: StripeAccount): Promise<Catalog> {
  const catalog = paidOnce(path === undefined ? await fromAccount(account) : await fromFile(path));
  if (catalog.size > 0) return catalog;
  throw new CliError(
    'catalog_empty',
    path === undefined
      ? 'No price in this account is marked for sale (metadata stripe_cart=1 on the price or its product). ' +
          'Put your catalogue there with `stripe-cart catalog --push`, or read it from a file with --catalog.'
      : `${path} has nothing in it that a link can sell.`,
  );
}

async function fromFile(path: string): Promise<Catalog> {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) {
      throw new CliError('no_catalog', `There is no ${path}. \`stripe-cart catalog\` makes one from your pages.`);
    }
    throw new CliError('catalog_invalid', `${path} cannot be read as JSON: ${plainText(String(error))}`, {
      cause: error,
    });
  }
  const reading = parseCatalogFile(input);
  if (!reading.ok) {
    const problems = reading.problems.map(({ path: at, mend }) => `  ${plainText(at)}: ${plainText(mend)}`);
    throw new CliError('catalog_invalid', `${path} is no catalogue:\n${problems.join('\n')}`);
  }
  return catalogFromFile(reading.file);
}

async function fromAccount(account: StripeAccount): Promise<Catalog> {
  const prices: Stripe.Price[] = [];
  const list = account.every((stripe, page) => stripe.prices.list({ ...page, active: true, expand: ['data.product'] }));
  for await (const price of list) prices.push(price);
  return catalogFromStripe(prices, tellLeftOut);
}

/** A subscription has more to agree to than an address says, and needs a proxy that verifies it. */
function paidOnce(catalog: Catalog): Catalog {
  const recurring = [...catalog].filter(([, { shown }]) => shown.recurring !== null);
  for (const [id] of recurring) tellLeftOut(id, 'recurring');
  return new Map([...catalog].filter(([, { shown }]) => shown.recurring === null));
}

const tellLeftOut = (id: string, reason: string) =>
  warn(`${plainText(id)} is left out of the catalogue: ${reason.replaceAll('_', ' ')}.`);
