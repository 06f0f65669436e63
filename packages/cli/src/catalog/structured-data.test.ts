import { describe, expect, it } from 'vitest';
import { codes, readShop, told } from './shop-pages.fixture.js';

const offer = { '@type': 'Offer', price: '12.50', priceCurrency: 'EUR' };
const mug = { '@type': 'Product', sku: 'mug', name: 'Mug', image: 'https://shop.example/mug.jpg', offers: offer };
const ld = (json: unknown, button = '<button data-cart-add="mug">Add</button>') =>
  `<script type="application/ld+json">${typeof json === 'string' ? json : JSON.stringify(json)}</script>${button}`;
const MUG = { id: 'mug', name: 'Mug', image: 'https://shop.example/mug.jpg', amounts: { eur: 1250 } };

describe('JSON-LD', () => {
  it.each<[string, unknown]>([
    ['alone', mug],
    ['in a list', [{ '@type': 'WebSite' }, mug]],
    ['in a graph', { '@context': 'https://schema.org', '@graph': [mug] }],
    ['inside a page', { '@type': 'WebPage', mainEntity: mug }],
    ['inside a list of items', { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: mug }] }],
    [
      'with whole names',
      { ...mug, '@type': 'http://schema.org/Product', offers: { ...offer, '@type': 'schema:Offer' } },
    ],
    ['with two types', { ...mug, '@type': ['Product', 'Book'] }],
    ['with offers in a list', { ...mug, offers: [offer] }],
    ['with offers that agree', { ...mug, offers: [offer, { ...offer, price: 12.5 }] }],
    ['with a number', { ...mug, offers: { ...offer, price: 12.5 } }],
    [
      'with a range of one price',
      { ...mug, offers: { '@type': 'AggregateOffer', lowPrice: '12.50', highPrice: '12.50', priceCurrency: 'EUR' } },
    ],
    [
      'with a range around one offer',
      { ...mug, offers: { '@type': 'AggregateOffer', lowPrice: 1, highPrice: 99, offers: [offer] } },
    ],
    [
      'with offers somewhere else',
      {
        '@graph': [
          { ...mug, offers: { '@id': '#o' } },
          { ...offer, '@id': '#o' },
        ],
      },
    ],
    [
      'with a price specification',
      { ...mug, offers: { '@type': 'Offer', priceSpecification: { price: '12.50', priceCurrency: 'EUR' } } },
    ],
  ])('%s is an item', (_, json) => {
    const shop = readShop(ld(json));
    expect(shop.file?.items).toEqual([MUG]);
    expect(codes(shop)).toEqual([]);
  });

  it('is exact to the last digit', () => {
    const shop = readShop(
      ld(
        `{"@type":"Product","sku":"mug","name":"Mug","image":"https://shop.example/mug.jpg","offers":{"price":9007199254.00,"priceCurrency":"EUR"}}`,
      ),
    );
    expect(shop.file?.items[0]?.amounts).toEqual({ eur: 900719925400 });
    const odd = readShop(
      ld(
        `{"@type":"Product","sku":"mug","name":"Mug","offers":{"price":19.990000000000000000001,"priceCurrency":"EUR"}}`,
      ),
    );
    expect(codes(odd)).toContain('price_decimals');
  });

  it.each<[string, unknown, readonly string[]]>([
    ['is not JSON', '{"@type":"Product",}', ['json_ld_unreadable', 'price_missing']],
    ['is not JSON, and not about a product', '{"@type":"Person",}', ['price_missing']],
    [
      'has a range of prices',
      { ...mug, offers: { '@type': 'AggregateOffer', lowPrice: 1, highPrice: 9, priceCurrency: 'EUR' } },
      ['price_range', 'price_missing'],
    ],
    [
      'has offers that differ',
      { ...mug, offers: [offer, { ...offer, price: '9.00' }] },
      ['price_range', 'price_missing'],
    ],
    ['has no currency', { ...mug, offers: { price: '1' } }, ['currency_missing']],
    ['has no price', { ...mug, offers: { priceCurrency: 'EUR' } }, ['price_missing']],
    ['has no name', { ...mug, name: '' }, ['name_missing']],
    ['has no image', { ...mug, image: undefined }, ['image_missing']],
    ['is sold out', { ...mug, offers: { ...offer, availability: 'https://schema.org/SoldOut' } }, ['sold_out']],
  ])('that %s is explained', (_, json, expected) => {
    expect([...codes(readShop(ld(json)))].sort()).toEqual([...expected].sort());
  });

  it('has the line of its sku', () => {
    const text = JSON.stringify(
      [
        { ...mug, sku: 'cup' },
        { ...mug, offers: { price: 'dear', priceCurrency: 'EUR' } },
      ],
      null,
      2,
    );
    const shop = readShop(`<p>\n<script type="application/ld+json">\n${text}</script>`);
    const line = text.split('\n').findIndex((each) => each.includes('"sku": "mug"')) + 3;
    expect(told(shop)).toContain(`index.html:${line}:12 error price_unreadable`);
  });

  it('says what a page only speaks of without selling it', () => {
    const shop = readShop(
      ld({ ...mug, isRelatedTo: { ...mug, sku: 'other' }, review: { itemReviewed: { ...mug, sku: 'third' } } }),
    );
    expect([...shop.items.keys()]).toEqual(['mug']);
  });

  it('without a sku is the item of the page’s only button', () => {
    const { sku: _, ...nameless } = mug;
    const shop = readShop(ld(nameless));
    expect(shop.file?.items).toEqual([MUG]);
    expect(codes(shop)).toEqual(['id_from_button']);
    expect(codes(readShop(ld(nameless, '')))).toEqual(['product_without_id']);
    expect(codes(readShop(ld([nameless, { ...mug, sku: 'cup' }])))).toContain('product_without_id');
  });

  it('that no button is for is sold all the same, and said', () => {
    expect(codes(readShop(ld(mug, '')))).toEqual(['no_button']);
  });
});

