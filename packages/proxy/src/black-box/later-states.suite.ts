import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStripe, Buyer, callsDuring, fault, MUG, pass } from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { deliver, eventOf, WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';

const LIST = 'checkout.sessions.list';
const UPDATE = 'checkout.sessions.update';
const DISPUTES = 'disputes.list';
const SIX_DAYS = 6 * 24 * 3600;

/** Whatever happens to the money later reaches the sink: each state once, under the order's own number. */
export function laterStatesSuite(runtime: Runtime): void {
  describe(`what happens later on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    beforeAll(async () => {
      inbox = await openInbox();
      shop = await openShop(runtime, {
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS[0],
        CART_SINK_URL: inbox.url,
        CART_SINK_SECRET: SINK_SECRET,
      });
    });
    beforeEach(async () => {
      await shop.control('reset');
      inbox.taken.length = 0;
    });
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    /** An order that is paid and handed on. */
    const sold = async (paying = {}) => {
      const buyer = new Buyer(shop, 'elements');
      const { session } = await buyer.goToPay([MUG]);
      await shop.control('buyer', { session, action: 'pay', ...paying });
      expect(await deliver(shop, await eventOf(shop, session, 'checkout.session.completed'))).toMatchObject({
        status: 200,
      });
      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      return { session, payment: String(payment) };
    };
    const refund = (payment: string, amount?: number) =>
      atStripe(shop, '/v1/refunds', {
        payment_intent: payment,
        ...(amount === undefined ? {} : { amount: String(amount) }),
      });
    const refunded = (payment: string) => eventOf(shop, payment, 'charge.refunded');
    const states = () => inbox.taken.map(({ order: { status, refunded, dispute } }) => [status, refunded, dispute]);
    const deliveries = () => inbox.taken.map(({ id, order }) => id.slice(String(order['id']).length));

    it('is told of each refund once, by one look at Stripe', async () => {
      const { payment } = await sold();
      await refund(payment, 300);
      const first = await refunded(payment);
      const calls = await callsDuring(shop, async () => {
        expect(await deliver(shop, first)).toEqual({ status: 200, received: true, outcome: 'delivered' });
      });
      expect(calls).toEqual([LIST, UPDATE, UPDATE]);
      expect(await deliver(shop, first)).toMatchObject({ outcome: 'already_delivered' });

      await refund(payment, 200);
      expect(await deliver(shop, await refunded(payment))).toMatchObject({ outcome: 'delivered' });
      // The event before it comes late: what Stripe says now has been said.
      expect(await deliver(shop, first)).toMatchObject({ outcome: 'already_delivered' });
      await refund(payment);
      expect(await deliver(shop, await refunded(payment))).toMatchObject({ outcome: 'delivered' });

      expect(states()).toEqual([
        ['paid', 0, null],
        ['partly_refunded', 300, null],
        ['partly_refunded', 500, null],
        ['refunded', 1800, null],
      ]);
      expect(deliveries()).toEqual(['.paid', '.partly_refunded.300', '.partly_refunded.500', '.refunded']);
      expect(new Set(inbox.taken.map(({ order }) => order['id'])).size).toBe(1);
      expect(inbox.taken.map(({ id, order }) => id === order['delivery'])).not.toContain(false);
    });

    it('is told once, however many deliveries of one event come at once', async () => {
      const { payment } = await sold();
      await refund(payment, 300);
      const event = await refunded(payment);
      const answers = await Promise.all(Array.from({ length: 8 }, () => deliver(shop, event)));
      expect(deliveries()).toEqual(['.paid', '.partly_refunded.300']);
      for (const { status, code } of answers) expect(status === 200 || code === 'sink_unavailable').toBe(true);
      expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'already_delivered' });
    });

    it('is told that a refund has failed, days later: the order is paid again, and nothing is given back', async () => {
      const { payment } = await sold({ card: '4000000000005126' });
      await refund(payment);
      expect(await deliver(shop, await refunded(payment))).toMatchObject({ outcome: 'delivered' });
      await pass(shop, SIX_DAYS);
      expect(await deliver(shop, await eventOf(shop, payment, 'refund.failed'))).toMatchObject({
        outcome: 'delivered',
      });
      expect(states()).toEqual([
        ['paid', 0, null],
        ['refunded', 1800, null],
        ['paid', 0, null],
      ]);
      // Under a name of its own: whoever remembers what they had must not take it for the first.
      expect(new Set(deliveries()).size).toBe(3);
    });

    it('is told of it later, when sink or Stripe were away', async () => {
      const { payment } = await sold();
      await refund(payment);
      const event = await refunded(payment);
      await fault(shop, LIST, '503', 3);
      expect((await deliver(shop, event)).status).toBe(503);
      inbox.answers.push(500);
      expect(await deliver(shop, event)).toMatchObject({ status: 503, code: 'sink_unavailable' });
      expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'delivered' });
      expect(deliveries()).toEqual(['.paid', '.refunded']);
    });

    it('is told that a bank asks for the money back, and how that ends', async () => {
      const outcomes = [
        ['won', ['paid', 0, 'won'], '.paid.dispute_won'],
        ['lost', ['disputed', 0, 'lost'], '.disputed.dispute_lost'],
      ] as const;
      for (const [outcome, state, name] of outcomes) {
        inbox.taken.length = 0;
        const { payment } = await sold();
        const { id } = (await shop.control('disputes', { paymentIntent: payment })) as { id: string };
        const opened = await eventOf(shop, payment, 'charge.dispute.created');
        const calls = await callsDuring(shop, async () => {
          expect(await deliver(shop, opened)).toMatchObject({ outcome: 'delivered' });
        });
        expect(calls).toEqual([LIST, DISPUTES, UPDATE, UPDATE]);
        await shop.control(`disputes/${id}`, { outcome });
        const closed = await eventOf(shop, payment, 'charge.dispute.closed');
        expect(await deliver(shop, closed)).toMatchObject({ outcome: 'delivered' });
        expect(await deliver(shop, closed)).toMatchObject({ outcome: 'already_delivered' });
        expect(states()).toEqual([['paid', 0, null], ['disputed', 0, 'open'], state]);
        expect(deliveries()).toEqual(['.paid', '.disputed', name]);
      }
    });

    it('says that a dispute is open, where the key may not read disputes', async () => {
      const key = 'rk_test_ReadsNoDisputes0123456789';
      const permissions = ['rak_checkout_session_write', 'rak_payment_intent_read', 'rak_charge_read'];
      await shop.control('keys', { key, permissions });
      const { payment } = await sold();
      await shop.control('disputes', { paymentIntent: payment });
      const restricted = await openShop(runtime, {
        STRIPE_API_BASE: shop.sandbox,
        STRIPE_SECRET_KEY: key,
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS[0],
        CART_SINK_URL: inbox.url,
        CART_SINK_SECRET: SINK_SECRET,
      });
      const event = await eventOf(shop, payment, 'charge.dispute.created');
      expect(await deliver(restricted, event)).toMatchObject({ outcome: 'delivered' });
      expect(states().at(-1)).toEqual(['disputed', 0, 'open']);
      await expect.poll(() => restricted.log()).toContain('dispute_unread');
      await restricted.close();
    });

    it('hears of a debit when it is on its way, and when the bank has paid or refused it', async () => {
      await shop.control('account', { paymentMethodTypes: ['sepa_debit'] });
      for (const [action, type, outcome] of [
        ['pay', 'checkout.session.async_payment_succeeded', 'paid'],
        ['decline', 'checkout.session.async_payment_failed', 'failed'],
      ] as const) {
        inbox.taken.length = 0;
        const { session } = await new Buyer(shop, 'elements').goToPay([MUG]);
        await shop.control('buyer', { session, action });
        await deliver(shop, await eventOf(shop, session, 'checkout.session.completed'));
        await pass(shop, SIX_DAYS);
        expect(await deliver(shop, await eventOf(shop, session, type))).toMatchObject({ outcome: 'delivered' });
        expect(states().map(([status]) => status)).toEqual(['pending', outcome]);
      }
    });

    it('costs one call for other people’s charges and disputes, none for another shop’s, and tells nobody of them', async () => {
      const foreign = await atStripe(shop, '/v1/checkout/sessions', {
        mode: 'payment',
        success_url: 'https://other.example/done',
        'line_items[0][quantity]': '1',
        'line_items[0][price_data][currency]': 'eur',
        'line_items[0][price_data][unit_amount]': '1800',
        'line_items[0][price_data][product_data][name]': 'Mug',
      });
      const session = String(foreign['id']);
      await shop.control('buyer', { session, action: 'pay' });
      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      await refund(String(payment), 300);
      const event = await refunded(String(payment));
      const answers: unknown[] = [];
      const told = async (subject: object) => answers.push((await deliver(shop, subject)).outcome);

      // It bears nobody's name, and may be an invoice's.
      expect(await callsDuring(shop, () => told(event))).toEqual(['invoicePayments.list']);
      const named = { ...event.data.object, metadata: { cart_shop: 'tiles' } };
      expect(await callsDuring(shop, () => told({ ...event, data: { object: named } }))).toEqual([]);
      const dispute = { object: 'dispute', id: 'du_1Somebodys', payment_intent: payment };
      const about = (object: object) => ({ ...event, type: 'charge.dispute.created', data: { object } });
      expect(await callsDuring(shop, () => told(about(dispute)))).toEqual([LIST]);
      // It may have been taken by a PaymentIntent alone.
      const unknown = { ...dispute, payment_intent: 'pi_3NoSessionTookThisPayment' };
      expect(await callsDuring(shop, () => told(about(unknown)))).toEqual([LIST, 'paymentIntents.retrieve 404']);
      expect(await callsDuring(shop, () => told(about({ ...dispute, payment_intent: null })))).toEqual([]);
      expect(answers).toEqual(Array.from({ length: 5 }, () => 'ignored'));
      expect(inbox.taken).toEqual([]);
    });

    it('does not acknowledge a charge that bears the shop’s name and was taken by no session Stripe shows', async () => {
      const { payment } = await sold();
      await refund(payment);
      const event = await refunded(payment);
      const object = { ...event.data.object, payment_intent: 'pi_3NoSessionTookThisPayment' };
      expect(await deliver(shop, { ...event, data: { object } })).toMatchObject({
        status: 503,
        code: 'sink_unavailable',
      });
    });
  });
}
