import { describe, expect, it } from 'vitest';
import { codes, readShop, told } from './shop-pages.fixture.js';

const item = (attributes: string, { tag = 'button', inside = '', price = 'data-item-price="79.99"' } = {}) =>
  `<${tag} data-cart-add="poster" data-item-name="Poster" ${price} data-item-image="https://shop.example/p.jpg" ${attributes}>${inside}</${tag}>`;
const optionsOf = (html: string) => readShop(html, { currency: 'usd' }).file?.items[0]?.options;
const frame = (options: string, more = '') =>
  item(`data-item-custom1-name="Frame" data-item-custom1-options="${options}" ${more}`);

describe('data-item-customN-*', () => {
  it('with options is a choice that has to be made, each with what it adds', () => {
    expect(optionsOf(frame('Black|Brown[+100.00]|Gold[-5]|Oak[3.00]|Ash[+0.00]'))).toEqual([
      {
        name: 'Frame',
        required: true,
        values: [
          { value: 'Black' },
          { value: 'Brown', deltas: { usd: 10000 } },
          { value: 'Gold', deltas: { usd: -500 } },
          { value: 'Oak', deltas: { usd: 300 } },
          { value: 'Ash' },
        ],
      },
    ]);
  });

  it('may be spread over lines', () => {
    expect(optionsOf(frame('\n  Black |\n  Gold [+300.00] \n'))).toEqual(optionsOf(frame('Black|Gold[+300.00]')));
  });

  it('has a price in each currency where the item has', () => {
    const price = `data-item-price='{"usd":20,"eur":18}'`;
    const gold = item(`data-item-custom1-name="Frame" data-item-custom1-options='Black|Gold[{"usd":5,"eur":4.50}]'`, {
      price,
    });
    expect(optionsOf(gold)?.[0]).toMatchObject({ values: [{}, { deltas: { usd: 500, eur: 450 } }] });
    const other = gold.replace('{"usd":5,"eur":4.50}', '+5.00');
    expect(codes(readShop(other, { currency: 'usd' }))).toEqual(['option_price']);
    const half = gold.replace(',"eur":4.50', '');
    expect(codes(readShop(half, { currency: 'usd' }))).toEqual(['option_price']);
  });

  it('adds in the currency of the item, wherever its price stands', () => {
    const offer = (currencies: readonly string[]) =>
      `<script type="application/ld+json">${JSON.stringify({
        '@type': 'Product',
        sku: 'poster',
        name: 'Poster',
        image: 'https://shop.example/p.jpg',
        offers: currencies.map((priceCurrency) => ({ '@type': 'Offer', price: '20.00', priceCurrency })),
      })}</script>`;
    const button = (more = '') =>
      `<button data-cart-add="poster" ${more} data-item-custom1-name="Size" data-item-custom1-options="S|L[+3.00]">`;
    // Nothing beside it says a currency.
    expect(codes(readShop(offer(['EUR']) + button()))).toEqual(['option_price']);
    const said = readShop(offer(['EUR']) + button('data-item-currency="eur"'));
    expect(codes(said)).toEqual([]);
    expect(said.file?.items[0]?.options?.[0]).toMatchObject({ values: [{}, { deltas: { eur: 300 } }] });
    expect(codes(readShop(offer(['EUR']) + button(), { currency: 'eur' }))).toEqual([]);
    // In one of two it would be for nothing.
    expect(codes(readShop(offer(['EUR', 'USD']) + button(), { currency: 'eur' }))).toEqual(['option_price']);
  });

  it('may add in one currency only, if it says so', () => {
    const price = `data-item-price='{"usd":20,"eur":18}'`;
    const half = item(`data-item-custom1-name="A" data-item-custom1-options='S|L[{"usd":0,"eur":3}]'`, { price });
    expect(optionsOf(half)?.[0]).toMatchObject({ values: [{ value: 'S' }, { value: 'L', deltas: { eur: 300 } }] });
  });

  it.each<[string, string, unknown]>([
    ['a checkbox', 'type="checkbox"', { values: [{ value: 'true' }, { value: 'false' }] }],
    [
      'a checkbox with a price',
      'type="checkbox" data-item-custom1-options="true[+5.00]|false"',
      { values: [{ value: 'true', deltas: { usd: 500 } }, { value: 'false' }] },
    ],
    [
      'a checkbox that is cheaper when it is ticked off',
      'type="checkbox" data-item-custom1-options="true|false[-5.00]"',
      { required: true, values: [{ value: 'true' }, { value: 'false', deltas: { usd: -500 } }] },
    ],
    [
      'a checkbox that has to be ticked',
      'type="checkbox" data-item-custom1-required="true"',
      { required: true, values: [{ value: 'true' }] },
    ],
    ['a text', 'type="textarea"', { maxLength: 500 }],
    ['a text by default', 'placeholder="Anything else?"', { maxLength: 500 }],
    ['a text that is required', 'required="true"', { maxLength: 500, required: true }],
    ['a value of the page', 'type="readonly" data-item-custom1-value="Red"', { values: [{ value: 'Red' }] }],
    ['a hidden value', 'type="hidden" data-item-custom1-value="Red"', { values: [{ value: 'Red' }] }],
  ])('can be %s', (_, attributes, expected) => {
    const option = optionsOf(item(`data-item-custom1-name="Gift" data-item-custom1-${attributes}`))?.[0];
    expect(option).toEqual({ name: 'Gift', ...(expected as object) });
  });

  it.each<[string, string, string]>([
    ['an empty value', frame('Black||Gold'), 'option_text'],
    ['a | at the end', frame('Black|Gold|'), 'option_text'],
    ['a | in brackets', frame('Gold [satin|matt]'), 'option_text'],
    ['a bracket in the text', frame('Small [10 cm][+2.00]|Large'), 'option_text'],
    ['text in the brackets', frame('Black|Gold[matt]'), 'option_price'],
    ['a sign in the price', frame('Black|Gold[+$5]'), 'option_price'],
    ['half a cent', frame('Black|Gold[+5.005]'), 'option_price'],
    ['the same twice', frame('Black|Black'), 'option_value'],
    ['a value that is none of them', frame('Black|Gold', 'data-item-custom1-value="Oak"'), 'option_value'],
    ['no name', item('data-item-custom1-options="A|B"'), 'option_name'],
    ['a number above 10', item('data-item-custom11-name="Frame" data-item-custom11-options="A|B"'), 'option_limit'],
    ['a price below nothing', frame('Black|Gold[-80.00]'), 'catalog_rule'],
    ['more than 200 values', frame(Array.from({ length: 201 }, (_, n) => `v${n}`).join('|')), 'catalog_rule'],
    ['a name that is too long', item(`data-item-custom1-name="${'n'.repeat(41)}"`), 'catalog_rule'],
  ])('with %s is refused', (_, html, code) => {
    const shop = readShop(html, { currency: 'usd' });
    expect(codes(shop)).toEqual([code]);
    expect(shop.findings[0]?.severity).toBe('error');
    expect(shop.file).toBeNull();
  });
});