describe('markup and structured data', () => {
  const button = (more: string) => `<button data-cart-add="mug" ${more}>Add</button>`;

  it('complete each other, and the markup goes first', () => {
    const shop = readShop(ld(mug, button('data-item-name="Big mug" data-item-max="4"')));
    expect(shop.file?.items).toEqual([{ ...MUG, name: 'Big mug', quantity: { max: 4 } }]);
    expect(codes(shop)).toEqual(['name_conflict']);
  });

  it('may not disagree on the price', () => {
    const shop = readShop(ld(mug, button('data-item-price="13.00" data-item-currency="eur"')));
    expect(told(shop)).toEqual(['index.html:1:61 error structured_data_disagrees']);
    expect(shop.file).toBeNull();
  });
});

describe('microdata', () => {
  const html = (inside: string) =>
    `<div itemscope itemtype="https://schema.org/Product">${inside}</div><button data-cart-add="mug">`;
  const price =
    '<span itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR"><b itemprop="price">12.50</b></span>';

  it('is read from attributes and from text', () => {
    const shop = readShop(
      html(
        `<data itemprop="sku" value="mug">No. 1</data><h1 itemprop="name"> Mug\n </h1><img itemprop="image" src="https://shop.example/mug.jpg">${price}`,
      ),
    );
    expect(shop.file?.items).toEqual([MUG]);
    expect(codes(shop)).toEqual([]);
  });

  it('does not take a name from a thing within', () => {
    const review = '<div itemprop="review" itemscope><i itemprop="name">Fine</i></div>';
    const shop = readShop(html(`${review}<meta itemprop="sku" content="mug"><h1 itemprop="name">Mug</h1>${price}`));
    expect(shop.file?.items[0]?.name).toBe('Mug');
  });

  it('with a sign in the price is explained', () => {
    const shop = readShop(
      html(`<meta itemprop="sku" content="mug"><h1 itemprop="name">Mug</h1>${price.replace('12.50', '€12.50')}`),
    );
    expect(codes(shop)).toContain('price_unreadable');
  });
});
