import {
  lineKey,
  type CartLine,
  type CartOption,
  type CatalogItem,
  type ExpectedTotal,
  type ProblemEvidence,
  type Quote,
} from '@stripe-cart/contract';
import type { Catalog, SaleItem } from '../catalog/catalog.js';
import { billingProblem, recurringTotal } from '../subscription/cart-billing.js';
import { maximumCharge, minimumCharge } from './charge-limits.js';
import type { PricedCart, PricedLine } from './priced-cart.js';

export type Priced =
  { readonly ok: true; readonly cart: PricedCart } | { readonly ok: false; readonly problem: ProblemEvidence };

/**
 * Prices a cart by the catalogue, or names the first thing that is wrong with it. Lines that are the same thing are
 * added up before anything is checked, so that a limit of 99 cannot be passed in two halves.
 */
export function priceCart(lines: readonly CartLine[], catalog: Catalog): Priced {
  const priced: PricedLine[] = [];
  const taken = new Map<string, number>();
  for (const line of merged(lines)) {
    const sold = catalog.get(line.item);
    if (sold === undefined) return refuse({ code: 'unknown_item', item: line.item });
    const problem = problemWith(line, sold.shown);
    if (problem !== null) return refuse(problem);
    // The shelf does not know with which engraving a piece will leave it.
    const pieces = (taken.get(line.item) ?? 0) + line.quantity;
    const { stock = pieces } = sold;
    if (pieces > stock) {
      return refuse({ code: 'invalid_quantity', item: line.item, ...sold.shown.quantity, max: stock });
    }
    taken.set(line.item, pieces);
    priced.push(pricedLine(line, sold));
  }
  return asOneCart(priced);
}

/** Whether the buyer was shown what is to be charged: today's total, and what is charged again and when. */
export function isAsShown(cart: PricedCart, expected: ExpectedTotal): boolean {
  const [shown, due] = [expected.recurring, recurringTotal(cart)];
  const goesOnAsShown = RECURRING_TOTAL.every((part) => shown?.[part] === due?.[part]);
  return expected.currency === cart.currency && expected.subtotal === cart.subtotal && goesOnAsShown;
}

const RECURRING_TOTAL = ['interval', 'intervalCount', 'trialDays', 'amount'] as const;

/** What the buyer is asked to agree to when the total is not what they were shown. */
export function quoteOf(cart: PricedCart): Quote {
  const { currency, subtotal, lines } = cart;
  const recurring = recurringTotal(cart);
  return {
    currency,
    subtotal,
    ...(recurring !== null && { recurring }),
    lines: lines.map(({ sold, options, quantity, unitAmount }) => ({
      item: sold.shown.id,
      options,
      quantity,
      unitAmount,
    })),
  };
}

function merged(lines: readonly CartLine[]): CartLine[] {
  const byKey = new Map<string, CartLine>();
  for (const line of lines) {
    const key = lineKey(line);
    const first = byKey.get(key);
    byKey.set(key, first === undefined ? line : { ...first, quantity: first.quantity + line.quantity });
  }
  return [...byKey.values()];
}

function problemWith(line: CartLine, item: CatalogItem): ProblemEvidence | null {
  if (!item.available) return { code: 'item_unavailable', item: item.id };

  const { min, max, step } = item.quantity;
  const fits = line.quantity >= min && line.quantity <= max && (line.quantity - min) % step === 0;
  if (!fits) return { code: 'invalid_quantity', item: item.id, min, max, step };

  const known = new Set(item.options.map(({ name }) => name));
  const stray = line.options.find(({ name }) => !known.has(name));
  if (stray !== undefined) return { code: 'invalid_option', item: item.id, option: stray.name };

  for (const offered of item.options) {
    const chosen = line.options.find(({ name }) => name === offered.name);
    const isRight = chosen === undefined ? !offered.required : isOffered(chosen.value, offered);
    if (!isRight) return { code: 'invalid_option', item: item.id, option: offered.name };
  }
  return null;
}

function isOffered(value: string, option: CatalogItem['options'][number]): boolean {
  if (option.kind === 'text') return value.length <= option.maxLength;
  return option.values.some((offer) => offer.value === value);
}

function pricedLine(line: CartLine, sold: SaleItem): PricedLine {
  const options: CartOption[] = [];
  let unitAmount = sold.shown.unitAmount;
  for (const offered of sold.shown.options) {
    const chosen = line.options.find(({ name }) => name === offered.name);
    if (chosen === undefined) continue;
    options.push({ name: chosen.name, value: chosen.value });
    if (offered.kind === 'choice') unitAmount += offered.values.find(({ value }) => value === chosen.value)?.delta ?? 0;
  }
  return { sold, options, quantity: line.quantity, unitAmount };
}

/** What only the whole cart can tell: one currency, one way of billing, and a total that can be charged. */
function asOneCart(lines: readonly PricedLine[]): Priced {
  const [first] = lines;
  if (first === undefined) return refuse({ code: 'empty_cart' });
  const { currency } = first.sold.shown;

  const foreign = lines.find(({ sold }) => sold.shown.currency !== currency);
  if (foreign !== undefined) return refuse({ code: 'mixed_currency', items: idsOf([first, foreign]) });

  // Deltas that take a price below zero are a mistake in the catalogue, and nothing to sell by.
  const belowZero = lines.find(({ unitAmount }) => unitAmount < 0);
  if (belowZero !== undefined) return refuse({ code: 'item_unavailable', item: belowZero.sold.shown.id });

  const subtotal = lines.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0);
  const [minimum, maximum] = [minimumCharge(currency), maximumCharge(currency)];
  if (!Number.isSafeInteger(subtotal) || subtotal > maximum) {
    return refuse({ code: 'amount_too_large', currency, maximum });
  }
  const billing = billingProblem(lines, currency);
  if (billing !== null) return refuse(billing);
  if (subtotal < minimum) return refuse({ code: 'amount_too_small', currency, minimum });
  return { ok: true, cart: { currency, subtotal, lines } };
}

const idsOf = (lines: readonly PricedLine[]) => lines.map(({ sold }) => sold.shown.id);

const refuse = (problem: ProblemEvidence): Priced => ({ ok: false, problem });
