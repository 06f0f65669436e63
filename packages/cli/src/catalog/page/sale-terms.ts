import { MAX_QUANTITY, type Recurring } from '@stripe-cart/contract';
import type { Claim, QuantityClaim, Stated } from './claim.js';
import { attribute, placeOf, type Element } from './html-page.js';
import type { PageContext } from './page-context.js';

/** Stripe's tax code for what is not taxed (https://docs.stripe.com/tax/zero-tax). */
const NOT_TAXABLE = 'txcd_00000000';

type SaleTerms = Pick<Claim, 'quantity' | 'recurring' | 'shippable' | 'taxCode' | 'taxBehavior'>;

/** How many, how often, and with what taxes, by `data-item-*`. */
export function readSaleTerms(item: string, element: Element, context: PageContext): SaleTerms {
  const yesOrNo = (name: string): Stated<boolean> | undefined => {
    const text = attribute(element, name)?.trim().toLowerCase();
    if (text === undefined) return undefined;
    const place = placeOf(context.page, element, name);
    if (text === 'true' || text === 'false') return { value: text === 'true', place };
    context.report('value_unreadable', place, `${item}: ${name} is passed over. Write true or false.`);
    return undefined;
  };
  const taxable = yesOrNo('data-item-taxable');
  const taxIncluded = yesOrNo('data-item-has-taxes-included');
  return {
    quantity: readQuantity(item, element, context),
    recurring: readRecurring(item, element, context),
    shippable: yesOrNo('data-item-shippable'),
    taxCode: taxable?.value === false ? { value: NOT_TAXABLE, place: taxable.place } : undefined,
    taxBehavior: taxIncluded && { value: taxIncluded.value ? 'inclusive' : 'exclusive', place: taxIncluded.place },
  };
}

/** Our names first, then Snipcart's. */
const QUANTITY = {
  min: ['data-item-min', 'data-item-min-quantity'],
  max: ['data-item-max', 'data-item-max-quantity'],
  step: ['data-item-step', 'data-item-quantity-step'],
} as const;

function readQuantity(
  item: string,
  element: Element,
  { page, report }: PageContext,
): Stated<QuantityClaim> | undefined {
  const rule: { -readonly [Name in keyof QuantityClaim]: QuantityClaim[Name] } = {};
  let first: string | null = null;
  for (const [part, names] of Object.entries(QUANTITY) as [keyof typeof QUANTITY, readonly string[]][]) {
    const name = names.find((each) => (attribute(element, each) ?? '').trim() !== '');
    if (name === undefined) continue;
    const text = attribute(element, name)?.trim() ?? '';
    const number = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Number.NaN;
    if (number <= MAX_QUANTITY) {
      rule[part] = number;
      first ??= name;
    } else {
      const message = `${item}: ${name} is ${text}. Write a whole number from 1 to ${MAX_QUANTITY}.`;
      report('quantity_unreadable', placeOf(page, element, name), message);
    }
  }
  return first === null ? undefined : { value: rule, place: placeOf(page, element, first) };
}

function readRecurring(item: string, element: Element, { page, report }: PageContext): Stated<Recurring> | undefined {
  const interval = attribute(element, 'data-item-payment-interval')?.trim().toLowerCase();
  if (interval === undefined || interval === '') return undefined;
  const place = placeOf(page, element, 'data-item-payment-interval');
  const count = (attribute(element, 'data-item-payment-interval-count') ?? '1').trim();
  const isCount = /^[1-9]\d?$/.test(count) && Number(count) <= 52;
  if (!isInterval(interval) || !isCount) {
    const message = `${item}: paid every ${count} ${interval} is not possible. Write Day, Week, Month or Year, and a count from 1 to 52.`;
    report('quantity_unreadable', place, message);
    return undefined;
  }
  return { value: { interval, intervalCount: Number(count) }, place };
}

function isInterval(text: string): text is Recurring['interval'] {
  return ['day', 'week', 'month', 'year'].includes(text);
}
