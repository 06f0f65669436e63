import { expect, it } from 'vitest';
import { checkPages } from './check-pages.js';
import { readShop } from './shop-pages.fixture.js';

const MUG =
  '<button data-cart-add="mug" data-item-name="Mug" data-item-price="12.50" data-item-currency="eur" data-item-image="https://shop.example/mug.jpg">';

/** What is said of `changed` when the catalogue was written from `before`. */
function said(before: string, changed: string): readonly string[] {
  const { file } = readShop(before, { currency: 'eur' });
  if (file === null) throw new Error('nothing was written');
  const placeIn = () => ({ file: 'catalog.json', line: 1, column: 1 });
  const { findings } = checkPages([{ file: 'index.html', html: changed, address: null }], file, null, placeIn);
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

it.each<[string, string, string, readonly string[]]>([
  ['nothing', '', '', []],
  ['the price', '12.50', '13.00', ['error price_differs']],
  ['the currency', '"eur"', '"usd"', ['error currency_not_sold', 'error currency_differs', 'error currency_differs']],
  ['the name', '"Mug"', '"Cup"', ['error terms_differ']],
  ['a quantity', 'data-item-price', 'data-item-max="3" data-item-price', ['error terms_differ']],
  ['delivery', 'data-item-price', 'data-item-shippable="false" data-item-price', ['error terms_differ']],
  ['taxes', 'data-item-price', 'data-item-taxable="false" data-item-price', ['error terms_differ']],
  ['an option', 'data-item-price', 'data-item-custom1-name="A" data-item-price', ['error option_differs']],
  ['the id', '"mug"', '"cup"', ['error not_in_catalog', 'error not_in_pages']],
  ['the picture', 'mug.jpg', 'cup.jpg', ['warning display_differs']],
  ['the price away', 'data-item-price="12.50"', '', ['note price_not_in_pages']],
])('hears of a change of %s', (_, from, to, expected) => {
  expect([...said(MUG, MUG.replace(from, to))].sort()).toEqual([...expected].sort());
});

const OPTIONS = MUG.replace('>', ' data-item-custom1-name="Glaze" data-item-custom1-options="Oat|Ink[+3.00]">');

it.each<[string, string, string]>([
  ['what a choice adds', '+3.00', '+3.10'],
  ['that it adds something', '[+3.00]', ''],
  ['which choices there are', 'Oat|', 'Oat|Kelp|'],
  ['what the option is called', '"Glaze"', '"Colour"'],
  ['that there is an option', / data-item-custom1.*(?=>)/.exec(OPTIONS)?.[0] ?? '', ''],
])('hears of a change of %s', (_, from, to) => {
  expect(said(OPTIONS, OPTIONS.replace(from, to))).toContain('error option_differs');
});

it.each<[string, string, readonly string[]]>([
  ['as the catalogue has it', '<select name="Glaze"><option>Oat<option>Ink</select>', ['note price_not_in_pages']],
  [
    'a value it does not have',
    '<select name="Glaze"><option>Moss</select>',
    ['note price_not_in_pages', 'error option_differs'],
  ],
  ['an option it does not have', '<input name="Stamp">', ['note price_not_in_pages', 'error option_differs']],
])('holds a form without prices against a catalogue kept by hand: %s', (_, field, expected) => {
  expect(said(OPTIONS, `<form data-cart-add="mug">${field}</form>`)).toEqual(expected);
});

it('is of the place that says the price, not of one that only has a button', () => {
  const { file } = readShop(MUG, { currency: 'eur' });
  if (file === null) throw new Error('nothing was written');
  const placeIn = () => ({ file: 'catalog.json', line: 1, column: 1 });
  const pages = [
    { file: 'a.html', html: '<button data-cart-add="mug">', address: null },
    { file: 'b.html', html: `\n${MUG.replace('12.50', '13.00')}`, address: null },
  ];
  const { findings } = checkPages(pages, file, null, placeIn);
  expect(findings.map(({ place }) => `${place.file}:${place.line}`)).toEqual(['b.html:2']);
});

it('takes what a catalogue does not say for what it means', () => {
  expect(said(MUG, MUG.replace('data-item-price', 'data-item-min="1" data-item-step="1" data-item-price'))).toEqual([]);
  expect(said(MUG, MUG.replace('data-item-price', 'data-item-shippable="true" data-item-price'))).toEqual([]);
});

it('does not mind the order of choices, nor a price written another way', () => {
  expect(said(OPTIONS, OPTIONS.replace('Oat|Ink[+3.00]', 'Ink[3]|Oat').replace('12.50', '12.5'))).toEqual([]);
});
