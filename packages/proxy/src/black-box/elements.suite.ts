import type { CheckoutMode } from '@stripe-cart/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStripe, Buyer, callsDuring, GOLD_JUG, MUG, pass, sessionsIn } from '../test-stack/buyer.js';
import { openRewritingStripe } from '../test-stack/rewriting-stripe.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';

const CREATE = 'checkout.sessions.create';
const RETRIEVE = 'checkout.sessions.retrieve';
const EXPIRE = 'checkout.sessions.expire';
const SIX_DAYS = 6 * 24 * 3600;

/** Payment inside the shop's page, and what it has in common with payment on Stripe's. */
export function elementsSuite(runtime: Runtime): void {
  describe(`payment in the page on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime, {
        CART_SHIPPING_COUNTRIES: 'DE,AT',
        CART_PROMOTION_CODES: 'true',
        CART_SUBMIT_TYPE: 'pay',
        CART_LOCALE: 'de',
      });
    });
    beforeEach(async () => {
      await shop.control('reset');
      buyer = new Buyer(shop, 'elements');
    });
    afterAll(() => shop.close());

    const order = async () => (await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body;

    it('opens a session of Elements, and says what it will ask for', async () => {
      const { body } = await buyer.ask([MUG, GOLD_JUG]);
      expect(body).toEqual({
        status: 'open',
        mode: 'elements',
        clientSecret: expect.stringMatching(/^cs_test_\w+_secret_/),
        collects: { shippingAddress: true, phone: false, promotionCode: true },
        resume: expect.any(String),
      });
      const [session = ''] = await sessionsIn(shop, 'open');
      expect(await atStripe(shop, `/v1/checkout/sessions/${session}`)).toMatchObject({
        ui_mode: 'elements',
        return_url: expect.stringMatching(/\/v1\/return\?nonce=[\w.-]+&session_id=\{CHECKOUT_SESSION_ID\}$/),
        success_url: null,
        cancel_url: null,
        submit_type: null,
        amount_subtotal: 7800,
        metadata: { cart_kind: 'session', cart_attempt: buyer.attempt, cart_allows: 'discount' },
      });
    });

    it('costs one call to start, one to come back and one to verify', async () => {
      const calls = {
        start: await callsDuring(shop, () => buyer.goToPay([MUG])),
        back: [] as string[],
        order: [] as string[],
      };
      const [session = ''] = await sessionsIn(shop, 'open');
      const paid = (await shop.control('buyer', { session, action: 'pay' })) as { redirect: string };
      let fragment = '';
      calls.back = await callsDuring(shop, async () => (fragment = await buyer.comeBack(paid.redirect)));
      const token = fragment.replace('#order=', '');
      calls.order = await callsDuring(shop, async () => {
        expect((await buyer.order({ by: 'order', token })).body).toMatchObject({ detail: 'full', status: 'paid' });
      });
      expect(calls).toEqual({ start: [CREATE], back: [RETRIEVE], order: [RETRIEVE] });
    });

    it('goes on with the same session after a decline, and is verified by its resume token', async () => {
      const first = await buyer.goToPay([MUG]);
      await shop.control('buyer', { session: first.session, action: 'decline' });
      expect((await order()).status).toBe('unpaid');
      expect(await buyer.goToPay([MUG])).toEqual(first);
      await shop.control('buyer', { session: first.session, action: 'pay' });
      expect(await order()).toMatchObject({ status: 'paid', attempt: buyer.attempt, totals: { total: 1800 } });
      expect((await buyer.ask([MUG])).body.status).toBe('paid');
    });

    it('goes on with the same session after a challenge that failed or was left', async () => {
      const first = await buyer.goToPay([MUG]);
      const answered = (answer: string) =>
        shop.control('buyer', { session: first.session, action: 'pay', card: '4000002760003184', answer });
      for (const answer of ['fail', 'abandon']) {
        await answered(answer);
        expect((await order()).status).toBe('unpaid');
        expect(await buyer.goToPay([MUG])).toEqual(first);
      }
      await answered('pass');
      expect((await order()).status).toBe('paid');
    });

    it('says pending while the bank takes days, and then what the bank says', async () => {
      await shop.control('account', { paymentMethodTypes: ['sepa_debit'] });
      for (const [action, outcome] of [
        ['pay', 'paid'],
        ['decline', 'failed'],
      ] as const) {
        buyer = new Buyer(shop, 'elements');
        const { session } = await buyer.goToPay([MUG]);
        await shop.control('buyer', { session, action });
        expect((await order()).status).toBe('pending');
        expect((await buyer.ask([MUG])).body.status).toBe('pending');
        await pass(shop, SIX_DAYS);
        expect((await order()).status).toBe(outcome);
        // A debit that failed is paid in another way, by a successor; one that was paid is paid.
        expect((await buyer.ask([MUG])).body.status).toBe(outcome === 'paid' ? 'paid' : 'open');
      }
    });

    it('leads a buyer who had to leave for their bank back to the shop’s page', async () => {
      const { session } = await buyer.goToPay([MUG]);
      const paid = await shop.control('buyer', { session, action: 'pay', method: 'ideal' });
      const token = (await buyer.comeBack((paid as { redirect: string }).redirect)).replace('#order=', '');
      expect((await buyer.order({ by: 'order', token })).body).toMatchObject({ detail: 'full', status: 'paid' });
    });

    it('keeps the client secret out of the log, of every address and of what Stripe stores', async () => {
      const { wayIn, session } = await buyer.goToPay([MUG]);
      const secret = wayIn.slice(wayIn.indexOf('_secret_') + '_secret_'.length);
      expect(secret.length).toBeGreaterThan(20);
      await buyer.goToPay([MUG]);
      const { redirect } = (await shop.control('buyer', { session, action: 'pay' })) as { redirect: string };
      const back = await fetch(redirect, { redirect: 'manual' });
      const answers = [
        await buyer.order({ by: 'resume', token: buyer.resume ?? '' }),
        await buyer.order({ by: 'session', id: session }),
        await buyer.ask([MUG]),
      ];
      const stored = await atStripe(shop, `/v1/checkout/sessions/${session}?expand[]=payment_intent`);
      const { metadata, return_url: returnUrl, payment_intent: payment } = stored;
      const { metadata: copied } = payment as { metadata: unknown };
      await expect.poll(() => shop.log()).toContain('"route":"/v1/order"');
      const texts = [
        shop.log(),
        redirect,
        ...back.headers.values(),
        JSON.stringify([answers, metadata, returnUrl, copied]),
      ];
      // Nor has it reached the net under the log.
      const found = texts.filter((text) => text.includes(secret) || /_secret_|client secret/.test(text));
      expect(found).toEqual([]);
    });

    it('replaces a session whose client secret Stripe does not show again', async () => {
      const stripe = await openRewritingStripe(shop.sandbox, (session, method) =>
        method === 'GET' ? { ...session, client_secret: null } : session,
      );
      const terse = await openShop(runtime, { STRIPE_API_BASE: stripe.url });
      const forgetful = new Buyer(terse, 'elements');
      const [first, second] = [await forgetful.goToPay([MUG]), await forgetful.goToPay([MUG])];
      expect(await sessionsIn(shop, 'expired')).toEqual([first.session]);
      expect(await sessionsIn(shop, 'open')).toEqual([second.session]);
      await terse.close();
      await stripe.close();
    });

    it('shows a buyer from elsewhere what they paid, and judges by what the shop charged', async () => {
      const shown = { presentment_amount: 301_500, presentment_currency: 'jpy' };
      const stripe = await openRewritingStripe(shop.sandbox, (session) =>
        session['status'] === 'complete' ? { ...session, presentment_details: shown } : session,
      );
      const local = await openShop(runtime, { STRIPE_API_BASE: stripe.url });
      const abroad = new Buyer(local, 'elements');
      const { session } = await abroad.goToPay([MUG]);
      await shop.control('buyer', { session, action: 'pay' });
      expect((await abroad.order({ by: 'resume', token: abroad.resume ?? '' })).body).toMatchObject({
        status: 'paid',
        currency: 'eur',
        totals: { total: 1800 },
        presentment: { currency: 'jpy', total: 301_500 },
      });
      await local.close();
      await stripe.close();
    });

    describe('instead of Stripe’s page, or the other way round', () => {
      const other = (mode: CheckoutMode): CheckoutMode => (mode === 'hosted' ? 'elements' : 'hosted');
      const modes: CheckoutMode[] = ['hosted', 'elements'];

      it.each(modes)('closes the session begun in %s, sees that it is closed, and makes another', async (mode) => {
        buyer.mode = mode;
        const first = await buyer.goToPay([MUG]);
        buyer.mode = other(mode);
        let second = first;
        const calls = await callsDuring(shop, async () => {
          second = await buyer.goToPay([MUG]);
        });
        expect(calls).toEqual([RETRIEVE, EXPIRE, RETRIEVE, CREATE]);
        expect(await sessionsIn(shop, 'expired')).toEqual([first.session]);
        expect(await sessionsIn(shop, 'open')).toEqual([second.session]);
      });

      it.each(modes)('is a conflict without the token of the one begun in %s, and makes nothing', async (mode) => {
        buyer.mode = mode;
        const { session } = await buyer.goToPay([MUG]);
        const forgetful = new Buyer(shop, other(mode));
        forgetful.attempt = buyer.attempt;
        const { status, body } = await forgetful.ask([MUG]);
        expect([status, body.code]).toEqual([409, 'attempt_conflict']);
        expect(await sessionsIn(shop, 'open')).toEqual([session]);
      });

      it.each(modes)('says that the one begun in %s is paid already', async (mode) => {
        buyer.mode = mode;
        const { session } = await buyer.goToPay([MUG]);
        await buyer.pay(session);
        buyer.mode = other(mode);
        expect((await buyer.ask([MUG])).body.status).toBe('paid');
        expect(await sessionsIn(shop, 'open')).toEqual([]);
      });
    });
  });
}