describe('a form', () => {
  const form = (inside: string, attributes = '') => item(attributes, { tag: 'form', inside });

  it.each<[string, string, unknown]>([
    [
      'a select',
      '<select name="Size"><option>Small<option value="L">Large</select>',
      { values: [{ value: 'Small' }, { value: 'L' }], required: true },
    ],
    [
      'a select with a blank',
      '<select name="Size"><option value="">Any</option><option>S</select>',
      { values: [{ value: 'S' }] },
    ],
    [
      'radio buttons',
      '<input type="radio" name="Size" value="S" checked><input type="radio" name="Size" value="L">',
      { values: [{ value: 'S' }, { value: 'L' }], required: true },
    ],
    ['a checkbox', '<input type="checkbox" name="Size" value="Big">', { values: [{ value: 'Big' }] }],
    ['a text', '<input name="Size" maxlength="12">', { maxLength: 12 }],
    ['a text that is required', '<textarea name="Size" required></textarea>', { maxLength: 500, required: true }],
  ])('offers %s', (_, inside, expected) => {
    expect(optionsOf(form(inside))).toEqual([{ name: 'Size', ...(expected as object) }]);
  });

  it('keeps its hidden fields, its buttons and its quantity to itself', () => {
    const shop = readShop(
      form(
        '<input type="hidden" name="item" value="poster"><input name="item"><input type="number" name="quantity" min="2" max="8"><button name="go" value="1">Add</button><input type="submit" name="send"><input name="off" disabled>',
      ),
      { currency: 'usd' },
    );
    expect(shop.file?.items[0]).toMatchObject({ quantity: { min: 2, max: 8 } });
    expect(shop.file?.items[0]).not.toHaveProperty('options');
  });

  it('takes what a value adds from data-item-customN-options, and offers nothing else', () => {
    const declared = 'data-item-custom1-name="Size" data-item-custom1-options="S|L[+2.00]"';
    const fields = '<select name="Size"><option>S<option>L</select>';
    expect(optionsOf(form(fields, declared))?.[0]).toMatchObject({ values: [{}, { deltas: { usd: 200 } }] });
    const shop = readShop(form(fields.replace('<option>L', '<option>XL'), declared), { currency: 'usd' });
    expect(codes(shop)).toEqual(['option_value']);
  });

  it('has fields elsewhere in the page, too', () => {
    const html = `${item('id="f"', { tag: 'form' })}<input form="f" name="Text" maxlength="9">`;
    expect(optionsOf(html)).toEqual([{ name: 'Text', maxLength: 9 }]);
  });
});

describe('one option at several places', () => {
  const shopOf = (a: string, b: string) => readShop({ 'a.html': a, 'b.html': b }, { currency: 'usd' });
  const GOLD = frame('Black|Gold[+300.00]');

  it('has to be the same', () => {
    expect(codes(shopOf(GOLD, frame('Gold[+300.00]|Black')))).toEqual([]);
    expect(told(shopOf(GOLD, frame('Black|Gold[+3.00]')))).toEqual(['b.html:1:125 error option_conflict']);
    expect(codes(shopOf(GOLD, frame('Black|Gold[+300.00]|Oak')))).toEqual(['option_conflict']);
  });

  it('may be chosen by the button', () => {
    const chosen = (value: string) =>
      `<button data-cart-add="poster" data-item-custom1-name="Frame" data-item-custom1-value="${value}">`;
    expect(codes(shopOf(GOLD, chosen('Gold')))).toEqual([]);
    expect(codes(shopOf(GOLD, chosen('Oak')))).toEqual(['option_value']);
  });

  it('is missed where it has to be chosen and cannot be', () => {
    expect(told(shopOf(GOLD, '<button data-cart-add="poster">'))).toEqual(['b.html:1:9 warning option_missing_here']);
  });

  it('gathers the values that pages give', () => {
    const colour = (value: string) =>
      item(`data-item-custom1-name="Colour" data-item-custom1-type="readonly" data-item-custom1-value="${value}"`);
    const shop = shopOf(colour('Red'), colour('Blue'));
    expect(codes(shop)).toEqual(['values_joined']);
    expect(shop.file?.items[0]?.options).toEqual([{ name: 'Colour', values: [{ value: 'Red' }, { value: 'Blue' }] }]);
  });
});
