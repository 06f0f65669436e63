import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { CHALLENGED, fetched } from '../pages/page.fixture.js';
import { DAY, HOUR, useBilling } from './billing.fixture.js';

const account = useAccount();
const { invoice, paying, payOnPage, charges, told, subscribed, advance } = useBilling(account);

/** A customer whose card is saved and charged with whatever has no method of its own. */
async function withCard(card?: string): Promise<{ readonly customer: string; readonly method: string }> {
  const { customer, default_payment_method: method } = await subscribed();
  await account.stripe.customers.update(String(customer), {
    invoice_settings: { default_payment_method: String(method) },
  });
  if (card) await account.control('cards', { customer, card });
  return { customer: String(customer), method: String(method) };
}

const chargedLater = { auto_advance: true, currency: 'eur' } as const;

test('[invoice-collection] a draft that advances by itself is open and charged after an hour', async () => {
  const { customer } = await withCard();
  const draft = await invoice([1500], { customer, ...chargedLater, finalize: false });
  expect(draft).toMatchObject({ automatically_finalizes_at: draft.created + HOUR });
  await advance(HOUR);
  const { invoice: paid, intent } = await paying(draft.id);
  expect(paid).toMatchObject({ status: 'paid', attempted: true, attempt_count: 1, next_payment_attempt: null });
  expect(intent).toMatchObject({ status: 'succeeded', customer });
  expect(await charges()).toEqual([900, 1500]);
});

test('[invoice-collection] one that is finalized by hand says when it will be charged, and is not charged if paid before', async () => {
  const { customer } = await withCard();
  const open = await invoice([1500], { customer, ...chargedLater });
  expect(open).toMatchObject({ status: 'open', attempted: false, next_payment_attempt: open.created + HOUR });
  await payOnPage(open);
  await advance(2 * HOUR);
  expect(await charges()).toEqual([900, 1500]);
});

test('[invoice-collection] without a card, or with one that is declined, it is tried again until it is paid', async () => {
  const bare = await invoice([700], { ...chargedLater });
  const { customer } = await withCard('4000000000000341');
  const open = await invoice([1500], { customer, ...chargedLater });
  await advance(HOUR);
  expect(await told('invoice.payment_failed')).toHaveLength(2);
  expect(await paying(bare.id)).toMatchObject({ invoice: { status: 'open', attempt_count: 1 } });
  await account.control('cards', { customer, card: '4242424242424242' });
  await advance(3 * DAY);
  expect(await account.stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'paid', attempt_count: 2 });
  await advance(30 * DAY);
  expect(await account.stripe.invoices.retrieve(bare.id)).toMatchObject({ status: 'open', next_payment_attempt: null });
});

test('[invoice-pay] charges what is saved; a decline is a 402 and leaves the invoice open', async () => {
  const { customer, method } = await withCard('4000000000000341');
  const open = await invoice([1500], { customer, currency: 'eur' });
  const pay = (params: Stripe.InvoicePayParams = {}) => account.stripe.invoices.pay(open.id, params);
  expect(await refusal(pay())).toMatchObject({ status: 402, code: 'card_declined' });
  expect(await account.stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'open' });
  await account.control('cards', { customer, card: CHALLENGED });
  expect(await refusal(pay())).toMatchObject({ status: 402, code: 'invoice_payment_intent_requires_action' });
  expect(await told('invoice.payment_action_required')).toHaveLength(1);
  await account.control('cards', { customer, card: '4242424242424242' });
  expect(await pay({ payment_method: method })).toMatchObject({ status: 'paid' });
  expect(await refusal(pay())).toMatchObject({ status: 400 });
});

test('3D Secure on the invoice’s own page leads to the bank and back', async () => {
  const open = await invoice([1500]);
  const { location } = await payOnPage(open, { cardNumber: CHALLENGED });
  expect(location).toContain('/authorize/');
  const back = await fetched(location, { method: 'POST', body: new URLSearchParams({ answer: 'pass' }) });
  expect(back.location.split('?')[0]).toBe(open.hosted_invoice_url);
  expect((await fetched(back.location)).text).toContain('data-testid="invoice-paid"');
  expect(await paying(open.id)).toMatchObject({ invoice: { status: 'paid' }, intent: { status: 'succeeded' } });
});

test('[invoice-default-payment] a challenge for more than is left has to be begun again', async () => {
  const open = await invoice([1500]);
  const { location } = await payOnPage(open, { cardNumber: CHALLENGED });
  const part = await account.stripe.paymentIntents.create({
    amount: 500,
    currency: 'usd',
    customer: String(open.customer),
    payment_method: 'pm_card_visa',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
  });
  await account.stripe.invoices.attachPayment(open.id, { payment_intent: part.id });
  await fetched(location, { method: 'POST', body: new URLSearchParams({ answer: 'pass' }) });
  expect(await paying(open.id)).toMatchObject({
    invoice: { status: 'open', amount_remaining: 1000 },
    intent: { status: 'requires_payment_method', amount: 1000 },
  });
  expect(await charges()).toEqual([500]);
});
