import type { CartLine } from '@stripe-cart/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  catalogFromFile,
  catalogFromStripe,
  fixedLink,
  markIn,
  parseCatalogFile,
  priceCart,
  readLinkSettings,
  type Catalog,
  type LinkQuantities,
  type PricedCart,
} from '../links.js';

const FILE = {
  version: 1,
  currency: 'eur',
  items: [
    { id: 'mug', name: 'Mug', amounts: { eur: 1800 }, image: 'https://shop.example/mug.jpg', taxCode: 'txcd_99999999' },
    {
      id: 'jug',
      name: 'Jug',
      amounts: { eur: 4500 },
      options: [{ name: 'Glaze', values: [{ value: 'White' }, { value: 'Gold', deltas: { eur: 1500 } }] }],
    },
    { id: 'tile', name: 'Tile', amounts: { eur: 400 }, quantity: { min: 6, max: 60, step: 6 } },
  ],
};
const SECRET = 'q7Jw0c2cZp4h8mX1vT5yLr9sKd3fGa6b';
const RETURN_URL = 'https://shop.example/thanks.html';

const catalog = catalogOf(FILE);
const line = (item: string, quantity = 1, options: CartLine['options'] = []): CartLine => ({ item, options, quantity });
const MUG_AND_GOLD_JUG = [line('mug', 2), line('jug', 1, [{ name: 'Glaze', value: 'Gold' }])];

describe('the parameters of a fixed link', () => {
  it('are the catalogue’s items and prices, with what each line is on its product', async () => {
    const { params } = await made(MUG_AND_GOLD_JUG, { CART_RETURN_URL: RETURN_URL, CART_TOKEN_SECRET: SECRET });
    expect(params).toMatchObject({
      line_items: [
        {
          quantity: 2,
          price_data: {
            currency: 'eur',
            unit_amount: 1800,
            product_data: {
              name: 'Mug',
              images: ['https://shop.example/mug.jpg'],
              tax_code: 'txcd_99999999',
              metadata: { cart_item: 'mug', cart_name: 'Mug' },
            },
          },
        },
        {
          quantity: 1,
          price_data: {
            unit_amount: 6000,
            product_data: { metadata: { cart_item: 'jug', cart_option_0: 'Glaze', cart_value_0: 'Gold' } },
          },
        },
      ],
      after_completion: { type: 'redirect', redirect: { url: `${RETURN_URL}?session_id={CHECKOUT_SESSION_ID}` } },
      metadata: { cart_shop: 'shop', cart_kind: 'fixed-link', cart_attempt: 'none', cart_link: 'shop' },
    });
    expect(params.restrictions).toBeUndefined();
    expect(params.line_items.every((item) => item.adjustable_quantity === undefined)).toBe(true);
    expect(params.payment_intent_data?.metadata).toMatchObject({ cart_kind: 'fixed-link', cart_shop: 'shop' });
  });

  it('name an existing price, and remember which item it stood for', async () => {
    const price = {
      id: 'price_1TxMugMugMugMugMugMugMugM',
      active: true,
      billing_scheme: 'per_unit',
      currency: 'eur',
      lookup_key: 'mug',
      metadata: { stripe_cart: '1' },
      product: { id: 'prod_Mug', active: true, name: 'Mug', description: null, images: [], url: null, metadata: {} },
      type: 'one_time',
      unit_amount: 1800,
    };
    const stripes = catalogFromStripe([price as never], () => undefined);
    const { params } = await made([line('mug')], {}, 'exact', stripes);
    expect(params).toMatchObject({
      currency: 'eur',
      line_items: [{ price: price.id, quantity: 1 }],
      metadata: { cart_price_0: `${price.id} mug` },
      after_completion: { type: 'hosted_confirmation' },
    });
  });

  it('without a secret bear nothing that a proxy would take for a promise', async () => {
    const { params } = await made([line('mug')], {});
    expect(Object.keys(params.metadata ?? {}).sort()).toEqual([
      'cart_link',
      'cart_link_lines',
      'cart_link_made',
      'cart_link_quantities',
    ]);
    expect(params.payment_intent_data?.metadata).toEqual({});
  });

  it('let the buyer set quantities within the catalogue’s bounds, and not of what is sold in steps', async () => {
    const { params } = await made([line('mug')], {}, 'adjustable');
    expect(params.line_items[0]?.adjustable_quantity).toEqual({ enabled: true, minimum: 1, maximum: 99 });
    expect(await making([line('tile', 6)], {}, 'adjustable')).toEqual({
      ok: false,
      problem: { code: 'invalid_quantity', item: 'tile', min: 6, max: 60, step: 6 },
    });
    expect(await making([line('tile', 6)], {})).toMatchObject({ ok: true });
  });

  it('go with Stripe’s limit of 20 lines', async () => {
    const many = { ...FILE, items: Array.from({ length: 21 }, (_, n) => ({ ...FILE.items[0], id: `mug-${n}` })) };
    const lines = many.items.map(({ id }) => line(id));
    expect(await making(lines.slice(0, 20), {}, 'exact', catalogOf(many))).toMatchObject({ ok: true });
    expect(await making(lines, {}, 'exact', catalogOf(many))).toEqual({
      ok: false,
      problem: { code: 'too_many_lines', limit: 20 },
    });
  });

  it('are the same for the same cart and settings, whatever the order of its lines, and others for any other', async () => {
    const settings = fc.record(
      {
        CART_SHOP: fc.constantFrom('shop', 'other'),
        CART_PROMOTION_CODES: fc.constantFrom('true', 'false'),
        CART_SHIPPING_COUNTRIES: fc.constantFrom('DE', 'DE,AT'),
        CART_RETURN_URL: fc.constantFrom(RETURN_URL, `${RETURN_URL}?lang=de`),
      },
      { requiredKeys: [] },
    );
    const quantities = fc.constantFrom<LinkQuantities>('exact', 'adjustable');
    const lines = fc.array(
      fc.record({ item: fc.constantFrom('mug', 'jug'), quantity: fc.integer({ min: 1, max: 3 }) }),
      {
        minLength: 1,
        maxLength: 2,
      },
    );
    const input = fc.record({
      settings,
      quantities,
      lines: lines.map((all) => all.map((l) => line(l.item, l.quantity))),
    });
    await fc.assert(
      fc.asyncProperty(input, input, async (a, b) => {
        const [left, again, right] = await Promise.all([
          made(a.lines, a.settings, a.quantities),
          made(a.lines, a.settings, a.quantities),
          made(b.lines, b.settings, b.quantities),
        ]);
        expect(again).toEqual(left);
        expect(markIn(left.params.metadata as Record<string, string>)).toEqual(left.mark);
        const apart = ({ params }: typeof left) =>
          JSON.stringify({ ...params, metadata: { ...params.metadata, cart_link_made: '' } });
        expect(left.mark.made === right.mark.made).toBe(apart(left) === apart(right));
      }),
      { numRuns: 60 },
    );
    const forth = await made(MUG_AND_GOLD_JUG, {});
    const back = await made(MUG_AND_GOLD_JUG.toReversed(), {});
    expect(back.mark.lines).toBe(forth.mark.lines);
  });

  it('keep their mark when the secret is rolled, so that nothing has to be made anew', async () => {
    const before = await made([line('mug')], { CART_TOKEN_SECRET: SECRET });
    const after = await made([line('mug')], { CART_TOKEN_SECRET: `${SECRET.toLowerCase()}X9,${SECRET}` });
    expect(after.mark).toEqual(before.mark);
    expect(after.params.metadata).not.toEqual(before.params.metadata);
    expect((await made([line('mug')], {})).mark.made).not.toBe(before.mark.made);
  });
});

