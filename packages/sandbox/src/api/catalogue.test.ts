import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';

const account = useAccount();

describe('products', () => {
  test('are created, changed and listed', async () => {
    const mug = await account.stripe.products.create({
      name: 'Mug',
      description: 'Blue',
      metadata: { stripe_cart: '1' },
      shippable: true,
    });
    await account.stripe.products.create({ name: 'Cup', active: false });
    expect(mug).toMatchObject({
      object: 'product',
      active: true,
      name: 'Mug',
      description: 'Blue',
      metadata: { stripe_cart: '1' },
    });
    expect((await account.stripe.products.list({ active: true })).data.map(({ name }) => name)).toEqual(['Mug']);
    expect((await account.stripe.products.list({ ids: [mug.id] })).data).toHaveLength(1);
    const changed = await account.stripe.products.update(mug.id, {
      name: 'Big mug',
      description: '',
      metadata: { size: 'L' },
      tax_code: 'txcd_99999999',
      unit_label: 'mug',
      url: 'https://shop.example/mug',
    });
    expect(changed).toMatchObject({ name: 'Big mug', description: null, metadata: { stripe_cart: '1', size: 'L' } });
    expect(changed).toMatchObject({ tax_code: 'txcd_99999999', unit_label: 'mug', url: 'https://shop.example/mug' });
    const cleared = await account.stripe.products.update(mug.id, { tax_code: '', unit_label: '', url: '' });
    expect([cleared.tax_code, cleared.unit_label, cleared.url]).toEqual([null, null, null]);
  });

  test('[product-id] keep the id they are given, which is taken once', async () => {
    await account.stripe.products.create({ id: 'mug', name: 'Mug' });
    expect(await refusal(account.stripe.products.create({ id: 'mug', name: 'Mug' }))).toMatchObject({
      code: 'resource_already_exists',
    });
  });

  test('[product-images] show eight images at most', async () => {
    const images = Array.from({ length: 9 }, (_, index) => `https://shop.example/${index}.png`);
    await account.stripe.products.create({ name: 'Mug', images: images.slice(1) });
    expect(await refusal(account.stripe.products.create({ name: 'Mug', images }))).toMatchObject({ param: 'images' });
    const relative = account.stripe.products.create({ name: 'Mug', images: ['/mug.png'] });
    expect(await refusal(relative)).toMatchObject({ code: 'url_invalid', param: 'images' });
  });
});

test('[tax-code] a tax code looks like one', async () => {
  await account.stripe.products.create({ name: 'Mug', tax_code: 'txcd_99999999' });
  expect(await refusal(account.stripe.products.create({ name: 'Mug', tax_code: 'general' }))).toMatchObject({
    param: 'tax_code',
  });
});

