import { describe, expect, it } from 'vitest';
import { RETURN_URL, useShop } from './shop.fixture.js';

const shop = useShop();

const POTTERY = {
  version: 1,
  currency: 'eur',
  items: [
    {
      id: 'jug',
      name: 'Jug\u00a0\u{1f3fa}',
      amounts: { eur: 4500 },
      options: [
        { name: 'Glaze', required: true, values: [{ value: 'White' }, { value: 'Gold', deltas: { eur: 1500 } }] },
      ],
    },
    { id: 'mug', name: 'Mug', amounts: { eur: 1800 }, quantity: { min: 1, max: 6 } },
    { id: 'plaque', name: 'Plaque', amounts: { eur: 900 }, options: [{ name: 'Name', maxLength: 20, required: true }] },
    { id: 'pin', name: 'Pin', amounts: { eur: 20 } },
  ],
};
const totals = () => shop.file().links.map((link) => ('total' in link ? link.total : link.amount));

describe('what a link is for', () => {
  it('is each kind of an item, in each quantity that was asked for; what cannot be is said', async () => {
    shop.write('catalog.json', POTTERY);
    const { code, stderr } = await shop.links(['--up-to', '2', '--quantity-up-to', '2', '--yes']);
    expect(code).toBe(0);
    expect(stderr).toContain('plaque needs the buyer');
    // White, gold, mug, pin: 4 lines in 2 quantities each, and 6 pairs of them in 4 each.
    expect(stderr).toContain('4 lines, up to 2 together: 8 + 24 = 32 links');
    expect(stderr).toContain('get none: 2 amount too small (pin; 2 × pin).');
    expect(totals()).toHaveLength(30);
    const gold = [{ item: 'jug', options: [{ name: 'Glaze', value: 'Gold' }], quantity: 2 }];
    expect(shop.file().links).toContainEqual(
      expect.objectContaining({ lines: gold, total: 12_000, adjustable: false }),
    );
    expect(await shop.links(['--items', 'plaque', '--yes'])).toMatchObject({ code: 2 });
  });

  it('is nothing for what is sold out, which stops nobody', async () => {
    const [jug, mug] = POTTERY.items;
    shop.write('catalog.json', { ...POTTERY, items: [jug, { ...mug, stock: 0 }] });
    const { code, stderr } = await shop.links(['--items', 'jug,mug', '--yes']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('mug is sold out') });
    expect(totals()).toEqual([4500, 6000]);
  });

  it('is any quantity of its items, where the buyer sets it', async () => {
    shop.write('catalog.json', POTTERY);
    await shop.links(['--items', 'mug', '--quantities', 'adjustable', '--yes']);
    expect(shop.file().links).toMatchObject([{ adjustable: true, total: 1800 }]);
    const [link] = await shop.account();
    const lines = await shop.stripe.paymentLinks.listLineItems(String(link?.id));
    expect(lines.data[0]?.adjustable_quantity).toEqual({ enabled: true, minimum: 1, maximum: 6 });
    const { stderr } = await shop.links(['--items', 'mug', '--quantities', 'adjustable', '--yes']);
    expect(stderr).toContain('make 0, keep 1.');
  });

  it('is a cart from a file', async () => {
    shop.write('catalog.json', POTTERY);
    const jug = { item: 'jug', quantity: 2, options: { Glaze: 'Gold' } };
    shop.write('carts.json', { version: 1, sets: [['mug', jug], [jug, 'mug'], ['mug']] });
    const { code } = await shop.links(['--sets', 'carts.json', '--yes']);
    expect(code).toBe(0);
    expect(totals()).toEqual([13_800, 1800]);
  });

  it('is a cart of as many lines as Stripe takes, all of which are compared', async () => {
    shop.sell(...Array.from({ length: 20 }, (_, index) => 1000 + index));
    shop.write('carts.json', { version: 1, sets: [Array.from({ length: 20 }, (_, index) => `item-${index + 1}`)] });
    expect((await shop.links(['--sets', 'carts.json', '--yes'])).code).toBe(0);
    expect(totals()).toEqual([20_190]);
    expect((await shop.links(['--sets', 'carts.json', '--yes'])).stderr).toContain('make 0, keep 1.');
  });

  it('is sold by the prices of the account, where the catalogue is there', async () => {
    const product = await shop.stripe.products.create({ name: 'Mug', metadata: { stripe_cart: '1' } });
    const price = { product: product.id, currency: 'eur', lookup_key: 'mug', transfer_lookup_key: true };
    const { id: old } = await shop.stripe.prices.create({ ...price, unit_amount: 1800 });
    const args = ['links', '--return-url', RETURN_URL, '--yes'];
    expect((await shop.run(args)).code).toBe(0);
    expect(shop.file()).toMatchObject({ items: [{ id: 'mug' }], links: [{ total: 1800 }] });

    await shop.stripe.prices.create({ ...price, unit_amount: 2000 });
    await shop.stripe.prices.update(old, { active: false });
    await shop.run(args);
    expect(totals()).toEqual([2000]);
    // Archiving a price switches its links off, and what is archived no link can sell.
    expect((await shop.account()).map(({ active }) => active)).toEqual([true, false]);
  });
});

