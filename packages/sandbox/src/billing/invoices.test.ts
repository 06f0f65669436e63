import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { DAY, useBilling } from './billing.fixture.js';

const account = useAccount();
const { customer, invoice, secretOf, paying, payOnPage, charges, told } = useBilling(account);

describe('a draft', () => {
  test('[invoice-draft] everything of it can be changed, and little once it is open', async () => {
    const draft = await invoice([1500], { finalize: false, collection_method: 'send_invoice', days_until_due: 30 });
    const later = draft.created + 60 * DAY;
    const changed = await account.stripe.invoices.update(draft.id, { footer: 'Pay here', due_date: later });
    expect(changed).toMatchObject({ status: 'draft', footer: 'Pay here', due_date: later });
    await account.stripe.invoices.addLines(draft.id, { lines: [{ amount: 500, description: 'More work' }] });
    const open = await account.stripe.invoices.finalizeInvoice(draft.id);
    expect(open).toMatchObject({ amount_due: 2000, footer: 'Pay here' });
    const lines = [{ amount: 1 }];
    expect(await refusal(account.stripe.invoices.addLines(open.id, { lines }))).toMatchObject({ status: 400 });
    expect(await refusal(account.stripe.invoices.update(open.id, { footer: 'Pay there' }))).toMatchObject({
      code: 'invoice_not_editable',
      param: 'footer',
    });
    const noted = await account.stripe.invoices.update(open.id, { metadata: { order: '7' } });
    expect(noted.metadata).toEqual({ order: '7' });
    const { data } = await account.stripe.invoices.listLineItems(open.id);
    expect(data.map(({ description, amount }) => [description, amount])).toEqual([
      ['Work', 1500],
      ['More work', 500],
    ]);
  });

  test('[invoice-item] an item is an amount, or a one-time price and how many', async () => {
    const { id } = await customer();
    const price = await account.price();
    const monthly = await account.price({ recurring: { interval: 'month' } });
    const draft = await invoice([], { customer: id, finalize: false });
    const add = (params: object) => account.stripe.invoiceItems.create({ customer: id, invoice: draft.id, ...params });
    expect(await refusal(add({}))).toMatchObject({ param: 'amount' });
    expect(await refusal(add({ amount: 100, pricing: { price: price.id } }))).toMatchObject({ param: 'amount' });
    expect(await refusal(add({ pricing: { price: monthly.id } }))).toMatchObject({ param: 'pricing[price]' });
    await add({ pricing: { price: price.id }, quantity: 3 });
    const { data } = await account.stripe.invoices.listLineItems(draft.id);
    expect(data).toMatchObject([{ description: 'Mug', quantity: 3, amount: 4500 }]);
  });

  test('[invoice-currency] everything is in one currency, and [invoice-customer] for one customer', async () => {
    const draft = await invoice([1500], { finalize: false });
    const add = (params: object) => account.stripe.invoiceItems.create({ invoice: draft.id, amount: 100, ...params });
    expect(await refusal(add({ customer: draft.customer, currency: 'eur' }))).toMatchObject({ param: 'currency' });
    const other = await customer();
    expect(await refusal(add({ customer: other.id }))).toMatchObject({ param: 'invoice' });
    expect(await refusal(account.stripe.invoices.create({}))).toMatchObject({ param: 'customer' });
  });

  test('pending items wait for an invoice that takes them', async () => {
    const { id } = await customer();
    await account.stripe.invoiceItems.create({ customer: id, amount: 700, currency: 'usd', description: 'Travel' });
    expect(await invoice([100], { customer: id })).toMatchObject({ total: 100 });
    const taking = await invoice([], { customer: id, pending_invoice_items_behavior: 'include' });
    expect(taking).toMatchObject({ total: 700 });
    expect(taking.number).toMatch(/-0002$/);
  });

  test('[invoice-due] one that is sent is due some day, [invoice-collection] and needs an address to be sent to', async () => {
    const { id } = await customer();
    const create = (params: object) => account.stripe.invoices.create({ customer: id, ...params });
    expect(await refusal(create({ collection_method: 'send_invoice' }))).toMatchObject({ param: 'days_until_due' });
    expect(await refusal(create({ days_until_due: 30 }))).toMatchObject({ param: 'days_until_due' });
    const nameless = await account.stripe.customers.create({ name: 'Ann' });
    const sent = { customer: nameless.id, collection_method: 'send_invoice', days_until_due: 30 } as const;
    expect(await refusal(account.stripe.invoices.create(sent))).toMatchObject({ status: 400 });
    const charged = await invoice([1500]);
    expect(await refusal(account.stripe.invoices.sendInvoice(charged.id))).toMatchObject({ status: 400 });
    const draft = await invoice([1500], { finalize: false, collection_method: 'send_invoice', days_until_due: 30 });
    expect(await account.stripe.invoices.sendInvoice(draft.id)).toMatchObject({ status: 'open' });
    expect(await told('invoice.sent')).toHaveLength(1);
  });
});

