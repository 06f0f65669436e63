import type { FixedLinks } from '@stripe-cart/contract';
import { hasAmounts, hasTexts, isFields, isListOf } from '../../../proxy-client.js';

/** A `links.json` as far as the widget relies on it, checked by hand: a schema library would weigh more than all of this mode. */
export function isFixedLinks(value: unknown): value is FixedLinks {
  if (!isFields(value) || value['version'] !== 1 || !hasTexts(value, 'currency')) return false;
  const { currency, items, links } = value;
  return isListOf(items, (item) => isItem(item) && item['currency'] === currency) && isListOf(links, isLink);
}

type Fields = Record<string, unknown>;

const isItem = (item: Fields): boolean =>
  hasTexts(item, 'id name') &&
  hasAmounts(item, 'unitAmount') &&
  isFields(item['quantity']) &&
  hasAmounts(item['quantity'], 'min max step') &&
  isListOf(item['options'], isOption);

const isOption = (option: Fields): boolean =>
  hasTexts(option, 'kind name') &&
  (option['kind'] === 'text'
    ? hasAmounts(option, 'maxLength')
    : isListOf(option['values'], (one) => hasTexts(one, 'value') && hasAmounts(one, 'delta')));

const isLink = (link: Fields): boolean =>
  typeof link['url'] === 'string' &&
  URL.canParse(link['url']) &&
  ('lines' in link ? hasAmounts(link, 'total') && isListOf(link['lines'], isLine) : hasAmounts(link, 'amount'));

export const isLine = (line: Fields): boolean =>
  hasTexts(line, 'item') &&
  hasAmounts(line, 'quantity') &&
  isListOf(line['options'], (option) => hasTexts(option, 'name value'));
