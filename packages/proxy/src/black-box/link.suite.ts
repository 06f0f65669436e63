import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CartLine } from '@stripe-cart/contract';
import { parseCheckoutReply, parseOrderReply } from '@stripe-cart/contract/parse';
import { sealResumeToken } from '../checkout/resume-token.js';
import { createKeyring } from '../order/keyring.js';
import {
  atStripe,
  BOWLS,
  Buyer,
  callsDuring,
  fault,
  GOLD_JUG,
  linksIn,
  MUG,
  openLink,
  pass,
  payableIn,
  sessionsIn,
} from '../test-stack/buyer.js';
import type { Runtime } from '../test-stack/runtime.js';
import { CATALOG, openShop, SHOP, SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';

const CREATE = 'paymentLinks.create';
const RETRIEVE = 'paymentLinks.retrieve';
const DEACTIVATE = 'paymentLinks.update';
const LIST = 'checkout.sessions.list';
const EXPIRE = 'checkout.sessions.expire';

const ENGRAVED_JUG: CartLine = {
  item: 'jug',
  options: [
    { name: 'Glaze', value: 'Gold' },
    { name: 'Engraving', value: 'For Ada,\nwith love' },
  ],
  quantity: 1,
};

/** A payment link for each cart: paid once, and replaced only when nobody can pay it any more. */
export function linkSuite(runtime: Runtime): void {
  describe(`a payment link for a cart on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime, { CART_PAYMENT_LINKS: 'true', CART_LOCALE: 'de' });
    });
    beforeEach(async () => {
      await shop.control('reset');
      buyer = new Buyer(shop, 'link');
    });
    afterAll(() => shop.close());

    it('is made in one call, from the catalogue, for one payment', async () => {
      let url = '';
      const calls = await callsDuring(shop, async () => {
        const { status, body } = await buyer.ask([MUG, ENGRAVED_JUG]);
        expect(status).toBe(200);
        expect(parseCheckoutReply(body)).toMatchObject({ ok: true, value: { status: 'open', mode: 'link' } });
        url = body.url ?? '';
      });
      expect(calls).toEqual([CREATE]);
      const [id = ''] = await linksIn(shop, 'active');
      const link = await atStripe(shop, `/v1/payment_links/${id}`);
      expect(link).toMatchObject({
        restrictions: { completed_sessions: { limit: 1 } },
        metadata: { cart_shop: 'pottery', cart_kind: 'link', cart_attempt: buyer.attempt, cart_predecessor: 'root' },
        payment_intent_data: { metadata: { cart_shop: 'pottery', cart_attempt: buyer.attempt } },
        after_completion: { type: 'redirect' },
      });
      const back = (link['after_completion'] as { redirect: { url: string } }).redirect.url;
      expect(back.startsWith(`${shop.proxy}/v1/return?nonce=`)).toBe(true);
      expect(back.endsWith('&session_id={CHECKOUT_SESSION_ID}')).toBe(true);
      const { origin, searchParams } = new URL(url);
      expect(origin).toBe(shop.sandbox);
      expect(Object.fromEntries(searchParams)).toEqual({
        client_reference_id: (link['metadata'] as Record<string, string>)['cart_number'],
        locale: 'de',
      });
    });

    it('is paid, brings its buyer back, and is the order that was promised', async () => {
      const { session } = await buyer.goToPay([MUG, ENGRAVED_JUG]);
      const token = new URLSearchParams((await buyer.pay(session)).slice(1)).get('order') ?? '';
      for (const ask of [
        { by: 'order', token },
        { by: 'resume', token: buyer.resume ?? '' },
      ]) {
        const { status, body } = await buyer.order(ask);
        expect(status).toBe(200);
        expect(parseOrderReply(body).ok).toBe(true);
        expect(body).toMatchObject({
          detail: 'full',
          status: 'paid',
          attempt: ask.by === 'resume' ? buyer.attempt : '',
          totals: { subtotal: 7800, total: 7800 },
          lines: [
            { item: 'mug', name: 'Mug', options: [], quantity: 1, unitAmount: 1800 },
            { item: 'jug', name: 'Jug', options: ENGRAVED_JUG.options, quantity: 1, unitAmount: 6000 },
          ],
        });
      }
      expect(await payableIn(shop)).toEqual([]);
    });

    it('asked for again without its token costs one call, makes nothing, and is found with the token', async () => {
      const first = await buyer.ask([MUG]);
      const calls = await callsDuring(shop, async () => {
        const again = await buyer.ask([MUG]);
        expect(again.body.status).toBe('replayed');
        buyer.resume = again.body.resume;
      });
      expect(calls).toEqual([CREATE]);
      const resuming = await callsDuring(shop, async () => {
        expect((await buyer.ask([MUG])).body.url).toBe(first.body.url);
      });
      expect(resuming).toEqual([RETRIEVE, LIST, LIST]);
      expect(await linksIn(shop, 'active')).toHaveLength(1);
    });

    it('pressed twice at once, or whose answer was lost, is one link', async () => {
      await fault(shop, CREATE, 'lost');
      await Promise.all([buyer.ask([MUG]), buyer.ask([MUG])]);
      expect(await linksIn(shop, 'active')).toHaveLength(1);
      await buyer.goToPay([MUG]);
      expect(await linksIn(shop, 'active')).toHaveLength(1);
    });

    it('is gone back to for the same cart, whoever has opened it meanwhile', async () => {
      const { wayIn } = await buyer.goToPay([MUG, BOWLS]);
      await openLink(wayIn);
      expect(await buyer.wayToPay([BOWLS, MUG])).toBe(wayIn);
      expect(await linksIn(shop, 'active')).toHaveLength(1);
    });

    it('with a changed cart is switched off, its open sessions expired, and only then replaced', async () => {
      const { wayIn } = await buyer.goToPay([MUG]);
      await openLink(wayIn);
      const calls = await callsDuring(shop, () => buyer.wayToPay([BOWLS]));
      expect(calls).toEqual([RETRIEVE, LIST, LIST, DEACTIVATE, LIST, LIST, EXPIRE, EXPIRE, LIST, LIST, CREATE]);
      const [successor = '', ...others] = await linksIn(shop, 'active');
      expect([others, await sessionsIn(shop, 'open')]).toEqual([[], []]);
      const [before = ''] = await linksIn(shop, 'inactive');
      const { metadata } = await atStripe(shop, `/v1/payment_links/${successor}`);
      expect(metadata).toMatchObject({ cart_attempt: buyer.attempt, cart_predecessor: before });
      await expect(openLink(wayIn)).rejects.toThrow('410');
    });

    it('that nobody has opened is replaced without a look too many', async () => {
      await buyer.wayToPay([MUG]);
      const calls = await callsDuring(shop, () => buyer.wayToPay([BOWLS]));
      expect(calls).toEqual([RETRIEVE, LIST, LIST, DEACTIVATE, LIST, LIST, CREATE]);
    });

    it('paid in another tab says so, whatever the cart is now, and makes nothing', async () => {
      const { session } = await buyer.goToPay([MUG]);
      await buyer.pay(session);
      for (const lines of [[MUG], [BOWLS]]) {
        const { body } = await buyer.ask(lines);
        expect(body.status).toBe('paid');
        expect((await buyer.order({ by: 'order', token: body.order ?? '' })).body).toMatchObject({ status: 'paid' });
      }
      expect(await payableIn(shop)).toEqual([]);
    });

    it('being paid for days says so, and is replaced where the bank refuses in the end', async () => {
      await shop.control('account', { paymentMethodTypes: ['sepa_debit'] });
      const { session } = await buyer.goToPay([MUG]);
      await shop.control('buyer', { session, action: 'decline' });
      expect((await buyer.ask([BOWLS])).body.status).toBe('pending');
      expect((await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body['status']).toBe('pending');
      expect(await payableIn(shop)).toEqual([]);
      await pass(shop, 6 * 24 * 3600);
      expect((await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body['status']).toBe('failed');
      // The link was completed once, which is all it may be: the same cart needs another.
      await buyer.wayToPay([MUG]);
      expect(await linksIn(shop, 'active')).toHaveLength(1);
      await shop.control('account', { paymentMethodTypes: ['card'] });
    });

    it('says how it stands to the browser that made it: unpaid, then expired when it was replaced', async () => {
      await buyer.wayToPay([MUG]);
      const token = buyer.resume ?? '';
      expect((await buyer.order({ by: 'resume', token })).body).toEqual({ detail: 'status', status: 'unpaid' });
      await buyer.wayToPay([BOWLS]);
      expect((await buyer.order({ by: 'resume', token })).body).toEqual({ detail: 'status', status: 'expired' });
    });

    it('is called unpaid while a session of it can be paid, though it is switched off', async () => {
      const { session } = await buyer.goToPay([MUG]);
      const [link = ''] = await linksIn(shop, 'active');
      await atStripe(shop, `/v1/payment_links/${link}`, { active: 'false' });
      const ask = async () => (await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body.status;
      expect(await ask()).toBe('unpaid');
      await buyer.pay(session);
      expect(await ask()).toBe('paid');
    });

    it('refuses more than 20 lines before anything is made, and takes 20', async () => {
      const items = Array.from({ length: 21 }, (_, n) => ({ id: `tile-${n}`, name: 'Tile', amounts: { eur: 100 } }));
      const tiles = await openShop(runtime, { CART_PAYMENT_LINKS: 'true', CART_CATALOG: { ...CATALOG, items } });
      const lines = items.map(({ id }) => ({ item: id, options: [], quantity: 1 }));
      const ask = (count: number) =>
        new Buyer(tiles, 'link').ask(lines.slice(0, count), { expected: { currency: 'eur', subtotal: count * 100 } });
      expect((await ask(21)).body).toMatchObject({ status: 422, code: 'too_many_lines', limit: 20 });
      expect(await tiles.stripeCalls()).toBe(0);
      expect((await ask(20)).body.status).toBe('open');
      await tiles.close();
    });

    it('that somebody has changed at Stripe is never paid a second time', async () => {
      await buyer.wayToPay([MUG]);
      const [id = ''] = await linksIn(shop, 'active');
      await atStripe(shop, `/v1/payment_links/${id}`, { 'metadata[cart_attempt]': crypto.randomUUID() });
      expect((await buyer.ask([MUG])).body.code).toBe('payment_unresolved');
      expect(await linksIn(shop, 'active')).toEqual([id]);
    });

    it('that Stripe does not show is not replaced, however old it is: elsewhere it goes on selling', async () => {
      await buyer.wayToPay([MUG]);
      const [id = ''] = await linksIn(shop, 'active');
      await shop.control('reset');
      const monthsOld = await sealResumeToken(
        createKeyring([String(SOUND_SETTINGS['CART_TOKEN_SECRET'])]),
        { payable: { by: 'link', id, livemode: false }, attempt: buyer.attempt },
        { shop: String(SOUND_SETTINGS['CART_SHOP']), origin: SHOP },
        Date.now() - 200 * 24 * 3_600_000,
      );
      for (const resume of [buyer.resume, monthsOld]) {
        expect((await buyer.ask([MUG], { resume })).body.code).toBe('payment_unresolved');
      }
      expect(await payableIn(shop)).toEqual([]);
    });

    it.each([
      ['cannot be read', RETRIEVE, 'stripe_unavailable'],
      ['has sessions that cannot be listed', LIST, 'stripe_unavailable'],
      ['cannot be switched off', DEACTIVATE, 'payment_unresolved'],
      ['has a session that cannot be expired', EXPIRE, 'payment_unresolved'],
    ])('has no successor while it %s', async (_, operation, code) => {
      await buyer.goToPay([MUG]);
      await fault(shop, operation, '503', 3);
      const { body } = await buyer.ask([BOWLS]);
      expect([body.code, body['retryable']]).toEqual([code, true]);
      expect(await payableIn(shop)).toHaveLength(1);
      // And when Stripe is well again, the same press of the button works.
      await buyer.wayToPay([BOWLS]);
      expect(await payableIn(shop)).toHaveLength(1);
    });

    it('whose switching off got no answer is not replaced on a guess', async () => {
      await buyer.goToPay([MUG]);
      for (const kind of ['{}', 'null']) {
        await fault(shop, DEACTIVATE, kind);
        expect((await buyer.ask([BOWLS])).body.code).toBe('payment_unresolved');
        expect((await sessionsIn(shop, 'open')).length + (await linksIn(shop, 'active')).length).toBeGreaterThan(0);
      }
      await buyer.wayToPay([BOWLS]);
      expect(await payableIn(shop)).toHaveLength(1);
    });

    it('is not held up by a failure that Stripe saved, nor by one that passes', async () => {
      for (const kind of ['500', '503', '429', 'html']) {
        await shop.control('reset');
        await fault(shop, CREATE, kind);
        await new Buyer(shop, 'link').wayToPay([MUG]);
        expect([kind, await linksIn(shop, 'active')]).toEqual([kind, [expect.stringMatching(/^plink_/)]]);
      }
    });

    it('is not offered by a shop that has not asked for it', async () => {
      const plain = await openShop(runtime);
      const { status, body } = await new Buyer(plain, 'link').ask([MUG, GOLD_JUG]);
      expect([status, body.code]).toEqual([422, 'mode_not_offered']);
      expect(body['modes']).not.toContain('link');
      expect(await plain.stripeCalls()).toBe(0);
      await plain.close();
    });
  });
}
