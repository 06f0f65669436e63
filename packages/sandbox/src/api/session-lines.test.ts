import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
const line = (extra = {}) => ({ price_data: MUG, quantity: 1, ...extra });
const cents = (currency: string, unitAmount: number) => ({
  price_data: { currency, unit_amount: unitAmount, product_data: { name: 'Mug' } },
  quantity: 1,
});

describe('what is sold', () => {
  test('[line-items] there must be something, and [line-items-limit] at most 100 of it', async () => {
    expect(await refusal(account.session({ line_items: [] }))).toMatchObject({
      code: 'parameter_missing',
      param: 'line_items',
    });
    const lines = Array.from({ length: 101 }, () => line());
    const session = await account.session({ line_items: lines.slice(0, 100) });
    expect(session.amount_total).toBe(150_000);
    expect(await refusal(account.session({ line_items: lines }))).toMatchObject({ param: 'line_items' });
  });

  test('[line-item-price] a line has one price', async () => {
    const price = await account.price();
    expect(await refusal(account.session({ line_items: [{ quantity: 1 }] }))).toMatchObject({
      param: 'line_items[0][price]',
    });
    const both = account.session({ line_items: [{ price: price.id, price_data: MUG, quantity: 1 }] });
    expect(await refusal(both)).toMatchObject({ param: 'line_items[0][price]' });
  });

  test.each([0, -1, 1_000_000])('[line-item-quantity] not %i of it', async (quantity) => {
    expect(await refusal(account.session({ line_items: [line({ quantity })] }))).toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'line_items[0][quantity]',
    });
  });

  test('[line-item-quantity] a quantity must be said', async () => {
    expect(await refusal(account.session({ line_items: [{ price_data: MUG }] }))).toMatchObject({
      code: 'parameter_missing',
      param: 'line_items[0][quantity]',
    });
  });

  test('[line-item-metadata] metadata of a line comes back on it', async () => {
    const session = await account.session({ line_items: [line({ metadata: { item: 'mug', colour: 'red' } })] });
    const { data } = await account.stripe.checkout.sessions.listLineItems(session.id);
    expect(data[0]?.metadata).toEqual({ item: 'mug', colour: 'red' });
  });

  test('[inactive-price] neither an inactive price nor one of an inactive product', async () => {
    const price = await account.price();
    await account.stripe.prices.update(price.id, { active: false });
    const sell = () => account.session({ line_items: [{ price: price.id, quantity: 1 }] });
    expect(await refusal(sell())).toMatchObject({ status: 400, param: 'line_items[0][price]' });
    await account.stripe.prices.update(price.id, { active: true });
    await sell();
    await account.stripe.products.update(String(price.product), { active: false });
    expect(await refusal(sell())).toMatchObject({ status: 400, param: 'line_items[0][price]' });
  });

  test('[inline-price] what price_data makes is not for sale elsewhere', async () => {
    const session = await account.session();
    const { data } = await account.stripe.checkout.sessions.listLineItems(session.id, {
      expand: ['data.price.product'],
    });
    expect(data[0]?.price).toMatchObject({ active: false, product: { name: 'Mug', active: false } });
  });

  test('[recurring-in-payment] nothing that recurs', async () => {
    const price = await account.price({ recurring: { interval: 'month' } });
    const stored = account.session({ line_items: [{ price: price.id, quantity: 1 }] });
    expect(await refusal(stored)).toMatchObject({ param: 'line_items[0][price]' });
    const inline = account.session({
      line_items: [{ price_data: { ...MUG, recurring: { interval: 'month' } }, quantity: 1 }],
    });
    expect(await refusal(inline)).toMatchObject({ param: 'line_items[0][price]' });
  });

  test('[one-currency] one currency throughout', async () => {
    expect(await refusal(account.session({ line_items: [cents('usd', 100), cents('eur', 100)] }))).toMatchObject({
      param: 'line_items',
    });
    const shipping = {
      display_name: 'Post',
      type: 'fixed_amount',
      fixed_amount: { amount: 500, currency: 'eur' },
    } as const;
    expect(await refusal(account.session({ shipping_options: [{ shipping_rate_data: shipping }] }))).toMatchObject({
      status: 400,
    });
    expect(await refusal(account.session({ currency: 'eur' }))).toMatchObject({ param: 'currency' });
  });

  test('a refused session leaves nothing behind', async () => {
    await refusal(account.session({ line_items: [line(), { price: 'price_0', quantity: 1 }] }));
    expect((await account.stripe.products.list()).data).toEqual([]);
    expect((await account.stripe.checkout.sessions.list()).data).toEqual([]);
    expect((await account.ledger()).filter((entry) => entry.kind === 'object')).toEqual([]);
  });
});

