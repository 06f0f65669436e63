/**
 * Stripe calls a sale costs, counted by the sandbox's ledger. A call is worth fifty times what any choice of framework
 * is, and Stripe's rate limit is what a busy shop, or somebody who means it harm, runs into first.
 */
import type { CheckoutMode, CheckoutReply, OrderReply } from '@stripe-cart/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cartOf, checkoutOf, openStand, sessionOf, tokenOf, UNIT_AMOUNT, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
  await stand.send('catalog');
});
afterAll(() => stand.close());

/** A session with more lines than Stripe expands at once costs one more look (10, stripe 23.1.0, `ApiList.has_more`). */
const looksFor = (lines: number) => (lines > 10 ? 2 : 1);

const SALES = (['hosted', 'elements', 'link'] as CheckoutMode[]).flatMap((mode) =>
  // A payment link takes 20 lines (stripe 23.1.0, PaymentLinks.d.ts, `PaymentLinkCreateParams.line_items`).
  (mode === 'link' ? [1, 3, 20] : [1, 3, 20, 100]).map((count) => ({ mode, count })),
);

describe.each(SALES)('a cart of $count lines, $mode', ({ mode, count }) => {
  it(`costs 1 call to start, 1 to come back, and ${looksFor(count)} each time it is verified`, async () => {
    const lines = cartOf(count);
    let reply: CheckoutReply | undefined;
    const starting = await stand.callsDuring(async () => {
      reply = (await (await stand.send('checkout', checkoutOf(lines, mode))).json()) as CheckoutReply;
    });
    expect(starting).toEqual([mode === 'link' ? 'paymentLinks.create' : 'checkout.sessions.create']);
    if (!reply) throw new Error('No reply.');

    const back = await stand.pay(await sessionOf(reply));
    let page: URL | undefined;
    const returning = await stand.callsDuring(async () => {
      page = await stand.land(back.href);
    });
    expect(returning).toEqual(['checkout.sessions.retrieve']);
    if (!page) throw new Error('No page.');

    const token = tokenOf(page);
    let order: OrderReply | undefined;
    const asking = await stand.callsDuring(async () => {
      order = (await (await stand.send('order', { by: 'order', token })).json()) as OrderReply;
    });
    expect(asking).toHaveLength(looksFor(count));
    expect(order).toMatchObject({ status: 'paid', totals: { total: count * UNIT_AMOUNT } });
    console.log(
      `${mode}, ${count} lines: start ${starting.length}, return ${returning.length}, order ${asking.length}`,
    );
  });
});

describe('a payment link', () => {
  // What is open, then what is complete: what anybody's visits began and nobody paid is not read.
  const SESSIONS = ['checkout.sessions.list', 'checkout.sessions.list'];
  const LOOK = ['paymentLinks.retrieve', ...SESSIONS];
  const CLOSE = ['paymentLinks.update', ...SESSIONS];
  const checkout = async (request: object) =>
    (await (await stand.send('checkout', request)).json()) as Extract<CheckoutReply, { status: 'open' }>;
  const superseding = (cart: ReturnType<typeof checkoutOf>, resume: string) => ({
    ...checkoutOf(cartOf(2), 'link'),
    attempt: cart.attempt,
    resume,
  });

  it('costs 3 calls to go back to, and 7 to replace where nobody has opened it', async () => {
    const cart = checkoutOf(cartOf(1), 'link');
    const { resume } = await checkout(cart);
    expect(await stand.callsDuring(() => checkout({ ...cart, resume }))).toEqual(LOOK);
    const replacing = await stand.callsDuring(() => checkout(superseding(cart, resume)));
    expect(replacing).toEqual([...LOOK, ...CLOSE, 'paymentLinks.create']);
    console.log(`link: go back ${LOOK.length}, replace ${replacing.length}`);
  });

  it('costs 3 more to replace where one session was opened, and 1 for each beyond', async () => {
    for (const opened of [1, 3]) {
      const cart = checkoutOf(cartOf(1), 'link');
      const reply = await checkout(cart);
      for (let n = 0; n < opened; n += 1) await sessionOf(reply);
      const replacing = await stand.callsDuring(() => checkout(superseding(cart, reply.resume)));
      expect(replacing).toHaveLength(7 + 2 + opened);
      expect(replacing.filter((call) => call === 'checkout.sessions.expire')).toHaveLength(opened);
    }
  });

  it('costs 3 calls to find out that it is paid, and its order 4 by the resume token', async () => {
    const cart = checkoutOf(cartOf(1), 'link');
    const reply = await checkout(cart);
    await stand.pay(await sessionOf(reply));
    const { resume } = reply;
    expect(await stand.callsDuring(() => checkout({ ...cart, resume }))).toEqual(LOOK);
    const asking = await stand.callsDuring(() => stand.send('order', { by: 'resume', token: resume }));
    expect(asking).toEqual([...LOOK, 'checkout.sessions.retrieve']);
  });
});