describe('an open invoice', () => {
  test('[invoice-finalize] has number, page and one payment; where nothing is due it is paid at once', async () => {
    const draft = await invoice([1500, 500], { finalize: false });
    expect(draft).toMatchObject({ status: 'draft', number: null, total: 2000, hosted_invoice_url: null });
    const open = await account.stripe.invoices.finalizeInvoice(draft.id, { expand: ['payments'] });
    expect(open).toMatchObject({ status: 'open', amount_due: 2000, amount_remaining: 2000, attempted: false });
    expect(open.number).toMatch(/^[A-Z0-9]{8}-0001$/);
    expect(open.payments?.data).toMatchObject([{ is_default: true, status: 'open', amount_requested: 2000 }]);
    expect(await refusal(account.stripe.invoices.finalizeInvoice(draft.id))).toMatchObject({ status: 400 });
    const free = await invoice([1500, -1500]);
    expect(free).toMatchObject({ status: 'paid', amount_due: 0, total: 0 });
    expect(await secretOf(free.id)).toBeNull();
    expect(await invoice([-500])).toMatchObject({ status: 'paid', amount_due: 0, total: -500 });
  });

  test('[invoice-confirmation-secret] only who asks gets it, and only while something can be paid', async () => {
    const draft = await invoice([1500], { finalize: false });
    expect(await secretOf(draft.id)).toBeNull();
    const open = await account.stripe.invoices.finalizeInvoice(draft.id);
    expect(open).not.toHaveProperty('confirmation_secret');
    expect(open).not.toHaveProperty('payment_intent');
    const { intent } = await paying(open.id);
    expect(await secretOf(open.id)).toEqual({ type: 'payment_intent', client_secret: intent.client_secret });
    expect(intent).not.toHaveProperty('invoice');
    await payOnPage(open);
    expect(await secretOf(open.id)).toBeNull();
  });

  test('is paid on its own page, once', async () => {
    const open = await invoice([1500]);
    expect(await payOnPage(open, { cardNumber: '4000000000000002' })).toMatchObject({ status: 402 });
    expect(await account.stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'open', attempted: true });
    expect(await payOnPage(open)).toMatchObject({ status: 303, location: open.hosted_invoice_url });
    expect(await payOnPage(open)).toMatchObject({ status: 303 });
    const { invoice: paid, own, intent } = await paying(open.id);
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 1500, amount_remaining: 0 });
    expect(own).toMatchObject({ status: 'paid', amount_paid: 1500 });
    expect(intent).toMatchObject({ status: 'succeeded', customer: open.customer });
    expect(await charges()).toEqual([1500]);
    expect(await told('invoice')).toEqual([
      'invoice.created',
      'invoiceitem.created',
      'invoice.finalized',
      'invoice.payment_failed',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  test('[invoice-payment-methods] a bank debit leaves it open, [invoice-with-payments] and not to be voided, until the bank answers', async () => {
    const open = await invoice([1500], { payment_settings: { payment_method_types: ['us_bank_account'] } });
    const { intent } = await paying(open.id);
    expect(intent.payment_method_types).toEqual(['us_bank_account']);
    await payOnPage(open, {
      paymentMethod: 'us_bank_account',
      us_bank_accountAccount: '000123456789',
      accountName: 'Ann Buyer',
    });
    expect(await paying(open.id)).toMatchObject({ invoice: { status: 'open' }, intent: { status: 'processing' } });
    expect(await refusal(account.stripe.invoices.voidInvoice(open.id))).toMatchObject({ status: 400 });
    await account.control('clock', { advance: 5 * DAY });
    expect(await paying(open.id)).toMatchObject({ invoice: { status: 'paid' }, intent: { status: 'succeeded' } });
  });

  test('[invoice-default-payment] its own PaymentIntent is not the shop’s to confirm, cancel or [invoice-attach] attach', async () => {
    const open = await invoice([1500]);
    const { intent } = await paying(open.id);
    const attach = account.stripe.invoices.attachPayment(open.id, { payment_intent: intent.id });
    expect(await refusal(attach)).toMatchObject({ param: 'payment_intent' });
    expect(await refusal(account.stripe.paymentIntents.cancel(intent.id))).toMatchObject({ status: 400 });
    expect(await refusal(account.stripe.paymentIntents.confirm(intent.id))).toMatchObject({ status: 400 });
    expect(await account.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
    });
  });
});

describe('how it ends', () => {
  test('[invoice-states] void, uncollectible, paid elsewhere: each from where it can, and nowhere else', async () => {
    const draft = await invoice([1500], { finalize: false });
    expect(await refusal(account.stripe.invoices.voidInvoice(draft.id))).toMatchObject({ status: 400 });
    expect(await refusal(account.stripe.invoices.markUncollectible(draft.id))).toMatchObject({ status: 400 });

    const open = await invoice([1500]);
    expect(await account.stripe.invoices.voidInvoice(open.id)).toMatchObject({ status: 'void' });
    expect(await paying(open.id)).toMatchObject({ own: { status: 'canceled' }, intent: { status: 'canceled' } });
    expect(await refusal(account.stripe.invoices.pay(open.id, { paid_out_of_band: true }))).toMatchObject({
      status: 400,
    });
    expect((await payOnPage(open)).status).toBe(303);

    const lost = await invoice([1500]);
    expect(await account.stripe.invoices.markUncollectible(lost.id)).toMatchObject({ status: 'uncollectible' });
    await payOnPage(lost);
    expect(await account.stripe.invoices.retrieve(lost.id)).toMatchObject({ status: 'paid' });

    const cash = await invoice([1500]);
    const paid = await account.stripe.invoices.pay(cash.id, { paid_out_of_band: true });
    expect(paid).toMatchObject({ status: 'paid', amount_remaining: 0, amount_paid_off_stripe: 1500 });
    expect(await paying(cash.id)).toMatchObject({ own: { status: 'canceled' }, intent: { status: 'canceled' } });
    expect(await charges()).toEqual([1500]);
    expect(await told('invoice.voided')).toHaveLength(1);
    expect(await told('invoice.marked_uncollectible')).toHaveLength(1);
  });

  test('[invoice-pay] with nothing saved there is nothing to charge', async () => {
    const open = await invoice([1500]);
    expect(await refusal(account.stripe.invoices.pay(open.id))).toMatchObject({ status: 400 });
    expect(await refusal(account.stripe.invoices.pay(open.id, { payment_method: 'pm_0' }))).toMatchObject({
      param: 'payment_method',
    });
  });
});