describe('amounts', () => {
  test.each([
    ['usd', 49, 50],
    ['gbp', 29, 30],
    ['jpy', 49, 50],
    ['huf', 17_499, 17_500],
  ])('[amount-too-small] in %s %i is too little and %i is enough', async (currency, little, enough) => {
    expect(await refusal(account.session({ line_items: [cents(currency, little)] }))).toMatchObject({
      status: 400,
      code: 'amount_too_small',
    });
    expect((await account.session({ line_items: [cents(currency, enough)] })).amount_total).toBe(enough);
  });

  test('[amount-too-large] eight digits and no more, for a price and for the total', async () => {
    await account.session({ line_items: [cents('usd', 99_999_999)] });
    expect(await refusal(account.session({ line_items: [cents('usd', 100_000_000)] }))).toMatchObject({
      code: 'amount_too_large',
    });
    const two = account.session({ line_items: [{ ...cents('usd', 50_000_000), quantity: 2 }] });
    expect(await refusal(two)).toMatchObject({ code: 'amount_too_large' });
  });

  test('[currency-step] thousandths end in 0, and crowns and shillings are whole', async () => {
    await account.session({ line_items: [cents('kwd', 5120)] });
    expect(await refusal(account.session({ line_items: [cents('kwd', 5124)] }))).toMatchObject({ status: 400 });
    await account.session({ line_items: [cents('isk', 50_000)] });
    expect(await refusal(account.session({ line_items: [cents('isk', 50_050)] }))).toMatchObject({ status: 400 });
  });

  test.each(['xxx', 'USD', 'btc'])('[currency] %s is none of Stripe’s', async (currency) => {
    expect(await refusal(account.session({ line_items: [cents(currency, 100)] }))).toMatchObject({
      param: 'line_items[0][price_data][currency]',
    });
  });
});

describe('shipping', () => {
  test('[shipping-options] rates by id and by data, the first one chosen', async () => {
    const rate = await account.stripe.shippingRates.create({
      display_name: 'Post',
      type: 'fixed_amount',
      fixed_amount: { amount: 500, currency: 'usd' },
    });
    const fast = {
      display_name: 'Courier',
      type: 'fixed_amount',
      fixed_amount: { amount: 1200, currency: 'usd' },
    } as const;
    const session = await account.session({
      shipping_address_collection: { allowed_countries: ['DE', 'AT'] },
      shipping_options: [{ shipping_rate: rate.id }, { shipping_rate_data: fast }],
    });
    expect(session).toMatchObject({
      amount_subtotal: 1500,
      amount_total: 2000,
      shipping_cost: { amount_total: 500, shipping_rate: rate.id },
      total_details: { amount_shipping: 500 },
      shipping_address_collection: { allowed_countries: ['DE', 'AT'] },
    });
    expect(session.shipping_options.map((option) => option.shipping_amount)).toEqual([500, 1200]);
    const expanded = await account.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['shipping_cost.shipping_rate', 'shipping_options.shipping_rate'],
    });
    expect(expanded.shipping_cost?.shipping_rate).toMatchObject({ display_name: 'Post' });
    expect(expanded.shipping_options[1]?.shipping_rate).toMatchObject({ display_name: 'Courier' });
    expect((await account.stripe.shippingRates.list({ currency: 'usd', active: true })).data).toHaveLength(2);
  });

  test('[shipping-options] at most five, each one thing', async () => {
    const option = { shipping_rate_data: { display_name: 'Post', fixed_amount: { amount: 500, currency: 'usd' } } };
    await account.session({ shipping_options: Array.from({ length: 5 }, () => option) });
    const six = account.session({ shipping_options: Array.from({ length: 6 }, () => option) });
    expect(await refusal(six)).toMatchObject({ param: 'shipping_options' });
    const both = account.session({ shipping_options: [{ shipping_rate: 'shr_0', ...option }] });
    expect(await refusal(both)).toMatchObject({ param: 'shipping_options[0]' });
    const unknown = account.session({ shipping_options: [{ shipping_rate: 'shr_0' }] });
    expect(await refusal(unknown)).toMatchObject({
      code: 'resource_missing',
      param: 'shipping_options[0][shipping_rate]',
    });
  });

  test('[shipping-countries] countries are Stripe’s', async () => {
    const to = (country: string) =>
      account.session({ shipping_address_collection: { allowed_countries: [country as 'DE'] } });
    await to('DE');
    expect(await refusal(to('XX'))).toMatchObject({ param: 'shipping_address_collection[allowed_countries][0]' });
  });

  test('[shipping-rate] a rate has a short name and an amount', async () => {
    const amount = { fixed_amount: { amount: 500, currency: 'usd' }, type: 'fixed_amount' } as const;
    const long = account.stripe.shippingRates.create({ display_name: 'n'.repeat(101), ...amount });
    expect(await refusal(long)).toMatchObject({ param: 'display_name' });
    const free = account.stripe.shippingRates.create({ display_name: 'Post', type: 'fixed_amount' });
    expect(await refusal(free)).toMatchObject({ code: 'parameter_missing', param: 'fixed_amount' });
  });
});
