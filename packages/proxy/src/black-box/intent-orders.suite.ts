import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStripe, BOWLS, Buyer, callsDuring, GOLD_JUG, MUG, pass } from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import { confirmInPage, intentIn, type Entered } from '../test-stack/intent-page.js';
import { openRewritingStripe } from '../test-stack/rewriting-stripe.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { deliver, eventOf, WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';

const RETRIEVE = 'paymentIntents.retrieve';
const UPDATE = 'paymentIntents.update';
const SIX_DAYS = 6 * 24 * 3600;

const settings = ({ url }: Inbox) => ({
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS.join(','),
  CART_SINK_URL: url,
  CART_SINK_SECRET: SINK_SECRET,
});

/** Orders that are paid by a PaymentIntent alone, as their owner hears of them. */
export function intentOrdersSuite(runtime: Runtime): void {
  describe(`the orders of PaymentIntents on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    beforeAll(async () => {
      inbox = await openInbox();
      shop = await openShop(runtime, settings(inbox));
    });
    beforeEach(() => (inbox.taken.length = 0));
    afterEach(() => expect(inbox.refused).toBe(0));
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    const begin = async (entered: Entered, more: Readonly<Record<string, string>> = {}) => {
      const buyer = new Buyer(shop, 'intent');
      const { body } = await buyer.checkOut([MUG, GOLD_JUG]);
      await confirmInPage(shop, body, entered, more);
      return { buyer, id: intentIn(body.clientSecret ?? '') };
    };
    /** Of the event alone: looking for it is the test's own call. */
    const callsOf = async (id: string, type: string) => {
      const event = await eventOf(shop, id, `payment_intent.${type}`);
      let outcome;
      const calls = await callsDuring(shop, async () => (outcome = (await deliver(shop, event)).outcome));
      return { outcome, calls };
    };
    const told = async (id: string, type: string) => deliver(shop, await eventOf(shop, id, `payment_intent.${type}`));
    const news = () => inbox.taken.map(({ id, order }) => [id.split('.').slice(1).join('.'), order['reason']]);

    it('hands one on with all that its owner needs, once, under one number', async () => {
      const { buyer, id } = await begin('card', {
        receipt_email: 'ada@example.org',
        'shipping[name]': 'Ada Lovelace',
        'shipping[address][line1]': '1 Test Street',
        'shipping[address][country]': 'DE',
      });
      const first = await callsOf(id, 'succeeded');
      expect(first).toEqual({ outcome: 'delivered', calls: [RETRIEVE, UPDATE, UPDATE] });
      expect((await told(id, 'succeeded')).outcome).toBe('already_delivered');
      const seen = await buyer.order({ by: 'resume', token: buyer.resume ?? '' });
      const [delivery, ...others] = inbox.taken;
      expect(others).toEqual([]);
      expect(delivery?.id).toBe(`${String(seen.body['number'])}.paid`);
      expect(delivery?.order).toMatchObject({
        id: seen.body['number'],
        status: 'paid',
        reason: null,
        shop: 'pottery',
        lines: seen.body['lines'],
        totals: { total: 7800 },
        buyer: { email: 'ada@example.org', name: 'Ada' },
        shipping: { name: 'Ada Lovelace', address: { line1: '1 Test Street', country: 'DE' } },
        stripe: { session: null, paymentIntent: id },
      });
      expect(shop.log()).not.toMatch(/ada@example|Lovelace|Test Street/);
    });

    it('tells of money on its way, and of money that did not arrive, with the reason', async () => {
      for (const [entered, last, expected] of [
        [
          'debit',
          'succeeded',
          [
            ['pending', null],
            ['paid', null],
          ],
        ],
        [
          'failingDebit',
          'payment_failed',
          [
            ['pending', null],
            ['failed', expect.any(String)],
          ],
        ],
      ] as const) {
        inbox.taken.length = 0;
        const { id } = await begin(entered);
        expect((await told(id, 'processing')).outcome).toBe('delivered');
        await pass(shop, SIX_DAYS);
        expect((await told(id, last)).outcome).toBe('delivered');
        // Late and again, and never back to what it was before.
        expect((await told(id, 'processing')).outcome).toBe('already_delivered');
        expect(news()).toEqual(expected);
      }
    });

    it('tells of money that was on its way and did not arrive, whatever it was sent by', async () => {
      const byPayTo = (intent: Readonly<Record<string, unknown>>) =>
        intent['last_payment_error'] === null
          ? intent
          : {
              ...intent,
              last_payment_error: { code: 'payment_intent_payment_attempt_failed', payment_method: { type: 'payto' } },
            };
      const rewriting = await openRewritingStripe(shop.sandbox, byPayTo, 'payment_intent');
      const behind = await openShop(runtime, { ...settings(inbox), STRIPE_API_BASE: rewriting.url });
      try {
        const { id } = await begin('failingDebit');
        await deliver(behind, await eventOf(shop, id, 'payment_intent.processing'));
        await pass(shop, SIX_DAYS);
        const failed = await eventOf(shop, id, 'payment_intent.payment_failed');
        expect((await deliver(behind, failed)).outcome).toBe('delivered');
        // It is simply open now: what the next try says is the next news.
        expect((await deliver(behind, failed)).outcome).toBe('ignored');
        expect(news()).toEqual([
          ['pending', null],
          ['failed', expect.any(String)],
        ]);
        expect(inbox.taken.at(-1)?.order['status']).toBe('failed');
      } finally {
        await behind.close();
        await rewriting.close();
      }
    });

    it('says nothing of a decline at the form, of a challenge, and of one that the proxy has replaced', async () => {
      const { buyer, id } = await begin('declined');
      expect((await told(id, 'payment_failed')).outcome).toBe('ignored');
      const asked = await begin('challenge');
      expect(await callsOf(asked.id, 'requires_action')).toEqual({ outcome: 'ignored', calls: [] });
      await buyer.checkOut([BOWLS]);
      expect((await told(id, 'canceled')).outcome).toBe('ignored');
      expect(news()).toEqual([]);
    });

    it('follows what becomes of the money: given back, and asked back', async () => {
      const { id } = await begin('card');
      expect((await told(id, 'succeeded')).outcome).toBe('delivered');
      await atStripe(shop, '/v1/refunds', { payment_intent: id, amount: '100' });
      expect((await deliver(shop, await eventOf(shop, id, 'charge.refunded'))).outcome).toBe('delivered');
      await shop.control('disputes', { paymentIntent: id });
      expect((await deliver(shop, await eventOf(shop, id, 'charge.dispute.created'))).outcome).toBe('delivered');
      expect(news().map(([word]) => word)).toEqual(['paid', 'partly_refunded.100', 'disputed']);
    });

    it('folds the payment of a session into the session, without a call', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      await shop.control('buyer', { session, action: 'pay' });
      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      expect(await callsOf(String(payment), 'succeeded')).toEqual({ outcome: 'ignored', calls: [] });
      expect(inbox.taken).toEqual([]);
      expect((await deliver(shop, await eventOf(shop, session, 'checkout.session.completed'))).outcome).toBe(
        'delivered',
      );
      expect(inbox.taken).toHaveLength(1);
    });

    it('does not vouch for one that bears the shop’s name under another signature, and leaves it to Stripe', async () => {
      const { id } = await begin('card');
      await atStripe(shop, `/v1/payment_intents/${id}`, { 'metadata[cart_total]': '1' });
      expect(await told(id, 'succeeded')).toMatchObject({ status: 503, code: 'sink_unavailable' });
      await expect.poll(() => shop.log()).toContain('promise_not_ours');
      expect(inbox.taken).toEqual([]);
    });
  });
}
