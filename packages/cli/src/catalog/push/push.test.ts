import { MARKER } from '@stripe-cart/proxy/links';
import { describe, expect, it } from 'vitest';
import { selling, usePushAccount, type Button } from './push-account.fixture.js';

const account = usePushAccount();

const writes = () => Object.entries(account.calls).filter(([name]) => /create|update/.test(name));
const priceOf = async (id: string) => {
  const [price] = (await account.stripe.prices.list({ lookup_keys: [id], expand: ['data.product'] })).data;
  if (!price || typeof price.product !== 'object' || price.product.deleted) throw new Error(`no price for ${id}`);
  return { ...price, product: price.product };
};

it('makes what is missing, and a second run makes nothing', async () => {
  const shop = selling(['mug', '12.50', 'data-item-min="2" data-item-max="6" data-item-step="2"'], ['bowl', '20']);
  expect((await account.push(shop)).done).toBe(true);
  expect(account.calls).toEqual({ 'prices.list': 2, 'prices.create': 2, 'products.update': 2 });
  expect(await priceOf('mug')).toMatchObject({
    unit_amount: 1250,
    currency: 'eur',
    metadata: { [MARKER]: '1', stripe_cart_min: '2', stripe_cart_max: '6', stripe_cart_step: '2' },
    product: { name: 'The mug', images: ['https://shop.example/mug.jpg'], metadata: { [MARKER]: '1' } },
  });
  expect(await account.onSale()).toEqual({ bowl: 2000, mug: 1250 });

  expect(await account.push(shop)).toEqual({ livemode: false, done: false, steps: [], undone: [], left: [] });
  expect(account.calls).toEqual({ 'prices.list': 1 });
});

it('does nothing with --dry-run, nor where nobody can be asked', async () => {
  const shop = selling(['mug', '12.50']);
  const dry = await account.push(shop, { dryRun: true });
  expect(dry).toMatchObject({ done: false, steps: [{ id: 'mug', what: 'new product and price, 12.50 eur' }] });
  expect(writes()).toEqual([]);
  await expect(account.push(shop, {})).rejects.toMatchObject({ code: 'not_confirmed' });
  expect(await account.onSale()).toEqual({});
});

it('follows a price by a new one that takes the lookup key, there and back again', async () => {
  for (const price of ['12.50', '13.00', '12.50', '13.00']) {
    await account.push(selling(['mug', price]));
    expect(await account.onSale()).toEqual({ mug: Number(price) * 100 });
  }
  const all = await account.stripe.prices.list({ limit: 10 });
  expect(all.data.map(({ active, lookup_key: key }) => [active, key])).toEqual([
    [true, 'mug'],
    [false, null],
    [false, null],
    [false, null],
  ]);
  expect((await account.stripe.products.list({ limit: 10 })).data).toHaveLength(1);
});

it('changes the default price before the old one goes', async () => {
  await account.push(selling(['mug', '12.50']));
  const { id, product } = await priceOf('mug');
  await account.stripe.products.update(product.id, { default_price: id });
  await account.push(selling(['mug', '13.00']));
  const now = await account.stripe.products.retrieve(product.id, { expand: ['default_price'] });
  expect(now.default_price).toMatchObject({ unit_amount: 1300, active: true });
});

it('takes over what was chosen in the Dashboard when a price follows another', async () => {
  await account.push(selling(['mug', '{"eur":12.50,"jpy":2000}']));
  const first = await priceOf('mug');
  await account.stripe.prices.update(first.id, {
    tax_behavior: 'inclusive',
    currency_options: {
      jpy: { unit_amount: 2000, tax_behavior: 'exclusive' },
      usd: { unit_amount: 1400, tax_behavior: 'exclusive' },
    },
  });
  await account.push(selling(['mug', '{"eur":13,"jpy":2100}']));
  const { id } = await priceOf('mug');
  const next = await account.stripe.prices.retrieve(id, { expand: ['currency_options'] });
  expect(id).not.toBe(first.id);
  expect(next).toMatchObject({ unit_amount: 1300, tax_behavior: 'inclusive' });
  expect(next.currency_options).toMatchObject({
    jpy: { unit_amount: 2100, tax_behavior: 'exclusive' },
    usd: { unit_amount: 1400, tax_behavior: 'exclusive' },
  });
  // What the page says goes before it.
  await account.push(selling(['mug', '13', 'data-item-has-taxes-included="false"']));
  expect(await priceOf('mug')).toMatchObject({ unit_amount: 1300, tax_behavior: 'exclusive' });
});

