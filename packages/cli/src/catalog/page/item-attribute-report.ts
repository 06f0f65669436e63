import { attribute, hasClass, placeOf, type Element } from './html-page.js';
import { FOR_THE_PAGE, NOT_SUPPORTED, NOT_USED, PLAN, READ } from './item-attributes.js';
import type { PageContext } from './page-context.js';

const KNOWN: ReadonlySet<string> = new Set([...READ, ...FOR_THE_PAGE]);
const PREFIX = 'data-item-';
const CUSTOM = /^custom\d+-(?:name|type|options|required|placeholder|value)$/;

/** Says of each attribute that is not read why that is, and what to do. */
export function reportAttributes(item: string, element: Element, { page, report }: PageContext): void {
  const plan = element.attrs.find(({ name }) => PLAN.test(name));
  if (plan) {
    const message = `${item}: it is sold by plans, each with a price of its own, which one item cannot be. Give each plan an item with data-item-payment-interval.`;
    report('plan_not_supported', placeOf(page, element, plan.name), message);
  }
  for (const { name } of element.attrs) {
    const place = placeOf(page, element, name);
    if (!name.startsWith(PREFIX) || PLAN.test(name)) continue;
    const own = name.slice(PREFIX.length);
    if (KNOWN.has(own) || CUSTOM.test(own)) continue;
    const notUsed = NOT_USED.get(own);
    const notSupported = NOT_SUPPORTED.get(own);
    if (notUsed !== undefined) report('attribute_not_used', place, `${name} is passed over. ${notUsed}`);
    else if (notSupported !== undefined)
      report('not_supported', place, `${item}: ${name} is passed over. ${notSupported}`);
    else report('attribute_unknown', place, `${item}: ${name} is not known here. Look for a slip of the pen.`);
  }
}

/** What is nearly a button: a product in every respect but that nothing happens when it is clicked, or an old plan. */
export function reportStray(element: Element, { page, report }: PageContext): void {
  if (hasClass(element, 'snipcart-add-plan')) {
    const plan = attribute(element, 'data-plan-name') ?? 'A plan';
    const message = `${plan}: this way to sell a plan is not known here. Make it an item: data-cart-add, data-item-price and data-item-payment-interval.`;
    report('not_supported', placeOf(page, element), message);
  }
  const id = attribute(element, 'data-item-id');
  if (id === undefined || attribute(element, 'data-item-price') === undefined) return;
  const message = `${id}: nothing happens when this is clicked. Add data-cart-add="${id}".`;
  report('no_trigger', placeOf(page, element, 'data-item-id'), message);
}
