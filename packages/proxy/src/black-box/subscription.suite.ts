import { beforeAll, describe, expect, it } from 'vitest';
import { parseOrderReply } from '@stripe-cart/contract/parse';
import { atStripe, callsDuring, MUG } from '../test-stack/buyer.js';
import type { TestShop } from '../test-stack/shop.js';
import { CLUB, QUARTERLY, Subscriber, TRIAL } from '../test-stack/subscribers.js';
import type { Stand } from '../test-stack/billing-shop.js';

/** What goes on after it is paid: begun by Checkout in every way that can, verified from what Stripe has begun. */
export function subscriptionSuite(stand: Stand): void {
  describe('a subscription', () => {
    let shop: TestShop;
    beforeAll(() => {
      ({ shop } = stand());
    });

    const orderOf = async (buyer: Subscriber, order: string) => {
      const { status, body } = await buyer.order({ by: 'order', token: order });
      expect([status, parseOrderReply(body)]).toMatchObject([200, { ok: true }]);
      return body;
    };

    it.each(['hosted', 'embedded', 'elements'] as const)(
      'is begun and paid in %s, beside what is paid once',
      async (mode) => {
        const buyer = new Subscriber(shop, mode);
        const { session, order } = await buyer.subscribe([CLUB, MUG]);
        expect(await atStripe(shop, `/v1/checkout/sessions/${session}`)).toMatchObject({
          mode: 'subscription',
          amount_total: 2_700,
        });
        const reply = await orderOf(buyer, order);
        expect(reply).toMatchObject({
          detail: 'full',
          status: 'paid',
          lines: [
            { item: 'club', quantity: 1, unitAmount: 900, subtotal: 900 },
            { item: 'mug', quantity: 1, unitAmount: 1_800, subtotal: 1_800 },
          ],
          totals: { subtotal: 2_700, total: 2_700 },
          subscription: { interval: 'month', intervalCount: 1, amount: 900 },
        });
        expect(JSON.stringify(reply)).not.toMatch(/sub_|in_|cus_|pi_|si_/);
      },
    );

    it.each<[string, object | undefined]>([
      ['nothing of it', undefined],
      ['another interval', { interval: 'year' }],
      ['another count of them', { intervalCount: 2 }],
      ['a trial', { trialDays: 14 }],
      ['another amount of each', { amount: 800 }],
    ])('is not begun for a buyer who was shown %s, and is told', async (_, shown) => {
      const due = { interval: 'month', intervalCount: 1, amount: 900 };
      const recurring = shown === undefined ? undefined : { ...due, ...shown };
      const expected = { currency: 'eur', subtotal: 2_700, recurring };
      const calls = await callsDuring(shop, async () => {
        const { body } = await new Subscriber(shop).ask([CLUB, MUG], { expected });
        expect(body).toMatchObject({ code: 'price_changed', quote: { subtotal: 2_700, recurring: due } });
      });
      expect(calls).toEqual([]);
      const agreed = { currency: 'eur', subtotal: 2_700, recurring: due };
      expect((await new Subscriber(shop).ask([CLUB, MUG], { expected: agreed })).body.status).toBe('open');
    });

    it('is not begun, nor is anything else, for a buyer who was shown terms where nothing recurs any more', async () => {
      const recurring = { interval: 'month', intervalCount: 1, amount: 1_800 };
      const { body } = await new Subscriber(shop).ask([MUG], {
        expected: { currency: 'eur', subtotal: 1_800, recurring },
      });
      expect(body).toMatchObject({ code: 'price_changed' });
      expect(body['quote']).not.toHaveProperty('recurring');
    });

    it('is verified by three calls, two of them at once, and by two where a status is all that is asked', async () => {
      const buyer = new Subscriber(shop);
      const { session, order } = await buyer.subscribe([CLUB]);
      const calls = await callsDuring(shop, () => orderOf(buyer, order));
      expect(calls.sort()).toEqual(['checkout.sessions.retrieve', 'invoicePayments.list', 'subscriptions.retrieve']);
      const bare = () => buyer.order({ by: 'session', id: session });
      expect(await callsDuring(shop, bare)).toEqual(['checkout.sessions.retrieve', 'invoicePayments.list']);
      expect((await bare()).body).toEqual({ detail: 'status', status: 'paid' });
    });

    it('after a trial takes nothing today, and says when it will', async () => {
      const buyer = new Subscriber(shop);
      const { session, order } = await buyer.subscribe([TRIAL]);
      const { subscription } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      const { trial_end: trialEnd } = await atStripe(shop, `/v1/subscriptions/${String(subscription)}`);
      expect(await orderOf(buyer, order)).toMatchObject({
        status: 'trialing',
        lines: [{ item: 'trial', unitAmount: 2_500, subtotal: 2_500 }],
        totals: { subtotal: 0, discount: 0, total: 0 },
        subscription: { interval: 'month', intervalCount: 1, amount: 2_500, nextPayment: trialEnd },
      });
      expect((await buyer.ask([TRIAL], { resume: buyer.resume })).body.status).toBe('paid');
    });

    it('after a trial, beside what is paid once, takes that today', async () => {
      const buyer = new Subscriber(shop);
      const { order } = await buyer.subscribe([TRIAL, MUG]);
      expect(await orderOf(buyer, order)).toMatchObject({
        status: 'paid',
        totals: { subtotal: 1_800, total: 1_800 },
        subscription: { amount: 2_500 },
      });
    });

    it('whose bank asks for 3D Secure is unpaid until that is passed, and open again after it was not', async () => {
      const buyer = new Subscriber(shop);
      const session = await buyer.begin([CLUB]);
      const pay = (answer: string) =>
        shop.control('buyer', { session, action: 'pay', card: '4000002500003155', answer });
      await pay('fail');
      expect((await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body.status).toBe('unpaid');
      expect(await buyer.begin([CLUB])).toBe(session);
      await pay('pass');
      expect((await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body.status).toBe('paid');
    });

    it('replaces what the cart was before, and is replaced by it: one attempt, one payable session', async () => {
      const buyer = new Subscriber(shop);
      const first = await buyer.begin([MUG]);
      const second = await buyer.begin([MUG, CLUB]);
      const third = await buyer.begin([MUG]);
      const states = await Promise.all(
        [first, second, third].map(async (id) => (await atStripe(shop, `/v1/checkout/sessions/${id}`))['status']),
      );
      expect(states).toEqual(['expired', 'expired', 'open']);
    });

    it('is refused before Stripe is asked, where it cannot be billed together or in that way', async () => {
      const ask = async (mode: 'hosted' | 'intent' | 'link', ...lines: Parameters<Subscriber['ask']>[0]) =>
        (await new Subscriber(shop, mode).ask(lines)).body;
      const calls = await callsDuring(shop, async () => {
        expect(await ask('hosted', CLUB, QUARTERLY)).toMatchObject({
          code: 'mixed_billing',
          items: ['club', 'quarterly'],
        });
        expect(await ask('hosted', CLUB, TRIAL)).toMatchObject({ code: 'mixed_billing', items: ['club', 'trial'] });
        const modes = ['hosted', 'embedded', 'elements'];
        expect(await ask('intent', CLUB)).toMatchObject({ code: 'mode_not_offered', modes });
        expect(await ask('link', CLUB)).toMatchObject({ code: 'mode_not_offered', modes });
      });
      expect(calls).toEqual([]);
    });
  });
}
