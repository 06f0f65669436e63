import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStripe, BOWLS, Buyer, callsDuring, MUG, pass, sessionsIn } from '../test-stack/buyer.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';

const CREATE = 'checkout.sessions.create';
const RETRIEVE = 'checkout.sessions.retrieve';
const EXPIRE = 'checkout.sessions.expire';

/** Stripe's page in a frame of the shop's own: what differs from the page itself, and from Elements. */
export function embeddedSuite(runtime: Runtime): void {
  describe(`an embedded page on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime, { CART_TERMS: 'true', CART_PROMOTION_CODES: 'true' });
    });
    beforeEach(async () => {
      await shop.control('reset');
      buyer = new Buyer(shop, 'embedded');
    });
    afterAll(() => shop.close());

    const order = async () => (await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body;

    it('is opened by a client secret, asks for the terms, and leaves the page only where it has to', async () => {
      const { body } = await buyer.ask([MUG]);
      expect(body).toEqual({
        status: 'open',
        mode: 'embedded',
        clientSecret: expect.stringMatching(/^cs_test_\w+_secret_/),
        resume: expect.any(String),
      });
      const [session = ''] = await sessionsIn(shop, 'open');
      expect(await atStripe(shop, `/v1/checkout/sessions/${session}`)).toMatchObject({
        ui_mode: 'embedded_page',
        redirect_on_completion: 'if_required',
        return_url: expect.stringMatching(/\/v1\/return\?nonce=[\w.-]+&session_id=\{CHECKOUT_SESSION_ID\}$/),
        success_url: null,
        cancel_url: null,
        consent_collection: { terms_of_service: 'required' },
        allow_promotion_codes: true,
      });
    });

    it('costs one call to open and one to verify, is found again, and is paid in place', async () => {
      let first = { wayIn: '', session: '' };
      const opened = await callsDuring(shop, async () => (first = await buyer.goToPay([MUG])));
      expect(await buyer.goToPay([MUG])).toEqual(first);
      await shop.control('buyer', { session: first.session, action: 'decline' });
      expect(await order()).toMatchObject({ status: 'unpaid', reason: 'declined' });
      await shop.control('buyer', { session: first.session, action: 'pay' });
      const verified = await callsDuring(shop, async () => expect((await order()).status).toBe('paid'));
      expect([opened, verified]).toEqual([[CREATE], [RETRIEVE]]);
      expect((await buyer.ask([MUG])).body.status).toBe('paid');
    });

    it('of a cart that has changed is expired before there is another', async () => {
      const first = await buyer.goToPay([MUG]);
      expect(await callsDuring(shop, () => buyer.goToPay([BOWLS]))).toEqual([RETRIEVE, EXPIRE, RETRIEVE, CREATE]);
      expect(await sessionsIn(shop, 'expired')).toEqual([first.session]);
    });

    it('comes back by the return where the buyer had to leave, and waits where the bank takes days', async () => {
      const { session } = await buyer.goToPay([MUG]);
      const left = await shop.control('buyer', { session, action: 'pay', method: 'ideal' });
      const token = (await buyer.comeBack((left as { redirect: string }).redirect)).replace('#order=', '');
      expect((await buyer.order({ by: 'order', token })).body).toMatchObject({ detail: 'full', status: 'paid' });

      buyer = new Buyer(shop, 'embedded');
      const slow = await buyer.goToPay([MUG]);
      await shop.control('buyer', { session: slow.session, action: 'decline', method: 'sepa_debit' });
      expect((await order()).status).toBe('pending');
      await pass(shop, 6 * 24 * 3600);
      expect((await order()).status).toBe('failed');
    });
  });
}