describe('prices', () => {
  test('are found by lookup key, product, currency and whether they are active', async () => {
    const mug = await account.price({ lookup_key: 'mug', metadata: { stripe_cart: '1' } });
    const cup = await account.price({ lookup_key: 'cup', currency: 'eur' });
    const found = async (filter: object) => (await account.stripe.prices.list(filter)).data.map(({ id }) => id);
    expect(await found({ lookup_keys: ['mug', 'none'] })).toEqual([mug.id]);
    expect(await found({ currency: 'eur' })).toEqual([cup.id]);
    expect(await found({ product: String(mug.product) })).toEqual([mug.id]);
    await account.stripe.prices.update(mug.id, { active: false });
    expect(await found({ active: true })).toEqual([cup.id]);
    expect(await found({ active: false })).toEqual([mug.id]);
    expect(mug).toMatchObject({ type: 'one_time', unit_amount: 1500, metadata: { stripe_cart: '1' } });
  });

  test('[price-amount] have one amount, which is not negative', async () => {
    expect(await refusal(account.price({ unit_amount_decimal: '1500' as never }))).toMatchObject({
      code: 'parameters_exclusive',
    });
    const none = account.stripe.prices.create({ currency: 'usd', product_data: { name: 'Mug' } });
    expect(await refusal(none)).toMatchObject({ code: 'parameter_missing', param: 'unit_amount' });
    expect(await refusal(account.price({ unit_amount: -1 }))).toMatchObject({ code: 'parameter_invalid_integer' });
    const decimal = await account.form('/v1/prices', 'currency=usd&product_data[name]=Mug&unit_amount_decimal=1500');
    expect(await decimal.json()).toMatchObject({ unit_amount: 1500, unit_amount_decimal: '1500' });
    const fraction = await account.form('/v1/prices', 'currency=usd&product_data[name]=Mug&unit_amount_decimal=0.5');
    expect(await fraction.json()).toMatchObject({ error: { code: 'sandbox_not_covered' } });
  });

  test('[price-product] belong to one product', async () => {
    const none = account.stripe.prices.create({ currency: 'usd', unit_amount: 100 });
    expect(await refusal(none)).toMatchObject({ code: 'parameter_missing', param: 'product' });
    expect(await refusal(account.price({ product: 'prod_0' }))).toMatchObject({ code: 'parameters_exclusive' });
    const both = account.session({ line_items: [{ price_data: { ...MUG, product: 'prod_0' }, quantity: 1 }] });
    expect(await refusal(both)).toMatchObject({ param: 'line_items[0][price_data][product]' });
  });

  test('[lookup-key] a lookup key moves only when told to', async () => {
    await account.price({ lookup_key: 'k'.repeat(200) });
    expect(await refusal(account.price({ lookup_key: 'k'.repeat(201) }))).toMatchObject({ param: 'lookup_key' });
    const old = await account.price({ lookup_key: 'mug' });
    expect(await refusal(account.price({ lookup_key: 'mug' }))).toMatchObject({ param: 'lookup_key' });
    const next = await account.price({ lookup_key: 'mug', transfer_lookup_key: true, unit_amount: 1700 });
    expect((await account.stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
    expect((await account.stripe.prices.list({ lookup_keys: ['mug'] })).data.map(({ id }) => id)).toEqual([next.id]);
    expect(await refusal(account.stripe.prices.update(old.id, { lookup_key: 'mug' }))).toMatchObject({ status: 400 });
    await account.stripe.prices.update(old.id, { lookup_key: 'mug', transfer_lookup_key: true });
    expect((await account.stripe.prices.retrieve(next.id)).lookup_key).toBeNull();
  });

  test('[tax-behavior] tell once how they are taxed', async () => {
    const price = await account.price();
    const set = (behavior: 'inclusive' | 'exclusive') =>
      account.stripe.prices.update(price.id, { tax_behavior: behavior });
    expect((await set('inclusive')).tax_behavior).toBe('inclusive');
    await set('inclusive');
    expect(await refusal(set('exclusive'))).toMatchObject({ status: 400, param: 'tax_behavior' });
  });

  test('[currency-options] have amounts in other currencies, which a sale may be in', async () => {
    const price = await account.price({ currency_options: { eur: { unit_amount: 1400 }, jpy: { unit_amount: 220 } } });
    expect(price.currency_options).toBeUndefined();
    const options = async () => {
      const { data } = await account.stripe.prices.list({ expand: ['data.currency_options'] });
      return Object.entries(data[0]?.currency_options ?? {}).map(([code, { unit_amount: amount }]) => [code, amount]);
    };
    expect(await options()).toEqual([
      ['usd', 1500],
      ['eur', 1400],
      ['jpy', 220],
    ]);
    await account.stripe.prices.update(price.id, { currency_options: { eur: { unit_amount: 1300 } } });
    const lines = [{ price: price.id, quantity: 2 }];
    const session = await account.session({ currency: 'eur', line_items: lines, expand: ['line_items'] });
    expect(session).toMatchObject({
      currency: 'eur',
      amount_total: 2600,
      line_items: { data: [{ currency: 'eur', amount_total: 2600, price: { currency: 'usd', unit_amount: 1500 } }] },
    });
    expect((await account.session({ line_items: lines })).amount_total).toBe(3000);
    expect((await account.stripe.paymentLinks.create({ currency: 'jpy', line_items: lines })).currency).toBe('jpy');
    expect(await refusal(account.session({ currency: 'gbp', line_items: lines }))).toMatchObject({ param: 'currency' });
    await account.stripe.prices.update(price.id, { currency_options: '' });
    expect(await options()).toEqual([['usd', 1500]]);
    const wrong: [Stripe.PriceCreateParams['currency_options'] & object, string][] = [
      [{ usd: { unit_amount: 1 } }, 'currency_options[usd]'],
      [{ xxx: { unit_amount: 1 } }, 'currency_options[xxx][currency]'],
      [{ eur: { unit_amount: -1 } }, 'currency_options[eur][unit_amount]'],
      [{ eur: { tax_behavior: 'inclusive' } }, 'currency_options[eur][unit_amount]'],
    ];
    for (const [given, param] of wrong) {
      expect(await refusal(account.price({ currency_options: given }))).toMatchObject({ status: 400, param });
    }
  });

  test('[default-price] stay for sale while they are the default of their product', async () => {
    const price = await account.price();
    const product = String(price.product);
    const other = await account.stripe.prices.create({ currency: 'usd', unit_amount: 1700, product });
    const foreign = await account.price();
    const makeDefault = (id: string) => account.stripe.products.update(product, { default_price: id });
    expect(await refusal(makeDefault(foreign.id))).toMatchObject({ code: 'resource_missing', param: 'default_price' });
    await makeDefault(price.id);
    const archive = () => account.stripe.prices.update(price.id, { active: false });
    expect(await refusal(archive())).toMatchObject({ status: 400, param: 'active' });
    await makeDefault(other.id);
    expect((await archive()).active).toBe(false);
  });

  test('[archived] take with them the payment links that sell them', async () => {
    const price = await account.price();
    const other = await account.price({ product: String(price.product), product_data: undefined as never });
    const selling = (id: string) =>
      account.stripe.paymentLinks.create({ line_items: [{ price: id, quantity: 1 }], expand: ['line_items'] });
    const links = [await selling(price.id), await selling(other.id)];
    const active = async () =>
      Promise.all(links.map(async ({ id }) => (await account.stripe.paymentLinks.retrieve(id)).active));
    await account.stripe.prices.update(price.id, { active: false });
    expect(await active()).toEqual([false, true]);
    const on = () => account.stripe.paymentLinks.update(String(links[0]?.id), { active: true });
    expect(await refusal(on())).toMatchObject({ status: 400, param: 'active' });
    await account.stripe.products.update(String(price.product), { active: false });
    expect(await active()).toEqual([false, false]);
    await account.stripe.products.update(String(price.product), { active: true });
    await account.stripe.prices.update(price.id, { active: true });
    expect(await active()).toEqual([false, false]);
    expect((await on()).active).toBe(true);
  });

  test('[lookup-keys] ten lookup keys can be asked for', async () => {
    const keys = Array.from({ length: 11 }, (_, index) => `key-${index}`);
    await account.stripe.prices.list({ lookup_keys: keys.slice(1) });
    expect(await refusal(account.stripe.prices.list({ lookup_keys: keys }))).toMatchObject({ param: 'lookup_keys' });
  });
});

describe('metadata', () => {
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'v']));

  test('[metadata-limits] 50 keys of 40 characters with 500 each, and not one more', async () => {
    const create = (metadata: Record<string, string>) => account.stripe.products.create({ name: 'Mug', metadata });
    await create({ ...keys(48), ['k'.repeat(40)]: 'v', long: '😀'.repeat(500) });
    expect(await refusal(create(keys(51)))).toMatchObject({ status: 400, param: 'metadata' });
    expect((await refusal(create({ ['k'.repeat(41)]: 'v' }))).status).toBe(400);
    expect(await refusal(create({ long: 'v'.repeat(501) }))).toMatchObject({ param: 'metadata[long]' });
  });

  test('[metadata-limits] the limit counts what is there already, on every kind of object', async () => {
    const product = await account.stripe.products.create({ name: 'Mug', metadata: keys(50) });
    expect((await refusal(account.stripe.products.update(product.id, { metadata: { more: 'v' } }))).status).toBe(400);
    await account.stripe.products.update(product.id, { metadata: { key0: '', more: 'v' } });
    const tooMany = keys(51);
    expect(await refusal(account.session({ metadata: tooMany }))).toMatchObject({ param: 'metadata' });
    const intent = account.session({ payment_intent_data: { metadata: tooMany } });
    expect(await refusal(intent)).toMatchObject({ param: 'payment_intent_data[metadata]' });
    const line = account.session({ line_items: [{ price_data: MUG, quantity: 1, metadata: tooMany }] });
    expect(await refusal(line)).toMatchObject({ param: 'line_items[0][metadata]' });
  });

  test('[metadata-merge] keys that look like something else are only keys', async () => {
    const metadata = { constructor: '1', toString: '2', hasOwnProperty: '3' };
    expect((await account.stripe.products.create({ name: 'Mug', metadata })).metadata).toEqual(metadata);
  });
});

test('[email] an e-mail address looks like one', async () => {
  await account.stripe.customers.create({ email: 'ann@example.com' });
  expect(await refusal(account.stripe.customers.create({ email: 'ann' }))).toMatchObject({
    code: 'email_invalid',
    param: 'email',
  });
  expect(await refusal(account.session({ customer_email: 'ann' }))).toMatchObject({
    code: 'email_invalid',
    param: 'customer_email',
  });
});
