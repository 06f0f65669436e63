import { MAX_OPTION_VALUE_LENGTH, MAX_OPTIONS } from '@stripe-cart/contract';
import type { OptionClaim } from './claim.js';
import { attribute, placeOf, type Element } from './html-page.js';
import { readChoice, type OptionScope } from './option-text.js';

const FIELD = /^data-item-custom(\d{1,3})-(name|type|options|required|placeholder|value)$/;

/** Of `type`; without one it is a choice where there are options, else a text. */
const TYPES = new Set(['', 'dropdown', 'checkbox', 'textarea', 'text', 'readonly', 'hidden']);

/** What `data-item-customN-…` declares, by N. */
export function readCustomFields(element: Element, scope: OptionScope): readonly OptionClaim[] {
  const numbers = new Set<number>();
  for (const { name } of element.attrs) {
    const match = FIELD.exec(name);
    if (match) numbers.add(Number(match[1]));
  }
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => readField(element, number, scope))
    .filter((claim) => claim !== null);
}

function readField(element: Element, number: number, scope: OptionScope): OptionClaim | null {
  const { item, context } = scope;
  const nameOf = (part: string) => `data-item-custom${number}-${part}`;
  const get = (part: string) => attribute(element, nameOf(part));
  const at = (part: string) => placeOf(context.page, element, nameOf(part));

  const name = get('name')?.trim() ?? '';
  if (name === '') {
    context.report('option_name', at('name'), `${item}: option ${number} has no name. Give ${nameOf('name')}.`);
    return null;
  }
  if (number > MAX_OPTIONS || number < 1) {
    const message = `${item}: the option ${name} is number ${number}. Number options from 1 to ${MAX_OPTIONS}: pages read no others.`;
    context.report('option_limit', at('name'), message);
    return null;
  }
  const type = (get('type') ?? '').trim().toLowerCase();
  if (!TYPES.has(type)) {
    const message = `${item}: the option ${name} has the type ${type}, which is taken for a choice where it has options, else for a text. Write dropdown, checkbox, textarea, readonly or hidden.`;
    context.report('option_type', at('type'), message);
  }

  const place = at('name');
  const isRequired = get('required')?.trim().toLowerCase() === 'true';
  const optionsText = get('options');
  const given = get('value');
  if (optionsText === undefined || optionsText.trim() === '') {
    if (type === 'checkbox') return readCheckbox(name, 'true|false', isRequired, at('type'), scope);
    const value = given?.trim() || null;
    if ((type === 'readonly' || type === 'hidden') && value !== null) return { kind: 'fixed', name, place, value };
    return { kind: 'text', name, place, required: isRequired, maxLength: MAX_OPTION_VALUE_LENGTH, given: value };
  }
  if (type === 'checkbox') return readCheckbox(name, optionsText, isRequired, at('options'), scope);
  const values = readChoice(name, optionsText, at('options'), scope);
  if (values === null) return null;
  if (given !== undefined && given.trim() !== '' && !values.some(({ value }) => value === given.trim())) {
    const message = `${item}: ${given.trim()} is not one of the values of the option ${name}. Write one of them; a | cannot be part of a value.`;
    context.report('option_value', at('value'), message);
    return null;
  }
  // Always required: a cart that leaves the choice out would pay the price without it.
  return { kind: 'choice', name, place, required: true, values, isPriced: true };
}

/** `true[+5.00]|false`: nothing need be chosen, unless leaving it out would change the price. */
function readCheckbox(
  name: string,
  text: string,
  isRequired: boolean,
  place: OptionClaim['place'],
  scope: OptionScope,
): OptionClaim | null {
  const values = readChoice(name, text, place, scope);
  if (values === null) return null;
  if (isRequired) {
    return { kind: 'choice', name, place, required: true, values: values.slice(0, 1), isPriced: true };
  }
  const unticked = values[1];
  const isFree = unticked === undefined || Object.keys(unticked.deltas).length === 0;
  return { kind: 'choice', name, place, required: !isFree, values, isPriced: true };
}
