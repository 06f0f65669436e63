import { beforeAll, describe, expect, it } from 'vitest';
import { atStripe, callsDuring, fault, pass } from '../test-stack/buyer.js';
import type { Inbox } from '../test-stack/inbox.js';
import type { TestShop } from '../test-stack/shop.js';
import { CLUB, Subscriber } from '../test-stack/subscribers.js';
import { deliver, eventOf } from '../test-stack/webhook-sender.js';
import type { Stand } from '../test-stack/billing-shop.js';

const DAYS = 24 * 3600;
const CARD = { email: 'ann@example.com', billingName: 'Ann', paymentMethod: 'card', cardNumber: '4242424242424242' };
const DEBIT = { ...CARD, paymentMethod: 'sepa_debit', sepa_debitAccount: 'DE89370400440532013000', accountName: 'Ann' };

/**
 * The first debit of a subscription is refused days after the checkout. Stripe keeps the subscription, tries again, and
 * lets the invoice be paid on its own page: until it is void, this attempt can be paid.
 */
export function firstPaymentSuite(stand: Stand): void {
  describe('the first payment of a subscription, refused days later,', () => {
    let shop: TestShop;
    let inbox: Inbox;
    beforeAll(() => {
      ({ shop, inbox } = stand());
    });

    const refused = async () => {
      const buyer = new Subscriber(shop);
      const session = await buyer.begin([CLUB]);
      await shop.control('buyer', { session, action: 'pay', method: 'sepa_debit', account: 'DE62370400440532013001' });
      await deliver(shop, await eventOf(shop, session, 'checkout.session.completed'));
      await pass(shop, 5 * DAYS);
      await deliver(shop, await eventOf(shop, session, 'checkout.session.async_payment_failed'));
      const begun = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      return { buyer, session, subscription: String(begun['subscription']), invoice: String(begun['invoice']) };
    };
    const stateOf = async (kind: 'subscriptions' | 'invoices', id: string) =>
      (await atStripe(shop, `/v1/${kind}/${id}`))['status'];
    /** On the page that Stripe's own mail leads to. */
    const payInvoice = async (invoice: string, entered: Readonly<Record<string, string>> = CARD) => {
      const { hosted_invoice_url: page } = await atStripe(shop, `/v1/invoices/${invoice}`);
      const body = new URLSearchParams({ cardExpiry: '12 / 34', cardCvc: '123', ...entered });
      expect((await fetch(String(page), { method: 'POST', redirect: 'manual', body })).status).toBe(303);
    };
    const news = () => inbox.taken.map(({ order }) => order['status']);

    it('is replaced once its invoice is void and its subscription over, and not before', async () => {
      const { buyer, session, subscription, invoice } = await refused();
      const second = await buyer.begin([CLUB]);
      expect(second).not.toBe(session);
      expect(await stateOf('subscriptions', subscription)).toBe('canceled');
      expect(await stateOf('invoices', invoice)).toBe('void');
      // A third ask finds the second session, and nothing more to end.
      expect(await buyer.begin([CLUB])).toBe(second);
    });

    it.each(['invoices.voidInvoice', 'subscriptions.cancel'])(
      'is not replaced while Stripe does not let it end: %s',
      async (operation) => {
        const { buyer, subscription, invoice } = await refused();
        await fault(shop, operation, '500', 3);
        const calls = await callsDuring(shop, async () => {
          expect((await buyer.checkOut([CLUB])).body).toMatchObject({ code: 'payment_unresolved' });
        });
        expect(calls).not.toContain('checkout.sessions.create');
        expect(calls.includes('subscriptions.cancel')).toBe(false);
        expect(await stateOf('subscriptions', subscription)).toBe('past_due');
        await buyer.begin([CLUB]);
        expect(await stateOf('subscriptions', subscription)).toBe('canceled');
        expect(await stateOf('invoices', invoice)).toBe('void');
      },
    );

    it('is not replaced while its invoice can be paid, though its owner has ended it', async () => {
      const { buyer, subscription, invoice } = await refused();
      await fetch(`${shop.sandbox}/v1/subscriptions/${subscription}`, {
        method: 'DELETE',
        headers: { authorization: 'Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc' },
      });
      await fault(shop, 'invoices.voidInvoice', '500', 3);
      expect((await buyer.checkOut([CLUB])).body).toMatchObject({ code: 'payment_unresolved' });
      await buyer.begin([CLUB]);
      expect(await stateOf('invoices', invoice)).toBe('void');
    });

    it('is not replaced while it is being paid on Stripe’s page, and is reported as on its way', async () => {
      const { buyer, subscription, invoice } = await refused();
      await payInvoice(invoice, DEBIT);
      expect((await buyer.checkOut([CLUB])).body.status).toBe('pending');
      expect(await stateOf('subscriptions', subscription)).toBe('past_due');
    });

    it('and taken at a later try, makes it paid: to the buyer, to the shop, and to who would pay again', async () => {
      const { buyer, session, subscription, invoice } = await refused();
      await payInvoice(invoice);
      expect(await deliver(shop, await eventOf(shop, invoice, 'invoice.paid'))).toMatchObject({ outcome: 'delivered' });
      expect(news()).toEqual(['pending', 'failed', 'paid']);
      expect((await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body.status).toBe('paid');
      expect((await buyer.checkOut([CLUB])).body.status).toBe('paid');
      expect(await stateOf('subscriptions', subscription)).toBe('active');

      const payments = (await atStripe(shop, `/v1/invoice_payments?invoice=${invoice}&status=paid`)) as {
        data?: { payment: { payment_intent: string } }[];
      };
      const payment = payments.data?.[0]?.payment.payment_intent ?? '';
      await atStripe(shop, '/v1/refunds', { payment_intent: payment });
      const refund = await eventOf(shop, payment, 'charge.refunded');
      expect(await deliver(shop, refund)).toMatchObject({ outcome: 'delivered' });
      expect(news().at(-1)).toBe('refunded');
      expect(new Set(inbox.taken.map(({ order }) => order['id'])).size).toBe(1);
      expect((await atStripe(shop, `/v1/checkout/sessions/${session}`))['payment_status']).toBe('unpaid');
    });
  });
}
