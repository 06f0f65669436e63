/**
 * Stripe calls a sale costs, counted by the sandbox's ledger. A call is worth fifty times what any choice of framework
 * is, and Stripe's rate limit is what a busy shop, or somebody who means it harm, runs into first.
 */
import {
  INVOICE_FRAGMENT,
  type CheckoutMode,
  type CheckoutReply,
  type IntentCheckoutReply,
  type InvoiceReply,
  type OrderReply,
} from '@stripe-cart/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cartOf, checkoutOf, CLUB, intentOf, openStand, sessionOf, tokenOf, UNIT_AMOUNT, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
  await stand.send('catalog');
});
afterAll(() => stand.close());

/** A session with more lines than Stripe expands at once costs one more look (10, stripe 23.1.0, `ApiList.has_more`). */
const looksFor = (lines: number) => (lines > 10 ? 2 : 1);

const SALES = (['hosted', 'embedded', 'elements', 'link'] as CheckoutMode[]).flatMap((mode) =>
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

    const back = await stand.pay({ session: await sessionOf(reply) });
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
    await stand.pay({ session: await sessionOf(reply) });
    const { resume } = reply;
    expect(await stand.callsDuring(() => checkout({ ...cart, resume }))).toEqual(LOOK);
    const asking = await stand.callsDuring(() => stand.send('order', { by: 'resume', token: resume }));
    expect(asking).toEqual([...LOOK, 'checkout.sessions.retrieve']);
  });
});

describe('a PaymentIntent', () => {
  const form = () => checkoutOf(cartOf(3), 'intent');
  const submitted = (cart: ReturnType<typeof form>) => ({
    ...cart,
    submit: { shippingOption: null, total: cart.expected.subtotal },
  });
  const RETRIEVE = ['paymentIntents.retrieve'];

  it('costs no call to show its form, 1 to make, 1 to come back, and 1 each time it is verified', async () => {
    const cart = form();
    expect(await stand.callsDuring(() => stand.send('checkout', cart))).toEqual([]);
    let reply: IntentCheckoutReply | undefined;
    const making = await stand.callsDuring(async () => {
      reply = (await (await stand.send('checkout', submitted(cart))).json()) as IntentCheckoutReply;
    });
    expect(making).toEqual(['paymentIntents.create']);
    if (reply === undefined) throw new Error('No reply.');

    const back = await stand.pay({ paymentIntent: intentOf(reply), returnUrl: reply.returnUrl });
    let page: URL | undefined;
    expect(await stand.callsDuring(async () => (page = await stand.land(back.href)))).toEqual(RETRIEVE);
    const token = tokenOf(page ?? back);
    let order: OrderReply | undefined;
    const asking = await stand.callsDuring(async () => {
      order = (await (await stand.send('order', { by: 'order', token })).json()) as OrderReply;
    });
    expect(asking).toEqual(RETRIEVE);
    expect(order).toMatchObject({ status: 'paid', totals: { total: 3 * UNIT_AMOUNT } });
    console.log(`intent, 3 lines: form 0, make ${making.length}, return 1, order ${asking.length}`);
  });

  it('costs 1 call to go back to, and 4 to replace', async () => {
    const cart = form();
    const { resume } = (await (await stand.send('checkout', submitted(cart))).json()) as IntentCheckoutReply;
    expect(await stand.callsDuring(() => stand.send('checkout', { ...submitted(cart), resume }))).toEqual(RETRIEVE);
    const other = submitted({ ...checkoutOf(cartOf(2), 'intent'), attempt: cart.attempt });
    const replacing = await stand.callsDuring(() => stand.send('checkout', { ...other, resume }));
    expect(replacing).toEqual([...RETRIEVE, 'paymentIntents.cancel', ...RETRIEVE, 'paymentIntents.create']);
  });
});

