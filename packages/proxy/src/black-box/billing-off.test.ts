import { afterEach, expect, it } from 'vitest';
import { parseInvoiceReply } from '@stripe-cart/contract/parse';
import { draftInvoice, linkTo, openInvoice, tokenIn } from '../test-stack/invoices.js';
import { atStripe, MUG, pass, sessionIn } from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET } from '../test-stack/inbox.js';
import { nodeRuntime } from '../test-stack/node-runtime.js';
import { openRewritingStripe } from '../test-stack/rewriting-stripe.js';
import { serveSandbox } from '../test-stack/sandbox.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';
import { CLUB, CLUBS, Subscriber } from '../test-stack/subscribers.js';
import { deliver, eventOf, WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';

/** What a shop does not do that is not set up for it. */
let shop: TestShop | undefined;
afterEach(() => shop?.close());

const open = async (settings: Readonly<Record<string, unknown>>) => (shop = await openShop(nodeRuntime, settings));

it('without an invoice page there is neither of an invoice’s routes', async () => {
  const plain = await open({});
  const token = tokenIn(await linkTo(plain, 'in_1QbXyz2eZvKYlo2C'));
  expect((await plain.send(`/v1/invoices/pay?t=${token}`)).status).toBe(404);
  expect((await plain.post('/v1/invoice', { token })).status).toBe(404);
});

it('without a sentence for it the footer of an invoice is left alone, at no call', async () => {
  const plain = await open({ CART_INVOICE_URL: `${SHOP}/invoice.html`, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS[0] });
  const event = await eventOf(plain, await draftInvoice(plain), 'invoice.created');
  const before = await plain.stripeCalls();
  expect(await deliver(plain, event)).toMatchObject({ status: 200, outcome: 'ignored' });
  expect(await plain.stripeCalls()).toBe(before);
});

it('without the owner’s word for it there is no customer portal', async () => {
  const buyer = new Subscriber(await open({ CART_CATALOG: CLUBS }));
  await buyer.shop.control('portal');
  await buyer.subscribe([CLUB]);
  const answer = await buyer.shop.post('/v1/portal', { token: buyer.resume });
  expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found' });
});

it('where posting costs something, a subscription is sold without what is posted once: nothing could be charged for it', async () => {
  const posting = await open({
    CART_CATALOG: CLUBS,
    CART_SHIPPING_COUNTRIES: 'DE',
    CART_SHIPPING_RATES: 'shr_1QbXyz2eZvKYlo2C',
  });
  const answer = await new Subscriber(posting).ask([CLUB, MUG]);
  expect(answer.body).toMatchObject({ code: 'mixed_billing', items: ['mug'] });
  expect((await new Subscriber(posting).ask([CLUB])).body.status).toBe('open');
});

it('a subscription whose money went back is sent to no item’s page, where that is the only one there is', async () => {
  const returnUrl = `${SHOP}/club.html`;
  const items = CLUBS.items.map((item) => (item.id === 'club' ? { ...item, returnUrl } : item));
  const selling = await open({ CART_CATALOG: { ...CLUBS, items } });
  const session = await new Subscriber(selling).begin([CLUB]);
  const { redirect } = (await selling.control('buyer', { session, action: 'pay' })) as { redirect: string };
  const page = async () => (await fetch(redirect, { redirect: 'manual' })).headers.get('location')?.split('#')[0];
  expect(await page()).toBe(returnUrl);
  const { invoice } = await atStripe(selling, `/v1/checkout/sessions/${session}`);
  const payments = await atStripe(selling, `/v1/invoice_payments?invoice=${String(invoice)}`);
  const [paid] = payments['data'] as { payment: { payment_intent: string } }[];
  await atStripe(selling, '/v1/refunds', { payment_intent: paid?.payment.payment_intent ?? '' });
  expect(await page()).toBe(`${SHOP}/thanks.html?from=stripe`);
});

it.each([
  ['once', 900],
  ['forever', null],
])('a code that takes something off %s leaves a subscription whose next amount is %s', async (duration, amount) => {
  const selling = await open({ CART_CATALOG: CLUBS, CART_PROMOTION_CODES: 'true' });
  const { id } = await atStripe(selling, '/v1/coupons', { percent_off: '50', duration });
  const promotion = { 'promotion[type]': 'coupon', 'promotion[coupon]': String(id), code: 'HALF' };
  await atStripe(selling, '/v1/promotion_codes', promotion);
  const buyer = new Subscriber(selling);
  const page = await buyer.wayToPay([CLUB]);
  const body = new URLSearchParams({ promotion: 'apply', promotionCode: 'HALF' });
  await fetch(page, { method: 'POST', redirect: 'manual', body });
  await selling.control('buyer', { session: sessionIn(page), action: 'pay' });
  expect((await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body).toMatchObject({
    status: 'paid',
    totals: { subtotal: 900, discount: 450, total: 450 },
    subscription: { interval: 'month', amount },
  });
});

it('an invoice of more lines than fit a page is shown by the first of them, and its renewal is told of', async () => {
  const inbox = await openInbox();
  const settings = { CART_CATALOG: CLUBS, CART_INVOICE_URL: `${SHOP}/invoice.html`, CART_SINK_URL: inbox.url };
  const secrets = { CART_SINK_SECRET: SINK_SECRET, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS[0] };
  const long = await open({ ...settings, ...secrets });
  try {
    const invoice = await openInvoice(long, { amounts: Array.from({ length: 303 }, () => 100) });
    const reply = await long.post('/v1/invoice', { token: tokenIn(await linkTo(long, invoice)) });
    const shown = parseInvoiceReply(await reply.json());
    expect(shown).toMatchObject({ ok: true, value: { status: 'open', total: 30_300, restAmount: 300 } });
    expect(shown.ok && shown.value.lines.length).toBe(300);

    const { session } = await new Subscriber(long).subscribe([CLUB]);
    const { subscription } = await atStripe(long, `/v1/checkout/sessions/${session}`);
    const { items, created } = await atStripe(long, `/v1/subscriptions/${String(subscription)}`);
    const { current_period_end: end } = (items as { data: { current_period_end: number }[] }).data[0] ?? {};
    // For an hour the renewal is a draft.
    await pass(long, Number(end) - Number(created) + 60);
    const drafts = await atStripe(long, `/v1/invoices?subscription=${String(subscription)}&status=draft`);
    const { id = '', customer = '' } = (drafts['data'] as { id: string; customer: string }[])[0] ?? {};
    const item = { customer, invoice: id, currency: 'eur', amount: '100', description: 'A piece fired' };
    for (let piece = 0; piece < 300; piece += 1) await atStripe(long, '/v1/invoiceitems', item);
    await pass(long, 3600);
    const paid = await eventOf(long, id, 'invoice.paid');
    expect(await deliver(long, paid)).toMatchObject({ status: 200, outcome: 'delivered' });
    expect(inbox.taken.at(-1)?.order).toMatchObject({ status: 'paid', totals: { total: 30_900 } });
  } finally {
    await inbox.close();
  }
});

it('an invoice that Stripe shows no way to pay is drawn as one that cannot be paid here', async () => {
  const stripe = await serveSandbox({ port: 0 });
  const sandbox = stripe.url.replace(/\/$/, '');
  const hideSecret = (invoice: Readonly<Record<string, unknown>>) => ({ ...invoice, confirmation_secret: null });
  const rewriting = await openRewritingStripe(sandbox, hideSecret, 'invoice');
  try {
    const hidden = await open({ CART_INVOICE_URL: `${SHOP}/invoice.html`, STRIPE_API_BASE: rewriting.url });
    const invoice = await openInvoice({ ...hidden, sandbox });
    const reply = await hidden.post('/v1/invoice', { token: tokenIn(await linkTo(hidden, invoice)) });
    expect(await reply.json()).toMatchObject({ status: 'unavailable', remaining: 12_000, payment: null });
  } finally {
    await rewriting.close();
    await stripe.close();
  }
});