describe('the settings of fixed links', () => {
  it('are read by the proxy’s rules, and everything that is wrong is listed', () => {
    const reading = readLinkSettings(
      {
        CART_SHOP: 'My Shop',
        CART_RETURN_URL: 'http://shop.example/#x',
        CART_TOKEN_SECRET: 'short',
        CART_LOCALE: 'xx',
      },
      true,
    );
    expect(reading.ok ? [] : reading.problems.map(({ at }) => at).sort()).toEqual([
      'CART_LOCALE',
      'CART_RETURN_URL',
      'CART_SHOP',
      'CART_TOKEN_SECRET',
    ]);
    expect(readLinkSettings({}, true)).toMatchObject({ ok: true, settings: { shop: 'shop', returnUrl: null } });
  });

  it('ask for https with a live key only', () => {
    const env = { CART_RETURN_URL: 'http://127.0.0.1:8000/thanks.html' };
    expect([readLinkSettings(env, false).ok, readLinkSettings(env, true).ok]).toEqual([true, false]);
  });
});

function catalogOf(file: object): Catalog {
  const reading = parseCatalogFile(file);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return catalogFromFile(reading.file);
}

function priced(lines: readonly CartLine[], from: Catalog): PricedCart {
  const result = priceCart(lines, from);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.cart;
}

function making(lines: readonly CartLine[], env: object, quantities: LinkQuantities = 'exact', from = catalog) {
  const reading = readLinkSettings({ ...env }, false);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return fixedLink(priced(lines, from), reading.settings, quantities);
}

async function made(...input: Parameters<typeof making>) {
  const answer = await making(...input);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer;
}