it('switches off the old price that a stopped run left on', async () => {
  await account.push(selling(['mug', '12.50']));
  const old = await priceOf('mug');
  // As far as a run came that was stopped between its two calls.
  await account.stripe.prices.create({
    currency: 'eur',
    unit_amount: 1300,
    lookup_key: 'mug',
    transfer_lookup_key: true,
    product: old.product.id,
    metadata: old.metadata,
  });
  expect(await account.onSale()).toEqual({ mug: 1300, [old.id]: 1250 });
  const { steps } = await account.push(selling(['mug', '13.00']));
  expect(steps).toEqual([{ id: 'mug', action: 'retire', what: 'the price it had before: off' }]);
  expect(await account.onSale()).toEqual({ mug: 1300 });
});

it('completes a product that a stopped run left without its texts', async () => {
  const metadata = { [MARKER]: '1', stripe_cart_item: 'mug' };
  await account.stripe.prices.create({
    currency: 'eur',
    unit_amount: 1250,
    lookup_key: 'mug',
    metadata,
    product_data: { name: 'The mug', metadata },
  });
  const { steps } = await account.push(selling(['mug', '12.50']));
  expect(steps.map(({ what }) => what)).toEqual(['product: delivery, image']);
  expect((await priceOf('mug')).product.images).toEqual(['https://shop.example/mug.jpg']);
});

it('changes texts and quantities in place, and leaves alone what no page speaks of', async () => {
  await account.push(selling(['mug', '12.50', 'data-item-max="6"']));
  const { id, product } = await priceOf('mug');
  await account.stripe.products.update(product.id, { description: 'By hand', metadata: { shelf: '4' } });
  const more = 'data-item-max="8" data-item-shippable="false" data-item-has-taxes-included="true"';
  const { steps } = await account.push(selling(['mug', '12.50', more]));
  expect(steps.map(({ what }) => what)).toEqual(['price: quantity, tax behaviour', 'product: delivery']);
  expect(await priceOf('mug')).toMatchObject({
    id,
    metadata: { stripe_cart_max: '8' },
    tax_behavior: 'inclusive',
    product: { description: 'By hand', shippable: false, metadata: { shelf: '4' } },
  });
  // A quantity that no page names any more is taken away again.
  await account.push(selling(['mug', '12.50', 'data-item-shippable="false" data-item-has-taxes-included="true"']));
  expect((await priceOf('mug')).metadata).not.toHaveProperty('stripe_cart_max');
});

it('keeps items with options out of Stripe, and switches off what was sold without them', async () => {
  await account.push(selling(['mug', '12.50'], ['bowl', '20']));
  const options = 'data-item-custom1-name="Glaze" data-item-custom1-options="Oat|Ink[+3.00]"';
  const { left } = await account.push(selling(['mug', '12.50', options], ['bowl', '20']));
  expect(left).toEqual([{ id: 'mug', why: 'options' }]);
  expect(await account.onSale()).toEqual({ bowl: 2000 });
  await account.push(selling(['mug', '12.50', options], ['bowl', '20']));
  expect(account.calls).toEqual({ 'prices.list': 1 });
});

it('takes nothing from others: an unmarked price of that name, and a product of several', async () => {
  const theirs = await account.stripe.products.create({ name: 'Theirs' });
  await account.stripe.prices.create({ product: theirs.id, currency: 'eur', unit_amount: 1, lookup_key: 'mug' });
  const tees = await account.stripe.products.create({ name: 'Tee', shippable: true, metadata: { [MARKER]: '1' } });
  for (const key of ['tee-s', 'tee-l']) {
    await account.stripe.prices.create({ product: tees.id, currency: 'eur', unit_amount: 2000, lookup_key: key });
  }
  const { left } = await account.push(selling(['mug', '12.50'], ['tee-s', '20'], ['tee-l', '22']));
  expect(left).toEqual([
    { id: 'mug', why: 'not_marked' },
    { id: 'tee-l', why: 'shared_product' },
    { id: 'tee-s', why: 'shared_product' },
  ]);
  expect(await priceOf('mug')).toMatchObject({ unit_amount: 1, active: true, product: { name: 'Theirs' } });
  expect((await account.stripe.products.retrieve(tees.id)).name).toBe('Tee');
  expect(await account.onSale()).toEqual({ 'tee-l': 2200, 'tee-s': 2000 });
});

it('says what is still for sale and in no page, and switches it off when asked to', async () => {
  await account.push(selling(['mug', '12.50'], ['bowl', '20']));
  const { left } = await account.push(selling(['mug', '12.50']));
  expect(left).toEqual([{ id: 'bowl', why: 'not_in_pages' }]);
  expect(await account.onSale()).toEqual({ bowl: 2000, mug: 1250 });
  await account.push(selling(['mug', '12.50']), { yes: true, prune: true });
  expect(await account.onSale()).toEqual({ mug: 1250 });
  // And back again, under the name it had.
  await account.push(selling(['mug', '12.50'], ['bowl', '20']));
  expect(await account.onSale()).toEqual({ bowl: 2000, mug: 1250 });
});