describe('whose a link is', () => {
  it('is another shop’s in the same account, which is left alone', async () => {
    shop.sell(1000);
    await shop.links(['--yes']);
    const { stderr } = await shop.links(['--yes', '--prune', '--shop', 'bakery', '--out', 'bakery.json']);
    expect(stderr).toContain('make 1, keep 0.');
    expect((await shop.account()).map(({ active }) => active)).toEqual([true, true]);
    expect(shop.file('bakery.json').shop).toBe('bakery');
  });

  it('is asked about where a second file would take links that a first one names', async () => {
    shop.sell(1000, 1200);
    await shop.links(['--yes']);
    shop.sell(1100);
    const second = ['--yes', '--out', 'second.json'];
    const { code, stderr, calls } = await shop.links(second);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('needs its own --shop') });
    expect(stderr).toContain('already sells by 2 links of the shop "shop", 2 of which');
    expect(calls).toEqual({ 'paymentLinks.list': 1 });
    expect((await shop.links(['--dry-run', ...second])).code).toBe(0);
    const meant = await shop.links([...second, '--shop', 'shop']);
    expect(meant).toMatchObject({ code: 0, stderr: expect.stringContaining('needs its own --shop') });
  });

  it('is of its currency: a file in another replaces no link', async () => {
    const items = [{ id: 'mug', name: 'Mug', amounts: { eur: 1800, usd: 2000 } }];
    for (const currency of ['eur', 'usd']) {
      shop.write('catalog.json', { version: 1, currency, items });
      const { code } = await shop.links(['--yes', '--out', `${currency}.json`, '--shop', 'shop']);
      expect(code).toBe(0);
    }
    expect((await shop.account()).map(({ active }) => active)).toEqual([true, true]);
  });

  it('is asked of the link and not of its metadata', async () => {
    shop.sell(1000);
    await shop.links(['--yes']);
    const [ours] = await shop.account();
    const cheap = await shop.stripe.prices.create({
      currency: 'eur',
      unit_amount: 1,
      product_data: { name: 'Item 1' },
    });
    await shop.stripe.paymentLinks.update(String(ours?.id), {
      after_completion: { type: 'redirect', redirect: { url: 'https://elsewhere.example/' } },
    });
    await shop.stripe.paymentLinks.create({
      line_items: [{ price: cheap.id, quantity: 60 }],
      after_completion: { type: 'redirect', redirect: { url: `${RETURN_URL}?session_id={CHECKOUT_SESSION_ID}` } },
      metadata: { ...ours?.metadata },
    });
    const { stderr } = await shop.links(['--yes']);
    expect(stderr).toContain('make 1, keep 0, switch off 2 (2 changed)');
    const on = (await shop.account()).filter(({ active }) => active);
    expect(on.map(({ url }) => url)).toEqual(shop.file().links.map(({ url }) => url));
    expect((await shop.links(['--yes'])).stderr).toContain('make 0, keep 1.');
  });

  it('is sold on the terms it was made with, or made anew', async () => {
    const rate = {
      display_name: 'Post',
      type: 'fixed_amount' as const,
      fixed_amount: { amount: 500, currency: 'eur' },
    };
    const { id: post } = await shop.stripe.shippingRates.create(rate);
    const amounts = [1000, 1100, 1200, 1300];
    const items = amounts.map((eur) => ({ id: `item-${eur}`, name: 'Item', amounts: { eur }, shippable: true }));
    shop.write('catalog.json', { version: 1, currency: 'eur', items });
    const env = {
      CART_SHIPPING_COUNTRIES: 'DE,AT',
      CART_SHIPPING_RATES: post,
      CART_PROMOTION_CODES: 'true',
      CART_AUTOMATIC_TAX: 'true',
    };
    expect((await shop.links(['--yes'], { env })).stderr).toContain('make 4, keep 0.');
    const changes = [
      { allow_promotion_codes: false },
      { automatic_tax: { enabled: false } },
      { shipping_address_collection: { allowed_countries: ['DE' as const] } },
      { shipping_options: '' as const },
    ];
    expect((await shop.links(['--dry-run'], { env })).stderr).toContain('make 0, keep 4.');
    const links = await shop.account();
    for (const [index, change] of changes.entries()) {
      await shop.stripe.paymentLinks.update(String(links[index]?.id), change);
    }
    expect((await shop.links(['--yes'], { env })).stderr).toContain('make 4, keep 0, switch off 4 (4 changed)');
  });

  it('can be proved to a proxy that has its secret, and is made anew when that secret is gone', async () => {
    shop.sell(1000);
    const run = (secrets: string) => shop.links(['--yes'], { env: { CART_TOKEN_SECRET: secrets } });
    const [first, second] = ['q7Jw0c2cZp4h8mX1vT5yLr9sKd3fGa6b', 'Zb8nE4kQ2wR7tY1uI5oP9aS3dF6gH0jL'];
    await run(first);
    expect((await shop.account())[0]?.metadata).toMatchObject({ cart_kind: 'fixed-link', cart_shop: 'shop' });
    expect((await run(`${second},${first}`)).stderr).toContain('make 0, keep 1.');
    expect((await run(second)).stderr).toContain('make 1, keep 0, switch off 1 (1 changed)');
  });
});

