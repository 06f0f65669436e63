import type { CartLine, Currency } from '@stripe-cart/contract';
import type { Catalog, LinkSettings } from '@stripe-cart/proxy/links';
import { CliError } from '../cli-error.js';
import { tell, warn } from '../terminal/output.js';
import { choicesIn, currencyOf, setsIn } from './carts.js';
import { combinations } from './choices.js';
import { checkCount, explainCount } from './count.js';
import type { WantedLink } from './plan.js';
import { describeCart, tally } from './report.js';
import type { LinksOptions } from './run-links.js';
import { readSets } from './sets-file.js';
import { wantedLinks, type Unsaleable } from './wanted-links.js';

/**
 * The links that the command line asks for. Their number is told, and judged, before anything is enumerated.
 *
 * @throws {CliError} for what cannot be made as it is asked for
 */
export async function wish(
  options: LinksOptions,
  catalog: Catalog,
  settings: LinkSettings,
): Promise<{ wanted: WantedLink[]; currency: Currency; unsaleable: Unsaleable[] }> {
  const sets = options.sets === undefined ? [] : setsIn(catalog, await readSets(options.sets));
  const together = options.items === undefined && options.sets !== undefined ? 0 : options.upTo;
  const isExact = options.quantities === 'exact';
  const quantityUpTo = isExact ? options.quantityUpTo : 1;
  const choices =
    together === 0 ? [] : choicesIn(catalog, { items: options.items ?? null, quantityUpTo }, (note) => warn(note));

  const { count, words } = explainCount(choices, together, sets.length);
  checkCount(count, words, options.confirmCount);
  tell(words);

  const named = [...choices, ...sets.flat()].map(({ item }) => item);
  const currency = currencyOf(catalog, named.length > 0 ? named : [...catalog.keys()]);
  const fromSets = await wantedLinks(sets, catalog, settings, options.quantities);
  const [wrong] = fromSets.unsaleable;
  if (wrong) throw new CliError('set_unsaleable', `${options.sets}: ${unsaleableWords(wrong)}`);
  const combined = await wantedLinks(combinations(choices, together), catalog, settings, options.quantities);
  if (combined.unsaleable.length > 0) {
    const reasons = tally(combined.unsaleable.map(({ problem }) => problem.code));
    warn(`Carts that cannot be sold by a link, and get none: ${reasons}.`);
  }
  return { wanted: onceEach([...fromSets.wanted, ...combined.wanted]), currency, unsaleable: combined.unsaleable };
}

const unsaleableWords = ({ lines, problem }: { lines: readonly CartLine[]; problem: Unsaleable['problem'] }) =>
  `${describeCart(lines)} cannot be sold by a link (${problem.code}).`;

const onceEach = (links: readonly WantedLink[]) => [...new Map(links.map((link) => [link.cart, link])).values()];
