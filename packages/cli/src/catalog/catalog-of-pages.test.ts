import { describe, expect, it } from 'vitest';
import { codes, readShop, told } from './shop-pages.fixture.js';

/** A button that leaves nothing to ask. */
const mug = (more = '', tag = 'button') =>
  `<${tag} data-cart-add="mug" data-item-name="Mug" data-item-price="12.50" data-item-currency="eur" data-item-image="https://shop.example/mug.jpg" ${more}>Add</${tag}>`;
const [MUG] = [{ id: 'mug', name: 'Mug', image: 'https://shop.example/mug.jpg', amounts: { eur: 1250 } }];

describe('a button', () => {
  it('with everything said is an item and nothing else', () => {
    const shop = readShop(mug());
    expect(shop.file).toEqual({ version: 1, currency: 'eur', items: [MUG] });
    expect(told(shop)).toEqual([]);
  });

  it.each([
    ['data-cart-buy', '<a data-cart-buy="mug"'],
    ['data-item-id', '<button data-cart-add data-item-id="mug"'],
    ['Snipcart’s class beside it', '<button class="snipcart-add-item" data-cart-add data-item-id="mug"'],
  ])('by %s is one too', (_, tag) => {
    const shop = readShop(
      `${tag} data-item-name="Mug" data-item-price="12.50" data-item-currency="EUR" data-item-image="https://shop.example/mug.jpg">`,
    );
    expect(shop.file?.items).toEqual([MUG]);
    expect(told(shop)).toEqual([]);
  });

  it('of Snipcart’s is an item too, and the cart has to hear of it', () => {
    const shop = readShop(mug().replace('data-cart-add', 'class="btn snipcart-add-item" data-item-id'));
    expect(shop.file?.items).toEqual([MUG]);
    expect(told(shop)).toEqual(['index.html:1:9 warning snipcart_class']);
  });

  it('has all the terms of a sale', () => {
    const shop = readShop(
      mug(
        'data-item-description="For tea.\n Holds 300 ml." data-item-url="https://shop.example/mug" data-item-min-quantity="2" data-item-max-quantity="12" data-item-quantity-step="2" data-item-shippable="false" data-item-taxable="false" data-item-has-taxes-included="true"',
      ),
    );
    expect(shop.file?.items).toEqual([
      {
        ...MUG,
        description: 'For tea.\nHolds 300 ml.',
        url: 'https://shop.example/mug',
        quantity: { min: 2, max: 12, step: 2 },
        shippable: false,
        taxCode: 'txcd_00000000',
        taxBehavior: 'inclusive',
      },
    ]);
  });

  it('can have a price in each currency, to the last digit', () => {
    const price = `{"usd": 20.10, "eur": "18", "jpy": 2000.0}`;
    const shop = readShop(
      `<button data-cart-add="mug" data-item-name="Mug" data-item-image="https://a.example/" data-item-price='${price}'>`,
      { currency: 'eur' },
    );
    expect(shop.file).toMatchObject({ currency: 'eur', items: [{ amounts: { eur: 1800, jpy: 2000, usd: 2010 } }] });
  });

  it('is found again where only its id stands', () => {
    const shop = readShop({ 'a.html': '<button data-cart-add="mug">Add</button>', 'b.html': mug() });
    expect(shop.file?.items).toEqual([MUG]);
    expect(told(shop)).toEqual([]);
  });
});

