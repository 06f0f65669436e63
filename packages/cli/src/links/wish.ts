import type { CartLine, Currency, FixedLinks } from '@stripe-cart/contract';
import type { Catalog, LinkQuantities, LinkSettings } from '@stripe-cart/proxy/links';
import { CliError } from '../cli-error.js';
import { tell, warn } from '../terminal/output.js';
import { plainText } from '../terminal/plain-text.js';
import { choicesIn, currencyOf, setsIn } from './carts.js';
import { combinations, type Choice } from './choices.js';
import { checkCount, explainCount } from './count.js';
import type { WantedLink } from './plan.js';
import { describeCart, tally } from './report.js';
import type { LinksOptions } from './links-options.js';
import { readSets } from './sets-file.js';
import { wantedLinks, type Unsaleable } from './wanted-links.js';

/** Of the carts that cannot be sold, so many are named. */
const MOST_NAMED = 10;

/**
 * The links that there are to be: for the carts that `links.json` has already, as long as they can be sold, and for
 * those that the command line asks for. The number of the latter is told, and judged, before any is enumerated.
 *
 * @throws {CliError} for what cannot be made as it is asked for
 */
export async function wish(
  options: LinksOptions,
  before: FixedLinks | null,
  catalog: Catalog,
  settings: LinkSettings,
): Promise<{ wanted: WantedLink[]; currency: Currency; unsaleable: Unsaleable[] }> {
  const sets = options.sets === undefined ? [] : setsIn(catalog, await readSets(options.sets));
  const choices = askedChoices(options, catalog);
  const { count, words } = explainCount(choices, options.upTo, sets.length);
  checkCount(count, words, options.confirmCount);
  tell(words);

  const earlier = options.only ? [] : (before?.links ?? []).filter((link) => 'lines' in link);
  const linksFor = (carts: Iterable<readonly CartLine[]>, quantities: LinkQuantities) =>
    wantedLinks(carts, catalog, settings, quantities);
  const fromFile = await Promise.all([
    linksFor(
      earlier.filter(({ adjustable }) => !adjustable).map(({ lines }) => lines),
      'exact',
    ),
    linksFor(
      earlier.filter(({ adjustable }) => adjustable).map(({ lines }) => lines),
      'adjustable',
    ),
  ]);
  const fromSets = await linksFor(sets, options.quantities);
  const [wrong] = fromSets.unsaleable;
  if (wrong) {
    const cart = describeCart(wrong.lines);
    throw new CliError('set_unsaleable', `${options.sets}: ${cart} cannot be sold by a link (${wrong.problem.code}).`);
  }
  const combined = await linksFor(combinations(choices, options.upTo), options.quantities);

  const all = [...fromFile, fromSets, combined];
  const wanted = [...new Map(all.flatMap((each) => each.wanted).map((link) => [link.cart, link])).values()];
  const unsaleable = all.flatMap((each) => each.unsaleable);
  if (unsaleable.length > 0) {
    const some = unsaleable.slice(0, MOST_NAMED).map(({ lines }) => plainText(describeCart(lines)));
    const more = unsaleable.length > MOST_NAMED ? '; …' : '';
    warn(
      `Carts that cannot be sold by a link, and get none: ${tally(unsaleable.map(({ problem }) => problem.code))} ` +
        `(${some.join('; ')}${more}).`,
    );
  }
  const sold = wanted.flatMap(({ lines }) => lines.map(({ item }) => item));
  return {
    wanted,
    currency: currencyOf(catalog, sold.length > 0 ? sold : (options.items ?? [...catalog.keys()])),
    unsaleable,
  };
}

/** The lines to combine: none where the carts of a file were asked for, and nothing else. */
function askedChoices({ items, sets, upTo, quantities, quantityUpTo }: LinksOptions, catalog: Catalog): Choice[] {
  if (quantities === 'adjustable' && quantityUpTo > 1) {
    warn('--quantity-up-to has no effect with adjustable quantities: the buyer sets them.');
  }
  if (items === undefined && sets !== undefined) {
    if (upTo > 1) warn('--up-to has no effect with --sets alone: give --items for what is to be combined.');
    return [];
  }
  if (upTo === 0) return [];
  const asked = { items: items ?? null, quantityUpTo: quantities === 'exact' ? quantityUpTo : 1 };
  return choicesIn(catalog, asked, (note) => warn(note));
}
