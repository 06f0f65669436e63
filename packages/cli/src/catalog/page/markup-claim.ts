import type { Currency } from '@stripe-cart/contract';
import { currencyCode, readAmounts } from './amounts.js';
import type { Claim, Stated } from './claim.js';
import { readCustomFields } from './custom-fields.js';
import { joinFormFields, readFormFields } from './form-fields.js';
import { attribute, hasClass, placeOf, type Element } from './html-page.js';
import { reportAttributes, reportStray } from './item-attribute-report.js';
import type { PageContext } from './page-context.js';
import { isUnfilled, plainLine, plainLines } from './page-text.js';
import { readSaleTerms } from './sale-terms.js';
import { readAddress } from './web-address.js';

/** Stands for the currency that a place does not say: `XXX` is ISO 4217's own code for none. */
const NO_CURRENCY = 'xxx';

const TRIGGERS = ['data-cart-add', 'data-cart-buy'];

const SNIPCART_CLASS =
  'The item is read from Snipcart’s class, and the cart listens to data-cart-add. Write data-cart-add beside the class.';

/**
 * What an element with `data-cart-add`, `data-cart-buy` or the class `snipcart-add-item` says.
 *
 * @returns null where it is none of these, or names no item
 */
export function readMarkup(element: Element, context: PageContext): Claim | null {
  const { page } = context;
  const trigger = TRIGGERS.find((name) => attribute(element, name) !== undefined);
  if (trigger === undefined && !hasClass(element, 'snipcart-add-item')) {
    reportStray(element, context);
    return null;
  }
  const item = readId(element, trigger, context);
  if (item === null) return null;
  if (trigger === undefined) context.report('snipcart_class', placeOf(page, element, 'class'), SNIPCART_CLASS);

  const at = (name: string) => placeOf(page, element, `data-item-${name}`);
  const text = (name: string, read: (text: string) => string | undefined): Stated<string> | undefined => {
    const value = read(attribute(element, `data-item-${name}`) ?? '');
    return value === undefined ? undefined : { value, place: at(name) };
  };
  const price = attribute(element, 'data-item-price');
  const amounts =
    price === undefined
      ? new Map()
      : readAmounts(
          item,
          {
            text: price,
            currency: attribute(element, 'data-item-currency') ?? null,
            place: at('price'),
            currencyMend: 'Give --currency eur for all prices, or data-item-currency="eur" here.',
          },
          context,
        );
  const currencies = amounts.size > 0 ? [...amounts.keys()] : [currencyHere(element, context)];
  const declared = readCustomFields(element, { item, currencies, context });
  const form = element.tagName === 'form' && trigger !== undefined ? readFormFields(element, context) : null;
  const terms = readSaleTerms(item, element, context);
  reportAttributes(item, element, context);
  return {
    item,
    from: 'markup',
    place: placeOf(page, element, trigger),
    isButton: true,
    name: text('name', plainLine),
    description: text('description', plainLines),
    hasImage: attribute(element, 'data-item-image') !== undefined,
    image: readAddress(item, 'image', attribute(element, 'data-item-image') ?? '', at('image'), context),
    url: readAddress(item, 'url', attribute(element, 'data-item-url') ?? '', at('url'), context),
    amounts,
    hasPrice: price !== undefined,
    ...terms,
    quantity: terms.quantity ?? form?.quantity,
    options: form ? joinFormFields(item, declared, form.options, context) : declared,
  };
}

/**
 * Of a price behind an option, where the item's own price stands somewhere else. Whether the item has a price in it is
 * seen when all of it is known.
 */
function currencyHere(element: Element, { currency }: PageContext): Currency {
  return currencyCode(attribute(element, 'data-item-currency') ?? '') ?? currency ?? NO_CURRENCY;
}

/** As the cart reads it: what the trigger names, else `data-item-id`. */
function readId(element: Element, trigger: string | undefined, { page, report }: PageContext): string | null {
  const place = placeOf(page, element, trigger);
  const named = trigger === undefined ? '' : (attribute(element, trigger) ?? '');
  const own = attribute(element, 'data-item-id') ?? '';
  const item = (named || own).trim();
  if (item === '') {
    const bound = element.attrs.find(({ name }) => /^(?::|v-bind:|x-bind:|\[)?(?:attr\.)?data-item-id\]?$/.test(name));
    const message = bound
      ? `${bound.name} is filled in by the browser. This command reads what is built: write data-item-id into the page.`
      : `This puts nothing into the cart: it names no item. Write ${trigger ?? 'data-item-id'}="…".`;
    report('id_missing', place, message);
    return null;
  }
  if (isUnfilled(item)) {
    report(
      'id_unfilled',
      place,
      `${item} is no id: the template was not filled in. Build the pages, and give the built folder.`,
    );
    return null;
  }
  if (item !== (named || own)) {
    report(
      'id_blanks',
      place,
      `${item}: there are blanks around the id, and the cart takes them for a part of it. Take them away.`,
    );
    return null;
  }
  if (named !== '' && own !== '' && named !== own) {
    const message = `The button is for ${named}, its data-item-id says ${own}. ${named} counts: make them one.`;
    report('two_ids', placeOf(page, element, 'data-item-id'), message);
  }
  return item;
}
