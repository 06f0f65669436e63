import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { useBilling } from './billing.fixture.js';

const account = useAccount();
const { customer, invoice, paying, payOnPage, charges, told } = useBilling(account);

describe('a payment of the shop’s own', () => {
  /** A PaymentIntent that the shop makes, and pays with a test card. */
  async function ownPayment(open: Stripe.Invoice, amount: number, params: object = {}): Promise<Stripe.PaymentIntent> {
    return account.stripe.paymentIntents.create({
      amount,
      currency: 'usd',
      customer: String(open.customer),
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      ...params,
    });
  }
  const confirm = (intent: Stripe.PaymentIntent) =>
    account.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });

  test('[invoice-attach] is credited when it succeeds, and the invoice’s own asks for what is left', async () => {
    const open = await invoice([1500]);
    const intent = await ownPayment(open, 500);
    await account.stripe.invoices.attachPayment(open.id, { payment_intent: intent.id });
    expect(await account.stripe.invoices.retrieve(open.id)).toMatchObject({ amount_remaining: 1500 });
    await confirm(intent);
    const { invoice: partly, own, intent: ownIntent } = await paying(open.id);
    expect(partly).toMatchObject({ status: 'open', amount_paid: 500, amount_remaining: 1000 });
    expect(own).toMatchObject({ status: 'open', amount_requested: 1000 });
    expect(ownIntent).toMatchObject({ amount: 1000 });
    await payOnPage(open);
    expect(await account.stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'paid', amount_paid: 1500 });
    expect(await charges()).toEqual([500, 1000]);
    const { data } = await account.stripe.invoicePayments.list({ invoice: open.id, status: 'paid' });
    expect(data.map(({ amount_paid: amount, is_default: isDefault }) => [amount, isDefault])).toEqual([
      [500, false],
      [1000, true],
    ]);
  });

  test('[invoice-attach] fits the invoice, or is refused', async () => {
    const open = await invoice([1500]);
    const attach = async (intent: Stripe.PaymentIntent) =>
      refusal(account.stripe.invoices.attachPayment(open.id, { payment_intent: intent.id }));
    const stranger = await customer();
    expect(await attach(await ownPayment(open, 500, { customer: stranger.id }))).toMatchObject({ status: 400 });
    expect(await attach(await ownPayment(open, 500, { currency: 'eur' }))).toMatchObject({ status: 400 });
    expect(await attach(await ownPayment(open, 1501))).toMatchObject({ status: 400 });
    expect(await attach((await paying(open.id)).intent)).toMatchObject({ status: 400 });
    // Nor what a Checkout Session is paid with.
    const { id } = await account.session({ customer: String(open.customer) });
    await account.buyer(id, 'decline');
    const { payment_intent: taken } = await account.stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent'],
    });
    expect(await attach(taken as Stripe.PaymentIntent)).toMatchObject({ status: 400 });
  });

  test('[invoice-attach] that only names the invoice does not pay it: it can be paid again', async () => {
    const open = await invoice([1500]);
    await confirm(await ownPayment(open, 1500, { metadata: { invoice_id: open.id } }));
    expect(await account.stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'open', amount_paid: 0 });
    await payOnPage(open);
    expect(await charges()).toEqual([1500, 1500]);
  });

  test('[invoice-overpaid] beyond what is left goes to the customer’s balance', async () => {
    const open = await invoice([1500]);
    const intent = await confirm(await ownPayment(open, 2000));
    expect(await told('invoice.overpaid')).toEqual([]);
    const paid = await account.stripe.invoices.attachPayment(open.id, { payment_intent: intent.id });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 1500, amount_overpaid: 500, amount_remaining: 0 });
    expect(await told('invoice.overpaid')).toHaveLength(1);
    expect(await account.stripe.customers.retrieve(String(open.customer))).toMatchObject({ balance: -500 });
    expect(await paying(open.id)).toMatchObject({ own: { status: 'canceled' }, intent: { status: 'canceled' } });
  });

  test('[invoice-with-payments] an invoice with payments is neither voided nor given up', async () => {
    const open = await invoice([1500]);
    const intent = await ownPayment(open, 500);
    await account.stripe.invoices.attachPayment(open.id, { payment_intent: intent.id });
    expect(await refusal(account.stripe.invoices.voidInvoice(open.id))).toMatchObject({ status: 400 });
    expect(await refusal(account.stripe.invoices.markUncollectible(open.id))).toMatchObject({ status: 400 });
    await account.stripe.paymentIntents.cancel(intent.id);
    expect(await account.stripe.invoices.voidInvoice(open.id)).toMatchObject({ status: 'void' });
  });
});
