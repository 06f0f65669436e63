import type Stripe from 'stripe';
import { beforeAll, describe, expect, it } from 'vitest';
import { atStripe, callsDuring, MUG, pass } from '../test-stack/buyer.js';
import type { Inbox } from '../test-stack/inbox.js';
import type { TestShop } from '../test-stack/shop.js';
import { madeSuccessor } from '../test-stack/successor.js';
import { CLUB, Subscriber, TRIAL } from '../test-stack/subscribers.js';
import { deliver, eventOf } from '../test-stack/webhook-sender.js';
import type { Stand } from '../test-stack/billing-shop.js';

const DAY = 24 * 3600;
const DECLINED_LATER = '4000000000000341';

/** One order, and its renewals: whatever Stripe takes later reaches the sink, under the order's number, once. */
export function renewalSuite(stand: Stand): void {
  describe('the renewals of a subscription', () => {
    let shop: TestShop;
    let inbox: Inbox;
    beforeAll(() => {
      ({ shop, inbox } = stand());
    });

    const begun = async (lines: Parameters<Subscriber['subscribe']>[0]) => {
      const { session } = await new Subscriber(shop).subscribe(lines);
      const { subscription, customer, invoice } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      const events = [await eventOf(shop, session, 'checkout.session.completed')];
      for (const event of events) expect(await deliver(shop, event)).toMatchObject({ status: 200 });
      return { session, subscription: String(subscription), customer: String(customer), invoice: String(invoice) };
    };
    const invoicesOf = async (subscription: string) =>
      ((await atStripe(shop, `/v1/invoices?subscription=${subscription}`)) as { data?: Stripe.Invoice[] }).data ?? [];
    const latest = async (subscription: string) => (await invoicesOf(subscription))[0]?.id ?? '';
    const news = () =>
      inbox.taken.map(({ id, order }) => {
        const {
          id: number,
          status,
          totals,
          renewal,
        } = order as unknown as {
          id: string;
          status: string;
          totals: { total: number };
          renewal: { invoice: string } | null;
        };
        return [id.slice(number.length + 1).replace(/in_\w+/, 'in'), status, totals.total, renewal !== null] as const;
      });

    it('is one order, whichever event tells of the first payment, and each renewal is news of it', async () => {
      const { subscription, invoice } = await begun([CLUB, MUG]);
      const first = await eventOf(shop, invoice, 'invoice.paid');
      expect(await deliver(shop, first)).toMatchObject({ status: 200, outcome: 'already_delivered' });

      await pass(shop, 32 * DAY);
      const renewal = await latest(subscription);
      expect(renewal).not.toBe(invoice);
      const paid = await eventOf(shop, renewal, 'invoice.paid');
      const calls = await callsDuring(shop, async () =>
        expect(await deliver(shop, paid)).toMatchObject({ status: 200, outcome: 'delivered' }),
      );
      expect(calls.sort()).toEqual([
        'checkout.sessions.list',
        'invoicePayments.list',
        'invoices.retrieve',
        'invoices.update',
        'invoices.update',
      ]);
      expect(await deliver(shop, paid)).toMatchObject({ outcome: 'already_delivered' });
      expect(news()).toEqual([
        ['paid', 'paid', 2_700, false],
        ['renewal.in.paid', 'paid', 900, true],
      ]);
      const [order, renewed] = inbox.taken.map((each) => each.order);
      expect(renewed?.['id']).toBe(order?.['id']);
      expect(order).toMatchObject({
        subscription: { interval: 'month', amount: 900, ended: false },
        stripe: { subscription },
      });
      expect(renewed).toMatchObject({
        lines: [{ item: 'club', name: 'Tea club', quantity: 1, unitAmount: 900, subtotal: 900 }],
        totals: { subtotal: 900, total: 900 },
        buyer: { email: 'buyer@example.com' },
        renewal: { invoice: renewal },
        stripe: { subscription },
      });
    });

    it('is told by the invoice alone, where the session’s own event never came', async () => {
      const { session } = await new Subscriber(shop).subscribe([CLUB]);
      const { invoice } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      expect(await deliver(shop, await eventOf(shop, String(invoice), 'invoice.paid'))).toMatchObject({
        outcome: 'delivered',
      });
      expect(await deliver(shop, await eventOf(shop, session, 'checkout.session.completed'))).toMatchObject({
        outcome: 'already_delivered',
      });
      expect(news()).toEqual([['paid', 'paid', 900, false]]);
    });

    it('begins with a trial, and its first payment is a renewal', async () => {
      const { subscription } = await begun([TRIAL]);
      await pass(shop, 15 * DAY);
      expect(await deliver(shop, await eventOf(shop, await latest(subscription), 'invoice.paid'))).toMatchObject({
        outcome: 'delivered',
      });
      expect(news()).toEqual([
        ['trialing', 'trialing', 0, false],
        ['renewal.in.paid', 'paid', 2_500, true],
      ]);
    });

    it('that fails is news, with the reason and the next try, and so is the money when it comes', async () => {
      const { subscription, customer } = await begun([CLUB]);
      await shop.control('cards', { customer, card: DECLINED_LATER });
      await pass(shop, 32 * DAY);
      const renewal = await latest(subscription);
      expect(await deliver(shop, await eventOf(shop, renewal, 'invoice.payment_failed'))).toMatchObject({
        outcome: 'delivered',
      });
      expect(inbox.taken.at(-1)?.order).toMatchObject({
        status: 'failed',
        reason: 'declined',
        renewal: { invoice: renewal, nextAttempt: expect.any(Number) as number },
      });
      await shop.control('cards', { customer, card: '4242424242424242' });
      await pass(shop, 4 * DAY);
      expect(await deliver(shop, await eventOf(shop, renewal, 'invoice.paid'))).toMatchObject({ outcome: 'delivered' });
      expect(news().slice(1)).toEqual([
        ['renewal.in.failed', 'failed', 900, true],
        ['renewal.in.paid', 'paid', 900, true],
      ]);
    });

    it('that is refunded is news of the renewal, and the order’s own refund of the order', async () => {
      const { subscription, invoice } = await begun([CLUB]);
      await pass(shop, 32 * DAY);
      const renewal = await latest(subscription);
      await deliver(shop, await eventOf(shop, renewal, 'invoice.paid'));
      for (const paid of [renewal, invoice]) {
        const { data = [] } = (await atStripe(shop, `/v1/invoice_payments?invoice=${paid}`)) as {
          data?: Stripe.InvoicePayment[];
        };
        const payment = String(data[0]?.payment.payment_intent);
        await atStripe(shop, '/v1/refunds', { payment_intent: payment, amount: '300' });
        const refunded = await eventOf(shop, payment, 'charge.refunded');
        expect(await deliver(shop, refunded)).toMatchObject({ outcome: 'delivered' });
        expect(await deliver(shop, refunded)).toMatchObject({ outcome: 'already_delivered' });
      }
      expect(news()).toEqual([
        ['paid', 'paid', 900, false],
        ['renewal.in.paid', 'paid', 900, true],
        ['renewal.in.partly_refunded.300', 'partly_refunded', 900, true],
        ['partly_refunded.300', 'partly_refunded', 900, false],
      ]);
    });

    it('that the buyer’s bank asks back is news of the renewal, lost or won', async () => {
      const { subscription } = await begun([CLUB]);
      await pass(shop, 32 * DAY);
      const renewal = await latest(subscription);
      await deliver(shop, await eventOf(shop, renewal, 'invoice.paid'));
      const { data = [] } = (await atStripe(shop, `/v1/invoice_payments?invoice=${renewal}`)) as {
        data?: Stripe.InvoicePayment[];
      };
      const paymentIntent = String(data[0]?.payment.payment_intent);
      const { id } = (await shop.control('disputes', { paymentIntent })) as { id: string };
      await deliver(shop, await eventOf(shop, paymentIntent, 'charge.dispute.created'));
      await shop.control(`disputes/${id}`, { outcome: 'won' });
      await deliver(shop, await eventOf(shop, paymentIntent, 'charge.dispute.closed'));
      expect(
        news()
          .slice(2)
          .map(([delivery]) => delivery),
      ).toEqual(['renewal.in.disputed', 'renewal.in.paid.dispute_won']);
    });

    it('come to an end, which is news of the order', async () => {
      const { subscription } = await begun([CLUB]);
      await fetch(`${shop.sandbox}/v1/subscriptions/${subscription}`, {
        method: 'DELETE',
        headers: { authorization: 'Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc' },
      });
      const ended = await eventOf(shop, subscription, 'customer.subscription.deleted');
      expect(await deliver(shop, ended)).toMatchObject({ outcome: 'delivered' });
      expect(await deliver(shop, ended)).toMatchObject({ outcome: 'already_delivered' });
      expect(news().at(-1)).toEqual(['paid.ended', 'paid', 900, false]);
      expect(inbox.taken.at(-1)?.order).toMatchObject({ subscription: { ended: true, nextPayment: null } });
    });

    it('would be charged twice where an attempt began two, each with a trial, which the log says', async () => {
      const [first, second] = [await begun([TRIAL]), await new Subscriber(shop).subscribe([TRIAL])];
      await madeSuccessor(shop, second.session, first.session);
      expect(shop.log()).not.toContain('attempt_paid_twice');
      await deliver(shop, await eventOf(shop, second.session, 'checkout.session.completed'));
      await expect.poll(() => shop.log()).toContain('attempt_paid_twice');
    });

    it('do not look again whether the attempt was paid before: that was asked when it was first paid', async () => {
      const buyer = new Subscriber(shop);
      const replaced = await buyer.begin([CLUB, MUG]);
      const { session } = await buyer.subscribe([CLUB]);
      const { subscription } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      const first = await eventOf(shop, session, 'checkout.session.completed');
      expect((first.data.object as Stripe.Checkout.Session).metadata).toMatchObject({ cart_predecessor: replaced });
      const retrieved = 'checkout.sessions.retrieve';
      // Itself, and the one that it replaced.
      const looked = (await callsDuring(shop, () => deliver(shop, first))).filter((call) => call === retrieved);
      expect(looked).toHaveLength(2);

      await pass(shop, 32 * DAY);
      const renewed = await eventOf(shop, await latest(String(subscription)), 'invoice.paid');
      expect(await callsDuring(shop, () => deliver(shop, renewed))).not.toContain(retrieved);
      expect(news()).toHaveLength(2);
    });

    it('do not come of a card that is declined at the form: what no session has begun is acknowledged, but for money', async () => {
      const { subscription, invoice } = await begun([CLUB]);
      const paid = await eventOf(shop, invoice, 'invoice.paid');
      const { parent, ...first } = paid.data.object as Stripe.Invoice;
      const details = { ...parent?.subscription_details, subscription: 'sub_1NamedByNoSession000' };
      const nobodys = { ...paid, data: { object: { ...first, parent: { subscription_details: details } } } };
      const failed = { ...nobodys, type: 'invoice.payment_failed' };
      expect(await deliver(shop, failed)).toMatchObject({ status: 200, outcome: 'ignored' });
      const { metadata } = await atStripe(shop, `/v1/subscriptions/${subscription}`);
      const ended = { id: 'sub_1NamedByNoSession000', object: 'subscription', metadata };
      const deleted = { ...paid, type: 'customer.subscription.deleted', data: { object: ended } };
      expect(await deliver(shop, deleted)).toMatchObject({ status: 200, outcome: 'ignored' });
      // Its session is about to name it, so Stripe has to ask again.
      expect(await deliver(shop, nobodys)).toMatchObject({ status: 503, code: 'sink_unavailable' });
      expect(news()).toHaveLength(1);
    });

    it('of somebody else’s subscription are none of ours, and cost nothing', async () => {
      const { subscription } = await begun([CLUB]);
      await pass(shop, 32 * DAY);
      const event = await eventOf(shop, await latest(subscription), 'invoice.paid');
      const invoice = event.data.object as Stripe.Invoice;
      const details = { ...invoice.parent?.subscription_details, metadata: { plan: 'gold' } };
      const foreign = { ...event, data: { object: { ...invoice, parent: { subscription_details: details } } } };
      expect(await callsDuring(shop, () => deliver(shop, foreign))).toEqual([]);
      expect(news()).toHaveLength(1);
    });
  });
}
