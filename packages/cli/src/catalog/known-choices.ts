import type { CatalogFileItem } from '@stripe-cart/proxy/links';
import type { Report } from './finding.js';
import type { Claim, OptionClaim } from './page/claim.js';

/** What a page lets a buyer choose and the catalogue does not have: the checkout would refuse it. */
export function reportUnknownChoices(item: CatalogFileItem, claims: readonly Claim[], report: Report): void {
  for (const option of claims.flatMap(({ options }) => options)) {
    const known = (item.options ?? []).find(({ name }) => name === option.name);
    const unknown = known && 'values' in known ? valuesOf(option).find((value) => !has(known, value)) : undefined;
    if (known && unknown === undefined) continue;
    const what = known ? `${option.name} has no ${unknown}` : `there is no option ${option.name}`;
    const message = `${item.id}: ${what} in the catalogue, so the checkout refuses it. Add it there, or take it away here.`;
    report('option_differs', option.place, message);
  }
}

type KnownOption = NonNullable<CatalogFileItem['options']>[number];

const has = (option: KnownOption, value: string) =>
  'values' in option && option.values.some((each) => each.value === value);

function valuesOf(option: OptionClaim): readonly string[] {
  if (option.kind === 'choice') return option.values.map(({ value }) => value);
  if (option.kind === 'fixed') return [option.value];
  return option.given === null ? [] : [option.given];
}