describe('what has to be mended is one line each', () => {
  it.each<[string, string, string]>([
    ['no id', '<button data-cart-add data-item-price="1">', 'index.html:1:9 error id_missing'],
    [
      'an id for the browser to fill in',
      '<a class="snipcart-add-item" :data-item-id="p.id">',
      'index.html:1:1 error id_missing',
    ],
    ['blanks around an id', '<button data-cart-add=" mug">', 'index.html:1:9 error id_blanks'],
    ['a template nobody filled in', '<button data-cart-add="{{ p.id }}">', 'index.html:1:9 error id_unfilled'],
    ['no price', '<button data-cart-add="mug">', 'index.html:1:9 error price_missing'],
    ['no name', mug().replace('data-item-name="Mug"', ''), 'index.html:1:9 error name_missing'],
    ['no image', mug().replace(/data-item-image="[^"]*"/, ''), 'index.html:1:9 warning image_missing'],
    ['no currency', mug().replace('data-item-currency="eur"', ''), 'index.html:1:50 error currency_missing'],
    ['no such currency', mug().replace('"eur"', '"euro"'), 'index.html:1:50 error currency_unknown'],
    ['no currency of Stripe’s', mug().replace('"eur"', '"zzz"'), 'index.html:1:9 error catalog_rule'],
    ['a sign', mug().replace('12.50', '€12.50'), 'index.html:1:50 error price_unreadable'],
    ['a comma', mug().replace('12.50', '12,50'), 'index.html:1:50 error price_unreadable'],
    ['thousands', mug().replace('12.50', '1,299.00'), 'index.html:1:50 error price_unreadable'],
    ['below nothing', mug().replace('12.50', '-5'), 'index.html:1:50 error price_out_of_range'],
    ['too much', mug().replace('12.50', '10000000000.00'), 'index.html:1:50 error price_out_of_range'],
    ['nothing', mug().replace('12.50', '0'), 'index.html:1:50 warning price_zero'],
    ['half a cent', mug().replace('12.50', '12.505'), 'index.html:1:50 error price_decimals'],
    ['a sen', mug().replace('"eur"', '"jpy"'), 'index.html:1:50 error price_decimals'],
    ['a fils', mug().replace('12.50', '12.505').replace('"eur"', '"kwd"'), 'index.html:1:50 error price_decimals'],
    ['an eyrir', mug().replace('"eur"', '"isk"'), 'index.html:1:50 error price_decimals'],
    ['a quantity in words', mug('data-item-min-quantity="two"'), 'index.html:1:146 error quantity_unreadable'],
    [
      'an interval nobody has',
      mug('data-item-payment-interval="Fortnight"'),
      'index.html:1:146 error quantity_unreadable',
    ],
    ['yes', mug('data-item-shippable="yes"'), 'index.html:1:146 warning value_unreadable'],
    ['a slip of the pen', mug('data-item-prize="1"'), 'index.html:1:146 warning attribute_unknown'],
    ['weight', mug('data-item-weight="20"'), 'index.html:1:146 note attribute_not_used'],
    ['a file', mug('data-item-file-guid="a"'), 'index.html:1:146 warning not_supported'],
    ['a plan', mug('data-plan1-name="Monthly"'), 'index.html:1:146 error plan_not_supported'],
    ['two ids', mug('data-item-id="cup"'), 'index.html:1:146 warning two_ids'],
    ['nothing to click', '<p data-item-id="a" data-item-price="1">', 'index.html:1:4 warning no_trigger'],
    ['min above max', mug('data-item-min="5" data-item-max="2"'), 'index.html:1:9 error catalog_rule'],
  ])('%s', (_, html, line) => {
    const shop = readShop(html);
    expect(told(shop)).toEqual([line]);
    if (line.includes(' error ')) expect(shop.file).toBeNull();
    // A sentence that says what is so, and one that says what to do.
    expect(shop.findings[0]?.message).toMatch(/^[^\n]+[.:?] \S[^\n]+\.$/);
  });

  it('has the line and column of its file', () => {
    const shop = readShop(`<!doctype html>\n<title>Shop</title>\n\n  <button data-cart-add="mug">`);
    expect(told(shop)).toEqual(['index.html:4:11 error price_missing']);
  });
});

describe('pages that disagree', () => {
  it.each<[string, string, readonly string[]]>([
    ['on the price', mug().replace('12.50', '12.90'), ['price_conflict']],
    ['on the currency', mug().replace('"eur"', '"usd"'), ['currencies_joined']],
    ['on the name', mug().replace('Mug"', 'Cup"'), ['name_conflict']],
    ['on the picture', mug().replace('mug.jpg', 'cup.jpg'), ['first_taken']],
    ['on delivery', mug('data-item-shippable="false"'), []],
    ['on how often it is paid', mug('data-item-payment-interval="Month"'), ['sale_conflict']],
  ])('%s', (_, other, expected) => {
    const shop = readShop({ 'a.html': mug(), 'b.html': other }, { currency: 'eur' });
    expect(codes(shop)).toEqual(expected);
    for (const { place } of shop.findings) expect(place.file).toBe('b.html');
  });

  it('names both places', () => {
    const shop = readShop({ 'a.html': mug(), 'b.html': `\n${mug().replace('12.50', '12.90')}` });
    expect(shop.findings[0]?.message).toContain('12.90 eur here, and 12.50 in a.html:1:50');
    expect(shop.file).toBeNull();
  });

  it('on quantities', () => {
    const shop = readShop({ 'a.html': mug('data-item-max="5"'), 'b.html': mug('data-item-max="6" data-item-min="2"') });
    expect(codes(shop)).toEqual(['quantity_conflict']);
  });
});

describe('the currency of the shop', () => {
  const inUsd = mug().replace('"mug"', '"cup"').replace('"eur"', '"usd"');

  it('is the one that all prices have', () => {
    expect(readShop(mug()).file?.currency).toBe('eur');
  });

  it('has to be said where there is none, or more than one', () => {
    expect(codes(readShop(mug() + inUsd))).toEqual(['catalog_currency']);
    const both = mug().replace('"12.50"', `'{"eur":1,"usd":2}'`);
    expect(codes(readShop(both))).toEqual(['catalog_currency']);
    expect(readShop(both, { currency: 'usd' }).file?.currency).toBe('usd');
  });

  it('is the only one that can be sold in', () => {
    const shop = readShop(mug() + inUsd, { currency: 'eur' });
    expect(shop.findings.map(({ code, message }) => `${code} ${message.slice(0, 4)}`)).toEqual([
      'currency_not_sold cup:',
    ]);
  });
});

describe('addresses', () => {
  const pictured = (image: string) => mug().replace('https://shop.example/mug.jpg', image);

  it('are made whole as a browser would', () => {
    const imageOf = (image: string, base = '') =>
      readShop({ 'pots/mug.html': base + pictured(image) }, { baseUrl: 'https://shop.example/' }).file?.items[0]?.image;
    expect(imageOf('mug.jpg')).toBe('https://shop.example/pots/mug.jpg');
    expect(imageOf('/mug.jpg')).toBe('https://shop.example/mug.jpg');
    expect(imageOf('mug.jpg', '<base href="/img/">')).toBe('https://shop.example/img/mug.jpg');
    expect(imageOf('mug.jpg', '<base href="https://cdn.example/">')).toBe('https://cdn.example/mug.jpg');
    expect(imageOf('//cdn.example/mug.jpg')).toBe('https://cdn.example/mug.jpg');
  });

  it.each([
    ['/mug.jpg', 'address_relative'],
    ['http://shop.example/mug.jpg', 'address_unusable'],
    ['javascript:alert(1)', 'address_unusable'],
    ['data:image/png;base64,AAAA', 'address_unusable'],
  ])('%s is left out, and the item stays', (image, code) => {
    const shop = readShop(pictured(image));
    expect(codes(shop)).toEqual([code]);
    expect(shop.file?.items).toEqual([{ ...MUG, image: undefined }]);
  });
});

it('keeps what was added to the catalogue by hand and no page has words for', () => {
  const known = {
    version: 1 as const,
    currency: 'eur',
    items: [{ id: 'mug', name: 'Old', amounts: { eur: 1 }, stock: 4, taxCode: 'txcd_99999999' }],
  };
  const shop = readShop(mug(), { known });
  expect(shop.file?.items).toEqual([{ ...MUG, stock: 4, taxCode: 'txcd_99999999' }]);
  expect(codes(shop)).toEqual(['kept_from_file']);
});

it('takes no price from the file that is to be written', () => {
  const items = [{ id: 'mug', name: 'Mug', amounts: { eur: 1 } }];
  const shop = readShop('<button data-cart-add="mug">', { known: { version: 1, currency: 'eur', items } });
  expect(codes(shop)).toEqual(['price_missing']);
});

it('says once what is the same everywhere', () => {
  const shop = readShop({ 'a.html': mug('data-item-weight="20"'), 'b.html': mug('data-item-weight="20"') });
  expect(shop.findings.map(({ message }) => message)).toEqual([expect.stringContaining('(2 places)')]);
});
