import { expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';

const account = useAccount();

test('[expand] ids become objects, through lists and over several levels', async () => {
  const price = await account.price();
  const customer = await account.stripe.customers.create({ name: 'Ann' });
  const { id } = await account.session({ line_items: [{ price: price.id, quantity: 2 }], customer: customer.id });
  await account.buyer(id, 'pay');
  const plain = await account.stripe.checkout.sessions.retrieve(id);
  expect([typeof plain.payment_intent, plain.customer, plain.line_items]).toEqual(['string', customer.id, undefined]);

  const full = await account.stripe.checkout.sessions.retrieve(id, {
    expand: ['line_items', 'line_items.data.price.product', 'payment_intent.latest_charge', 'customer'],
  });
  expect(full).toMatchObject({
    customer: { name: 'Ann' },
    line_items: { data: [{ quantity: 2, price: { id: price.id, product: { name: 'Mug' } } }] },
    payment_intent: { latest_charge: { object: 'charge', refunded: false, amount_refunded: 0, disputed: false } },
  });
  const prices = await account.stripe.prices.list({ expand: ['data.product'] });
  expect(prices.data[0]?.product).toMatchObject({ name: 'Mug' });
  expect(typeof (await account.stripe.prices.retrieve(price.id)).product).toBe('string');
});

test('[expand] what price_data said of a product is found again through the line it made', async () => {
  const told = { cart_item: 'mug', cart_option_1: 'Glaze: blue' };
  const product = { name: 'Mug', metadata: told };
  const line = { price_data: { currency: 'usd', unit_amount: 900, product_data: product }, quantity: 1 };
  const expand = ['line_items.data.price.product'];
  const session = await account.session({ line_items: [line], expand });
  const link = await account.stripe.paymentLinks.create({ line_items: [line], expand });
  const of = { data: [{ price: { product: { name: 'Mug', metadata: told } } }] };
  expect([session.line_items, link.line_items]).toMatchObject([of, of]);
  const opened = await account.raw(new URL(link.url).pathname);
  const id = String(opened.headers.get('location')).split('/').at(-1) ?? '';
  const from = await account.stripe.checkout.sessions.retrieve(id, { expand: [...expand, 'payment_link'] });
  expect(from).toMatchObject({ line_items: of, payment_link: { id: link.id, url: link.url } });
  // Expanding is an answer, not a change: who asks for less gets less.
  const later = await account.stripe.paymentLinks.listLineItems(link.id);
  expect(later.data.map(({ price }) => typeof price?.product)).toEqual(['string']);
});

test('[expand] what is null stays null', async () => {
  const { id } = await account.session();
  const session = await account.stripe.checkout.sessions.retrieve(id, {
    expand: ['payment_intent.latest_charge', 'customer'],
  });
  expect([session.payment_intent, session.customer]).toEqual([null, null]);
});

test.each(['nothing', 'status', 'line_items.data.nothing', 'metadata.shop'])('[expand] %s cannot be', async (path) => {
  const { id } = await account.session({ metadata: { shop: 'a' } });
  const call = account.stripe.checkout.sessions.retrieve(id, { expand: [path] });
  expect(await refusal(call)).toMatchObject({ status: 400, param: 'expand[0]' });
});

test('[expand] not more than four levels deep', async () => {
  const { id } = await account.session();
  const path = 'payment_intent.latest_charge.payment_intent.latest_charge.payment_intent';
  const call = account.stripe.checkout.sessions.retrieve(id, { expand: [path] });
  expect((await refusal(call)).message).toContain('4 levels');
});

test('[expand] [not-covered] objects that are not kept are not made up', async () => {
  const { id } = await account.session();
  await account.buyer(id, 'pay');
  const call = account.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.payment_method'] });
  expect(await refusal(call)).toMatchObject({ code: 'sandbox_not_covered' });
});