describe('an invoice', () => {
  it('costs no call to open its link and none to come back, 1 to show, and 1 each time it is verified', async () => {
    const { id: customer } = await stand.atStripe('customers', { email: 'ada@example.org' });
    await stand.atStripe('invoiceitems', { customer, amount: '1200', currency: 'usd' });
    const terms = {
      collection_method: 'send_invoice',
      days_until_due: '14',
      pending_invoice_items_behavior: 'include',
    };
    const { id } = await stand.atStripe('invoices', { customer, ...terms });
    await stand.atStripe(`invoices/${id}/finalize`);

    const link = await stand.linkTo(id);
    let shown: URL | undefined;
    expect(await stand.callsDuring(async () => (shown = await stand.land(link)))).toEqual([]);
    const token = new URLSearchParams(shown?.hash.slice(1)).get(INVOICE_FRAGMENT) ?? '';
    let invoice: InvoiceReply | undefined;
    const showing = await stand.callsDuring(async () => {
      invoice = (await (await stand.send('invoice', { token })).json()) as InvoiceReply;
    });
    expect(showing).toEqual(['invoices.retrieve']);
    expect(invoice).toMatchObject({ status: 'open', remaining: 1200 });
    const { payment } = invoice ?? {};
    if (!payment) throw new Error('Nothing to pay.');

    const back = await stand.pay({ paymentIntent: intentOf(payment), returnUrl: payment.returnUrl });
    let page: URL | undefined;
    const returning = await stand.callsDuring(async () => (page = await stand.land(back.href)));
    let order: OrderReply | undefined;
    const asking = await stand.callsDuring(async () => {
      order = (await (await stand.send('order', { by: 'order', token: tokenOf(page ?? back) })).json()) as OrderReply;
    });
    expect([returning, asking]).toEqual([[], ['invoices.retrieve']]);
    expect(order).toMatchObject({ detail: 'invoice', status: 'paid' });
    console.log(`invoice: link 0, show ${showing.length}, return ${returning.length}, order ${asking.length}`);
  });
});

describe('a subscription', () => {
  const SUBSCRIBED = ['checkout.sessions.retrieve', 'subscriptions.retrieve', 'invoicePayments.list'];

  it('costs 1 call to start, 1 to come back, 3 each time it is verified, and 2 to its portal', async () => {
    const plain = checkoutOf([{ item: CLUB, options: [], quantity: 1 }, ...cartOf(1)]);
    const recurring = { interval: 'month', intervalCount: 1, amount: plain.expected.subtotal / 2 };
    const cart = { ...plain, expected: { ...plain.expected, recurring } };
    let reply: CheckoutReply | undefined;
    const starting = await stand.callsDuring(async () => {
      reply = (await (await stand.send('checkout', cart)).json()) as CheckoutReply;
    });
    expect(starting).toEqual(['checkout.sessions.create']);
    if (reply?.status !== 'open') throw new Error('Nothing to pay.');
    const { resume } = reply;

    const back = await stand.pay({ session: await sessionOf(reply) });
    let page: URL | undefined;
    const returning = await stand.callsDuring(async () => (page = await stand.land(back.href)));
    let order: OrderReply | undefined;
    const asking = await stand.callsDuring(async () => {
      order = (await (await stand.send('order', { by: 'order', token: tokenOf(page ?? back) })).json()) as OrderReply;
    });
    expect([returning, asking]).toEqual([SUBSCRIBED.slice(0, 1), SUBSCRIBED]);
    expect(order).toMatchObject({ status: 'paid', subscription: { amount: UNIT_AMOUNT } });
    const leaving = await stand.callsDuring(() => stand.send('portal', { token: resume }));
    expect(leaving).toEqual(['checkout.sessions.retrieve', 'billingPortal.sessions.create']);
    console.log(`subscription: start 1, return ${returning.length}, order ${asking.length}, portal ${leaving.length}`);
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
    ['an invoice link of one’s own making', () => stand.send('invoice', { token }), 404],
    ['the portal by an order’s token', () => stand.send('portal', { token }), 404],
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
