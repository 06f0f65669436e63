import { minorUnitDigits, type CartLine, type Currency, type FixedLink } from '@stripe-cart/contract';
import type { LinkSettings } from '@stripe-cart/proxy/links';
import { outColors } from '../terminal/colors.js';
import { print, printJson, tell, warn } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import type { HandMade, Useless } from './hand-made.js';
import type { LinkAfter } from './links-after.js';
import type { Plan } from './plan.js';
import type { LinksOptions } from './links-options.js';
import type { Unsaleable } from './wanted-links.js';

/** A link at Stripe, as far as a report names it. */
interface Named {
  readonly id: string;
  readonly url: string;
}

interface Off {
  readonly link: Named;
  readonly reason: string;
}

/** Says what is about to happen, before anybody is asked. */
export function announce(intended: {
  readonly options: LinksOptions;
  /** Whether the links of this run lead back to a page of the shop's. */
  readonly returns: boolean;
  readonly currency: Currency;
  readonly plan: Plan;
  readonly usable: readonly HandMade[];
  /** Of the usable ones, those that are taken over now. */
  readonly adoptedNow: readonly HandMade[];
  /** Taken over earlier, and of no use any more. */
  readonly lost: readonly Useless[];
  readonly off: readonly Off[];
  readonly unwanted: readonly Named[];
}): void {
  const { options, returns, currency, plan, usable, adoptedNow, lost, off, unwanted } = intended;
  const parts = [
    `make ${plan.create.length}`,
    `keep ${plan.keep.length}`,
    ...(plan.reactivate.length > 0 ? [`switch on again ${plan.reactivate.length}`] : []),
    ...(usable.length > 0 ? [`use ${usable.length} made by hand`] : []),
    ...(off.length > 0 ? [`switch off ${off.length} (${tally(off.map(({ reason }) => reason))})`] : []),
  ];
  tell(`Links: ${parts.join(', ')}.`);
  for (const { link } of adoptedNow) {
    const [cart, total] = purposeOf(link, currency);
    tell(`${link.url} is taken over for: ${cart}, ${total}.`);
  }
  for (const { url, reason } of lost) warn(`${url}, made by hand, is no use any more: ${reason}.`);
  for (const { link, returns: leadsBack } of usable) {
    if (!leadsBack) warn(`${link.url}, made by hand, does not lead back to a page of yours after the payment.`);
  }
  const returning = plan.retire.filter(({ link }) => link.returns).length;
  if (!returns && returning > 0) {
    warn(
      `${counted(returning, 'link')} that ${returning === 1 ? 'leads' : 'lead'} back to a page of yours will be replaced by one ` +
        'that does not: give --return-url as before, or CART_RETURN_URL.',
    );
  }
  if (options.keepReplaced && plan.retire.length > 0) {
    warn(
      `${counted(plan.retire.length, 'replaced link')} ${plan.retire.length === 1 ? 'stays on, and sells' : 'stay on, and sell'} ` +
        'at the old price, until a run without --keep-replaced.',
    );
  }
  if (!options.prune && unwanted.length > 0) {
    warn(
      `${counted(unwanted.length, 'link')} of this shop ${unwanted.length === 1 ? 'is for a cart' : 'are for carts'} that ` +
        `${options.out} does not have. What is on sells at what it was made for; --prune switches it off.`,
    );
  }
}

export interface Outcome {
  readonly options: LinksOptions;
  readonly settings: LinkSettings;
  readonly currency: Currency;
  readonly livemode: boolean;
  readonly links: readonly LinkAfter[];
  readonly off: readonly Off[];
  readonly unwanted: readonly Named[];
  readonly unsaleable: readonly Unsaleable[];
}

/** The table, or with `--json` the document. */
export function showOutcome(outcome: Outcome): void {
  if (outcome.options.json) printJson(outcomeDocument(outcome));
  else print(linksTable(outcome.links, outcome.currency));
}

export function outcomeDocument(outcome: Outcome): object {
  const { options, settings, currency, livemode, links, off, unwanted, unsaleable } = outcome;
  const named = ({ id, url }: Named) => ({ id, url });
  return {
    dryRun: options.dryRun ?? false,
    file: options.out,
    shop: settings.shop,
    livemode,
    currency,
    links: links.map(({ state, link }) => ({ ...link, url: link.url === '' ? null : link.url, state })),
    switchedOff: off.map(({ link, reason }) => ({ ...named(link), reason })),
    unwanted: options.prune ? [] : unwanted.map(named),
    unsaleable,
  };
}

function linksTable(links: readonly LinkAfter[], currency: Currency): string {
  const rows = links.map(({ state, link }) => [...purposeOf(link, currency), state, link.url]);
  const columns = [{ title: 'Cart' }, { title: 'Total', align: 'right' as const }, { title: '' }, { title: 'Link' }];
  return table(columns, rows, outColors.bold);
}

/** What a link is for, and what that costs. */
function purposeOf(link: FixedLink, currency: Currency): [string, string] {
  if (!('lines' in link)) return ['any cart of this amount', formatAmount(link.amount, currency)];
  const cart = describeCart(link.lines);
  return [link.adjustable ? `${cart} (any quantities)` : cart, formatAmount(link.total, currency)];
}

/** `2 × mug (Glaze: Blue) + plate` */
export function describeCart(lines: readonly CartLine[]): string {
  return lines
    .map(({ item, options, quantity }) => {
      const chosen = options.map(({ name, value }) => `${name}: ${value}`).join(', ');
      return `${quantity === 1 ? '' : `${quantity} × `}${item}${chosen === '' ? '' : ` (${chosen})`}`;
    })
    .join(' + ');
}

/** In major units with the currency's code, as in `18.00 EUR`. */
function formatAmount(amount: number, currency: Currency): string {
  const digits = minorUnitDigits(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency.toUpperCase()}`;
}

/** `1 link`, `2 links` */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** How many there are of each reason: `2 replaced, 1 changed`. */
export function tally(reasons: readonly string[]): string {
  const groups = Map.groupBy(reasons, (reason) => reason);
  return [...groups].map(([reason, all]) => `${all.length} ${reason.replaceAll('_', ' ')}`).join(', ');
}