describe('what the file has already', () => {
  it('is kept up to date beside what is asked for, unless only that is wanted', async () => {
    shop.sell(1000, 1200, 1500);
    await shop.links(['--items', 'item-1,item-2', '--up-to', '2', '--yes']);
    shop.sell(1000, 1300, 1500);
    const more = await shop.links(['--items', 'item-3', '--yes']);
    expect(more.stderr).toContain('make 3, keep 1, switch off 2 (2 replaced)');
    expect(totals()).toEqual([1000, 1300, 2300, 1500]);
    const one = await shop.links(['--items', 'item-3', '--only', '--prune', '--yes']);
    expect(one.stderr).toContain('make 0, keep 1, switch off 3 (3 unwanted)');
    expect(totals()).toEqual([1500]);
  });
});

describe('a currency', () => {
  it('is that of the items asked for, and another than the file’s with --only', async () => {
    for (const [lookup_key, currency] of [
      ['mug', 'eur'],
      ['pin', 'usd'],
    ] as const) {
      const product_data = { name: lookup_key, metadata: { stripe_cart: '1' } };
      await shop.stripe.prices.create({ lookup_key, currency, unit_amount: 900, product_data });
    }
    const run = (...args: string[]) => shop.run(['links', '--yes', '--items', ...args]);
    expect((await run('mug')).code).toBe(0);
    const both = await run('pin');
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('--items and --only') });
    expect((await run('pin', '--only')).code).toBe(0);
    expect(shop.file()).toMatchObject({ currency: 'usd', links: [{ total: 900 }] });
  });
});

describe('what is no longer wanted', () => {
  it('stays on and is told, until --prune switches it off', async () => {
    shop.sell(1000, 1200);
    await shop.links(['--up-to', '2', '--yes']);
    shop.sell(1000);
    const told = await shop.links(['--up-to', '2', '--yes']);
    expect(told.stderr).toContain('2 links of this shop are for carts that links.json does not have');
    expect(told.calls['paymentLinks.update']).toBeUndefined();
    const pruned = await shop.links(['--up-to', '2', '--yes', '--prune', '--json']);
    expect(JSON.parse(pruned.stdout)).toMatchObject({
      links: [{ total: 1000, state: 'kept' }],
      switchedOff: [{ reason: 'unwanted' }, { reason: 'unwanted' }],
      unwanted: [],
    });
    const on = (await shop.account()).filter(({ active }) => active);
    expect(on.map(({ url }) => url)).toEqual(shop.file().links.map(({ url }) => url));
  });
});

describe('what it looks like', () => {
  it.each([
    ['plain where it is not read on a terminal', {}, false],
    ['coloured where that is asked for', { FORCE_COLOR: '1' }, true],
    ['plain where NO_COLOR is set', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('is %s', async (_, env, coloured) => {
    shop.sell(1000);
    // A warning, in yellow, and the end before anything is asked of Stripe.
    const { stderr } = await shop.run(['links', '--catalog', 'catalog.json', '--confirm-count', '7'], { env });
    expect(stderr).toContain('Without --return-url');
    expect(stderr.includes('\u001b[')).toBe(coloured);
  });
});