describe('a form without JavaScript', () => {
  it('costs 1 call, and none when it is refused', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sending = (fields: string, more = {}) =>
      stand.callsDuring(() => stand.send('checkout', fields, { ...form, ...more }));
    expect(await sending('item=item-1&quantity=2')).toEqual(['checkout.sessions.create']);
    expect(await sending('item=item-1&price=1')).toEqual([]);
    expect(await sending('item=item-1', { origin: 'https://evil.example' })).toEqual([]);
  });
});

describe('what is refused costs none', () => {
  const cart = checkoutOf(cartOf(1));
  const line = cart.lines[0];
  const token = 'a.b.c.d.e';
  const refused: [string, () => Promise<Response>, number][] = [
    ['broken JSON', () => stand.send('checkout', '{'), 400],
    ['an amount in a line', () => stand.send('checkout', { ...cart, lines: [{ ...line, unit_amount: 1 }] }), 422],
    ['a field beside the cart', () => stand.send('checkout', { ...cart, discounts: [] }), 422],
    [
      'an item of another catalogue',
      () => stand.send('checkout', { ...cart, lines: [{ ...line, item: 'price_123' }] }),
      422,
    ],
    ['a negative quantity', () => stand.send('checkout', { ...cart, lines: [{ ...line, quantity: -1 }] }), 422],
    ['too many of a thing', () => stand.send('checkout', { ...cart, lines: [{ ...line, quantity: 100 }] }), 422],
    ['an empty cart', () => stand.send('checkout', { ...cart, lines: [] }), 422],
    ['101 lines', () => stand.send('checkout', { ...cart, lines: Array.from({ length: 101 }, () => line) }), 422],
    ['another total', () => stand.send('checkout', { ...cart, expected: { currency: 'usd', subtotal: 1 } }), 409],
    [
      'the same in the page',
      () => stand.send('checkout', { ...cart, mode: 'elements', expected: { currency: 'usd', subtotal: 1 } }),
      409,
    ],
    ['21 lines by a link', () => stand.send('checkout', checkoutOf(cartOf(21), 'link')), 422],
    ['a foreign origin', () => stand.send('checkout', cart, { origin: 'https://evil.example' }), 403],
    ['plain text', () => stand.send('checkout', JSON.stringify(cart), { 'content-type': 'text/plain' }), 415],
    ['a forged order token', () => stand.send('order', { by: 'order', token }), 404],
    ['a forged resume token', () => stand.send('order', { by: 'resume', token }), 404],
    ['an unsigned webhook', () => stand.send('stripeWebhook', '{}', { 'stripe-signature': 't=1,v1=00' }), 400],
  ];

  it.each(refused)('%s', async (_what, send, status) => {
    let answer: Response | undefined;
    expect(await stand.callsDuring(async () => (answer = await send()))).toEqual([]);
    expect(answer?.status).toBe(status);
  });
});