describe('a default price, which Stripe does not archive', () => {
  const makeDefault = async (id: string) => {
    const price = await priceOf(id);
    await account.stripe.products.update(price.product.id, { default_price: price.id });
    return price;
  };

  it('goes with its product, once, and comes back', async () => {
    await account.push(selling(['mug', '12.50'], ['bowl', '20']));
    await makeDefault('bowl');
    const prune = () => account.push(selling(['mug', '12.50']), { yes: true, prune: true });
    expect((await prune()).steps).toEqual([
      {
        id: 'bowl',
        action: 'retire',
        what: expect.stringMatching(/^in no page any more: off, by archiving its product/),
      },
    ]);
    expect(await account.onSale()).toEqual({ mug: 1250 });
    expect(await prune()).toMatchObject({ steps: [], left: [] });
    await account.push(selling(['mug', '12.50'], ['bowl', '20']));
    expect(await account.onSale()).toEqual({ bowl: 2000, mug: 1250 });
  });

  it('goes alone where its product has another that stays, though that one is followed by a new one', async () => {
    await account.push(selling(['tee-s', '20']));
    const small = await makeDefault('tee-s');
    const { product, metadata } = small;
    await account.stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: 2000,
      lookup_key: 'tee-l',
      metadata: { ...metadata, stripe_cart_item: 'tee-l' },
    });
    const { done } = await account.push(selling(['tee-l', '22']), { yes: true, prune: true });
    expect([done, await account.onSale()]).toEqual([true, { 'tee-l': 2200 }]);
  });
});

it('does the rest where Stripe refuses one, and says what was not done', async () => {
  await account.push(selling(['bowl', '20'], ['jug', '30']));
  // More than the eight digits that an amount has.
  const tooMuch: Button = ['bowl', '2000000', 'data-item-shippable="false"'];
  const { done, undone } = await account.push(selling(tooMuch, ['mug', '12.50']), { yes: true, prune: true });
  expect([done, undone]).toEqual([
    false,
    [
      { id: 'bowl', action: 'reprice', what: expect.any(String), why: expect.stringMatching(/^Stripe refuses: .+/) },
      { id: 'bowl', action: 'product', what: 'product: delivery', why: 'A step before it failed.' },
    ],
  ]);
  expect(await account.onSale()).toEqual({ bowl: 2000, mug: 1250 });
});

it('begins nothing more when Stripe itself fails', async () => {
  const all = ['a', 'b', 'c', 'd', 'e', 'f'];
  await account.push(selling(...all.map((id) => [id, '20'] as const)));
  const order = { operation: 'prices.update', kind: '500', times: 6, headers: { 'stripe-should-retry': 'false' } };
  await fetch(`${account.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(order) });
  const { undone } = await account.push(selling(['mug', '12.50']), { yes: true, prune: true });
  expect(undone.map(({ id }) => id).sort()).toEqual(all);
  // As many as are under way at a time.
  expect(account.calls['prices.update']).toBe(4);
});

it('has prices in other currencies beside the shop’s own', async () => {
  for (const price of ['{"eur":12.50,"jpy":2000}', '{"eur":12.50,"jpy":2100}'])
    await account.push(selling(['mug', price]));
  const { data } = await account.stripe.prices.list({ lookup_keys: ['mug'], expand: ['data.currency_options'] });
  expect(data).toMatchObject([{ unit_amount: 1250, currency_options: { jpy: { unit_amount: 2100 } } }]);
  await account.push(selling(['mug', '{"eur":12.50,"jpy":2100}']));
  expect(writes()).toEqual([]);
});

it('is not on sale while it is sold out', async () => {
  await account.push(selling(['mug', '12.50']));
  const { items, ...shop } = selling(['mug', '12.50']);
  await account.push({ ...shop, items: items.map((item) => ({ ...item, stock: 0 })) });
  expect((await priceOf('mug')).product.active).toBe(false);
  await account.push(selling(['mug', '12.50']));
  expect((await priceOf('mug')).product.active).toBe(true);
});

it('says which currency stays in Stripe after the pages have dropped it', async () => {
  await account.push(selling(['mug', '{"eur":12.50,"jpy":2000}']));
  const { steps, left } = await account.push(selling(['mug', '12.50']));
  expect([steps, left]).toEqual([[], [{ id: 'mug', why: 'other_currencies', currencies: ['jpy'] }]]);
});
