import { MAX_OPTION_VALUE_LENGTH } from '@stripe-cart/contract';
import type { OptionClaim, QuantityClaim, Stated } from './claim.js';
import { attribute, elementsBelow, placeOf, textOf, type Element } from './html-page.js';
import type { PageContext } from './page-context.js';

export interface FormReading {
  readonly options: readonly OptionClaim[];
  /** Of the field named `quantity`. */
  readonly quantity?: Stated<QuantityClaim>;
}

/** Fields that take the buyer's own text. The rest of HTML's types is a choice, or no option at all. */
const TEXT_TYPES = new Set(
  'text search tel email url number date time datetime-local month week color range'.split(' '),
);
const NO_OPTION_TYPES = new Set(['hidden', 'submit', 'button', 'reset', 'image', 'file', 'password']);

/**
 * What a `<form data-cart-add>` lets a buyer choose: each visible field is the option of its name, as the cart reads
 * the same form. Names that a hidden field has too belong to the form's way without JavaScript.
 */
export function readFormFields(form: Element, { page }: PageContext): FormReading {
  const controls = controlsOf(form, page.elements);
  const hidden = new Set(controls.filter((each) => typeOf(each) === 'hidden').map(nameOf));
  const byName = new Map<string, Element[]>();
  for (const control of controls) {
    const name = nameOf(control);
    if (name === '' || hidden.has(name) || NO_OPTION_TYPES.has(typeOf(control))) continue;
    byName.set(name, [...(byName.get(name) ?? []), control]);
  }

  const quantityField = byName.get('quantity')?.[0];
  byName.delete('quantity');
  const options: OptionClaim[] = [];
  for (const [name, [first, ...others]] of byName) {
    if (!first) continue;
    const place = placeOf(page, first, 'name');
    const claim = optionOf(name, [first, ...others], place);
    if (claim) options.push(claim);
  }
  const quantity = quantityField && quantityOf(quantityField);
  return {
    options,
    ...(quantityField && quantity && { quantity: { value: quantity, place: placeOf(page, quantityField) } }),
  };
}

/**
 * Options declared by `data-item-customN-…` on the form, which alone say what a choice adds to the price, with the
 * fields the buyer sees. A field that offers what is not declared would be refused at the checkout.
 */
export function joinFormFields(
  item: string,
  declared: readonly OptionClaim[],
  fields: readonly OptionClaim[],
  { report }: PageContext,
): readonly OptionClaim[] {
  const joined = new Map(declared.map((option) => [option.name, option]));
  for (const field of fields) {
    const option = joined.get(field.name);
    if (option === undefined || (option.kind !== 'choice' && field.kind === 'choice')) {
      joined.set(field.name, field);
      continue;
    }
    if (option.kind !== 'choice' || field.kind !== 'choice') continue;
    const unknown = field.values.find(({ value }) => !option.values.some((each) => each.value === value));
    if (unknown === undefined) continue;
    const message = `${item}: the form offers ${unknown.value} for ${field.name}, which the options of the markup do not have. Add it there; a | or [ ] cannot be part of it.`;
    report('option_value', field.place, message);
  }
  return [...joined.values()];
}

function optionOf(
  name: string,
  controls: readonly [Element, ...Element[]],
  place: OptionClaim['place'],
): OptionClaim | null {
  const [first] = controls;
  const type = typeOf(first);
  if (type === 'textarea' || TEXT_TYPES.has(type)) {
    const stated = Number(attribute(first, 'maxlength'));
    const maxLength = stated >= 1 && stated <= MAX_OPTION_VALUE_LENGTH ? Math.floor(stated) : MAX_OPTION_VALUE_LENGTH;
    return { kind: 'text', name, place, required: isRequired(first), maxLength, given: null };
  }
  const texts = type === 'select' ? choicesOf(first) : controls.map((each) => attribute(each, 'value') ?? 'on');
  const values = [...new Set(texts)].filter((text) => text !== '').map((value) => ({ value, deltas: {} }));
  if (values.length === 0) return null;
  const hasBlank = texts.includes('');
  const alwaysSends =
    (type === 'select' && !hasBlank) || (type === 'radio' && controls.some((each) => has(each, 'checked')));
  return { kind: 'choice', name, place, required: alwaysSends || controls.some(isRequired), values, isPriced: false };
}

function quantityOf(field: Element): QuantityClaim | null {
  const rule: { -readonly [Name in keyof QuantityClaim]: QuantityClaim[Name] } = {};
  for (const name of ['min', 'max', 'step'] as const) {
    const text = attribute(field, name)?.trim() ?? '';
    if (/^[1-9]\d{0,5}$/.test(text)) rule[name] = Number(text);
  }
  return Object.keys(rule).length > 0 ? rule : null;
}

/** In the form or tied to it by `form="id"`, and able to send something. */
function controlsOf(form: Element, all: readonly Element[]): readonly Element[] {
  const id = attribute(form, 'id');
  const inside = elementsBelow(form).filter((each) => (attribute(each, 'form') ?? id) === id);
  const outside =
    id === undefined ? [] : all.filter((each) => attribute(each, 'form') === id && !inside.includes(each));
  return [...inside, ...outside].filter(
    (each) => ['input', 'select', 'textarea'].includes(each.tagName) && !has(each, 'disabled'),
  );
}

const choicesOf = (select: Element) =>
  elementsBelow(select)
    .filter((each) => each.tagName === 'option' && !has(each, 'disabled'))
    .map((each) => attribute(each, 'value') ?? textOf(each).replace(/\s+/g, ' ').trim());

const typeOf = (control: Element) =>
  control.tagName === 'input' ? (attribute(control, 'type') ?? 'text').toLowerCase() : control.tagName;
const nameOf = (control: Element) => attribute(control, 'name') ?? '';
const has = (element: Element, name: string) => attribute(element, name) !== undefined;
const isRequired = (control: Element) => has(control, 'required');
