import type { CatalogItem, CatalogOption, Currency } from '@stripe-cart/contract';
import * as v from 'valibot';
import type { Catalog, SaleItem } from './catalog.js';
import type { CatalogFile, CatalogFileItem, CatalogFileOption } from './catalog-file.js';
import { catalogFileRules, type FileProblem } from './catalog-file-rules.js';
import { catalogFileShape } from './catalog-file-shape.js';

export type CatalogFileReading =
  { readonly ok: true; readonly file: CatalogFile } | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** So many problems are enough to mend a file; the same mistake in 10,000 items is one mistake. */
const MOST_PROBLEMS = 50;

/**
 * Judges a `catalog.json`. First its shape, which `catalog.schema.json` describes too; then, if the shape is right,
 * what a schema cannot say: ids that occur twice, amounts that Stripe would refuse. Everything is listed at once.
 */
export function parseCatalogFile(input: unknown): CatalogFileReading {
  const shape = v.safeParse(catalogFileShape, input);
  const problems = shape.success ? catalogFileRules(shape.output) : shape.issues.map(problemOf);
  if (shape.success && problems.length === 0) return { ok: true, file: shape.output };
  const more = problems.length - MOST_PROBLEMS;
  return {
    ok: false,
    problems: [
      ...problems.slice(0, MOST_PROBLEMS),
      ...(more > 0 ? [{ path: '', mend: `has ${more} more problems like these.` }] : []),
    ],
  };
}

function problemOf(issue: v.BaseIssue<unknown>): FileProblem {
  const path = (issue.path ?? []).map(({ key }) => String(key).slice(0, 60)).join('.');
  if (issue.expected === 'never') return { path, mend: 'is not a field that the catalogue knows.' };
  if (issue.received === 'undefined') return { path, mend: 'is missing.' };
  return { path, mend: issue.message };
}

/** What can be sold of a file, now. */
export function catalogFromFile(file: CatalogFile): Catalog {
  return new Map(file.items.map((item) => [item.id, saleItem(item, file.currency)]));
}

/** Where a file says nothing about quantities. */
const QUANTITY = { min: 1, max: 99, step: 1 };

function saleItem(item: CatalogFileItem, currency: Currency): SaleItem {
  const quantity = { ...QUANTITY, ...item.quantity };
  const { stock = Number.POSITIVE_INFINITY } = item;
  const isLeft = stock >= quantity.min;
  const shown: CatalogItem = {
    id: item.id,
    name: item.name,
    description: item.description ?? null,
    image: item.image ?? null,
    url: item.url ?? null,
    currency,
    unitAmount: item.amounts[currency] ?? 0,
    quantity: isLeft ? { ...quantity, max: Math.min(quantity.max, stock) } : quantity,
    options: (item.options ?? []).map((option) => shownOption(option, currency)),
    recurring: item.recurring ?? null,
    available: isLeft,
  };
  return {
    shown,
    charge: { by: 'amount', taxCode: item.taxCode ?? null, taxBehavior: item.taxBehavior ?? null },
    shippable: item.shippable ?? true,
    ...(item.stock !== undefined && { stock: item.stock }),
    ...(item.returnUrl !== undefined && { returnUrl: item.returnUrl }),
  };
}

function shownOption(option: CatalogFileOption, currency: Currency): CatalogOption {
  const { name, required = false } = option;
  if ('maxLength' in option) return { kind: 'text', name, required, maxLength: option.maxLength };
  const values = option.values.map(({ value, deltas }) => ({ value, delta: deltas?.[currency] ?? 0 }));
  return { kind: 'choice', name, required, values };
}
