import type { Place } from '../finding.js';

/** One thing described with the words of schema.org, whether as JSON-LD or as microdata. */
export interface Thing {
  /** Without their address: `Product`, `Offer`. */
  readonly types: readonly string[];
  readonly place: Place;
  /** All values of a property, in order; texts as written, numbers too. */
  values(property: string): readonly (string | Thing)[];
}

/** The type without the vocabulary it is from. */
export function typeName(text: string): string {
  return text.trim().replace(/^(?:https?:\/\/(?:www\.)?schema\.org\/|schema:)/, '');
}

/** The first text of a property that has something in it. */
export function firstText(thing: Thing, ...properties: readonly string[]): string | undefined {
  for (const property of properties) {
    const text = thing.values(property).find((value) => typeof value === 'string' && value.trim() !== '');
    if (typeof text === 'string') return text.trim();
  }
  return undefined;
}

/** The things among the values of a property. */
export function things(thing: Thing, property: string): readonly Thing[] {
  return thing.values(property).filter((value) => typeof value !== 'string');
}

/** What may be sold. A group of variants is not: its variants are products of their own. */
export function isProduct({ types }: Thing): boolean {
  return types.some((type) => type === 'Product' || type === 'IndividualProduct' || type === 'SomeProducts');
}
