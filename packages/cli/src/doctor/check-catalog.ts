import { ROUTES, type CartLine, type CatalogItem, type CatalogReply, type ProblemCode } from '@stripe-cart/contract';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';
import { jsonIn, problemCodeIn, visit } from './visit.js';

export interface CheckedCatalog {
  readonly check: Check;
  /** Null where there is no catalogue. */
  readonly items: readonly CatalogItem[] | null;
}

/**
 * Whether the catalogue loads, and whether the proxy would sell each item of it.
 * @param origin one that the proxy lets in; null where none is known, and nothing can be put to the test
 * @param isOpen false while the shop is closed, and sells nothing whatever the catalogue says
 */
export async function checkCatalog(proxy: string, origin: string | null, isOpen: boolean): Promise<CheckedCatalog> {
  const title = 'Catalogue';
  const answer = await visit(`${proxy}${ROUTES.catalog.path}`, { redirect: 'manual' });
  const reply = answer.reached && answer.status === 200 ? (jsonIn(answer.text) as Partial<CatalogReply> | null) : null;
  if (!Array.isArray(reply?.items)) {
    const why = answer.reached ? (problemCodeIn(answer) ?? `status ${answer.status}`) : answer.why;
    return { check: { title, findings: [finding('catalog_unavailable', `${proxy}: ${why}`)] }, items: null };
  }
  const items = reply.items as readonly CatalogItem[];
  if (items.length === 0) return { check: { title, findings: [finding('catalog_empty', proxy)] }, items };

  const findings = items.filter(({ available }) => !available).map(({ id }) => finding('item_unavailable', id));
  const forSale = items.filter(({ available }) => available).slice(0, MOST_ITEMS);
  const untried = origin === null ? 'the proxy names no page' : isOpen ? null : 'the shop is closed';
  if (origin === null || untried !== null) {
    return { check: { title, findings, skipped: `whether each item can be bought: ${untried}` }, items };
  }
  const trial = new Trial(proxy, origin);
  findings.push(...(await trial.of(forSale)));
  return { check: { title, findings, ...(trial.given !== null && { skipped: trial.given }) }, items };
}

/** A client may start 20 payments a minute: so many items, asked for in bundles, stay well below. */
const MOST_ITEMS = 500;
const BUNDLE = 50;
/** Items refused one by one, before the rest is left to its owner. */
const MOST_REFUSALS = 5;

/**
 * No cart costs this: every request is refused with `price_changed` before Stripe is asked, so nothing is ever made.
 * Above the largest amount that the proxy charges, so it cannot be the right one.
 */
const NO_TOTAL = Number.MAX_SAFE_INTEGER;

/** Refusals that an item is to blame for. Any other says something of the shop, or of this moment. */
const ABOUT_ITEMS: ReadonlySet<string> = new Set([
  'unknown_item',
  'item_unavailable',
  'invalid_quantity',
  'invalid_option',
  'mixed_currency',
  'mixed_billing',
  'amount_too_large',
] satisfies ProblemCode[]);

/** Puts items to the proxy as carts that cannot come to anything, and reads why each is refused. */
class Trial {
  /** Why it ended early. */
  given: string | null = null;
  readonly #proxy: string;
  readonly #origin: string;
  #refusals = 0;

  constructor(proxy: string, origin: string) {
    this.#proxy = proxy;
    this.#origin = origin;
  }

  async of(items: readonly CatalogItem[]): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (let start = 0; start < items.length; start += BUNDLE) {
      findings.push(...(await this.#bundle(items.slice(start, start + BUNDLE))));
    }
    const cheapest = [...items].sort((a, b) => leastAmount(a) - leastAmount(b))[0];
    const isKnown = findings.some(({ subject }) => cheapest !== undefined && subject.startsWith(`${cheapest.id}:`));
    if (cheapest !== undefined && !isKnown && (await this.#refusalOf([cheapest]))?.code === 'amount_too_small') {
      findings.push(finding('item_below_minimum', cheapest.id));
    }
    return findings;
  }

  async #bundle(items: readonly CatalogItem[]): Promise<Finding[]> {
    if (items.length === 0 || this.given !== null) return [];
    const refusal = await this.#refusalOf(items);
    if (refusal === null || refusal.code === 'amount_too_small') return [];
    const isTooMuch = refusal.code === 'amount_too_large' || refusal.code === 'body_too_large';
    if (isTooMuch && items.length > 1) {
      const middle = Math.ceil(items.length / 2);
      return [...(await this.#bundle(items.slice(0, middle))), ...(await this.#bundle(items.slice(middle)))];
    }
    const culprit = ABOUT_ITEMS.has(refusal.code) ? (refusal.item ?? items.at(-1)?.id) : undefined;
    if (culprit === undefined || (this.#refusals += 1) > MOST_REFUSALS) {
      this.given = `not all items could be tried (${refusal.code})`;
      return [];
    }
    const rest = items.filter(({ id }) => id !== culprit);
    return [finding('item_not_sellable', `${culprit}: ${refusal.code}`), ...(await this.#bundle(rest))];
  }

  /** Null where the proxy has priced these items and would sell them. */
  async #refusalOf(items: readonly CatalogItem[]): Promise<Refusal | null> {
    const [first] = items;
    const body = {
      mode: 'hosted',
      attempt: crypto.randomUUID(),
      lines: items.map(smallestLine),
      expected: { currency: first?.currency ?? 'eur', subtotal: NO_TOTAL },
    };
    const answer = await visit(`${this.#proxy}${ROUTES.checkout.path}`, {
      method: ROUTES.checkout.method,
      redirect: 'manual',
      headers: { origin: this.#origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.reached) return { code: answer.why };
    const problem = jsonIn(answer.text) as { code?: string; item?: string; items?: readonly string[] } | null;
    if (problem?.code === 'price_changed') return null;
    const item = problem?.item ?? problem?.items?.at(-1);
    return { code: problem?.code ?? `status ${answer.status}`, ...(item !== undefined && { item }) };
  }
}

interface Refusal {
  readonly code: string;
  /** Which item it is about, if the proxy said so. */
  readonly item?: string;
}

/** As few as can be bought, with the first of whatever has to be chosen. */
function smallestLine({ id, quantity, options }: CatalogItem): CartLine {
  const required = options.filter((option) => option.required);
  return {
    item: id,
    quantity: quantity.min,
    options: required.map((option) => ({
      name: option.name,
      value: option.kind === 'choice' ? (option.values[0]?.value ?? '') : 'x',
    })),
  };
}

function leastAmount({ unitAmount, quantity, options }: CatalogItem): number {
  const deltas = options.map((option) =>
    option.kind === 'choice' && option.required ? (option.values[0]?.delta ?? 0) : 0,
  );
  return (unitAmount + deltas.reduce((sum, delta) => sum + delta, 0)) * quantity.min;
}
