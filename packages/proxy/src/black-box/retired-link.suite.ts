import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKeyring } from '../order/keyring.js';
import { metadataOf, promiseIn } from '../order/promise.js';
import {
  atStripe,
  BOWLS,
  Buyer,
  callsDuring,
  fault,
  linksIn,
  MUG,
  openLink,
  pass,
  sessionsIn,
} from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';
import { deliver, eventOf, WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';

const COMPLETED = 'checkout.session.completed';
const ARRIVED = 'checkout.session.async_payment_succeeded';
const RETRIEVE = 'checkout.sessions.retrieve';
const UPDATE = 'checkout.sessions.update';
const LIST = 'checkout.sessions.list';
const EXPIRE = 'checkout.sessions.expire';
const DEACTIVATE = 'paymentLinks.update';

/** What Stripe's webhook brings about a cart's own link: an order, and the end of the link. */
export function retiredLinkSuite(runtime: Runtime): void {
  describe(`a cart’s link that was paid, on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    beforeAll(async () => {
      inbox = await openInbox();
      shop = await openShop(runtime, {
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS.join(','),
        CART_SINK_URL: inbox.url,
        CART_SINK_SECRET: SINK_SECRET,
        CART_PAYMENT_LINKS: 'true',
      });
    });
    beforeEach(async () => {
      inbox.taken.length = 0;
      await shop.control('reset');
    });
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    const saidTwice = () => shop.log().split('link_paid_twice').length - 1;

    /** Paid, at a link that Stripe itself would let others pay too: what closes it is ours to do. */
    const paid = async () => {
      const buyer = new Buyer(shop, 'link');
      const { wayIn, session } = await buyer.goToPay([MUG]);
      const [link = ''] = await linksIn(shop, 'active');
      await atStripe(shop, `/v1/payment_links/${link}`, { 'restrictions[completed_sessions][limit]': '5' });
      const other = await openLink(wayIn);
      await shop.control('buyer', { session, action: 'pay' });
      return { buyer, link, session, other, event: await eventOf(shop, session, COMPLETED) };
    };

    it('is switched off once its order is handed on, and nobody can pay what was opened from it', async () => {
      const { buyer, link, session, other, event } = await paid();
      expect(await linksIn(shop, 'active')).toEqual([link]);
      const calls = await callsDuring(shop, async () => {
        expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'delivered' });
      });
      expect(calls).toEqual([RETRIEVE, UPDATE, UPDATE, DEACTIVATE, LIST, LIST, EXPIRE, LIST, LIST]);
      expect(await linksIn(shop, 'active')).toEqual([]);
      expect(await sessionsIn(shop, 'expired')).toEqual([other]);
      expect(inbox.taken[0]?.order).toMatchObject({ status: 'paid', lines: [{ item: 'mug', quantity: 1 }] });
      const seen = await buyer.order({ by: 'resume', token: buyer.resume ?? '' });
      expect(inbox.taken[0]?.order['id']).toBe(seen.body['number']);
      expect(inbox.taken[0]?.id).toBe(`${String(seen.body['number'])}.${session}.paid`);
    });

    it('is switched off again by the same event without harm, and later news leaves it alone', async () => {
      const { session, event } = await paid();
      await deliver(shop, event);
      expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'already_delivered' });
      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      await atStripe(shop, '/v1/refunds', { payment_intent: String(payment), amount: '300' });
      const refund = await eventOf(shop, String(payment), 'charge.refunded');
      const calls = await callsDuring(shop, async () => {
        expect(await deliver(shop, refund)).toMatchObject({ outcome: 'delivered' });
      });
      expect(calls).not.toContain(DEACTIVATE);
      expect(inbox.taken.map(({ order }) => order['status'])).toEqual(['paid', 'partly_refunded']);
    });

    it('that could not be switched off is tried again by Stripe’s next delivery, and its order comes once', async () => {
      const { link, event } = await paid();
      await fault(shop, DEACTIVATE, '503', 3);
      expect(await deliver(shop, event)).toMatchObject({ code: 'payment_unresolved' });
      expect(await linksIn(shop, 'active')).toEqual([link]);
      expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'already_delivered' });
      expect(await linksIn(shop, 'active')).toEqual([]);
      expect(inbox.taken).toHaveLength(1);
    });

    it('and paid a second time, by another session of it, is said so in the log', async () => {
      const { session, other, event } = await paid();
      await shop.control('buyer', { session: other, action: 'pay' });
      expect(await deliver(shop, event)).toMatchObject({ outcome: 'delivered' });
      await expect.poll(() => shop.log()).toContain('link_paid_twice');
      // Both are news: a receiver that drops what it knows must not drop the second.
      expect(await deliver(shop, await eventOf(shop, other, COMPLETED))).toMatchObject({ outcome: 'delivered' });
      const [number] = inbox.taken.map(({ order }) => order['id']);
      expect(inbox.taken.map(({ id }) => id)).toEqual([`${number}.${session}.paid`, `${number}.${other}.paid`]);
    });

    it('twice by bank debits that arrive days later, is said so in the log', async () => {
      await shop.control('account', { paymentMethodTypes: ['sepa_debit'] });
      const { session, other, event } = await paid();
      await shop.control('buyer', { session: other, action: 'pay' });
      const before = saidTwice();
      for (const each of [event, await eventOf(shop, other, COMPLETED)]) await deliver(shop, each);
      expect(inbox.taken.map(({ order }) => order['status'])).toEqual(['pending', 'pending']);
      expect(saidTwice()).toBe(before);
      await pass(shop, 6 * 24 * 3600);
      expect(await deliver(shop, await eventOf(shop, session, ARRIVED))).toMatchObject({ outcome: 'delivered' });
      await expect.poll(saidTwice).toBe(before + 1);
      await shop.control('account', { paymentMethodTypes: ['card'] });
    });

    it('beside another of its attempt, made when the browser had lost the first, is an order that nobody drops', async () => {
      const buyer = new Buyer(shop, 'link');
      const first = await buyer.wayToPay([MUG]);
      await pass(shop, 26 * 3600);
      buyer.resume = undefined;
      const second = await buyer.wayToPay([MUG]);
      expect(second).not.toBe(first);
      for (const wayIn of [first, second]) {
        const session = await openLink(wayIn);
        await shop.control('buyer', { session, action: 'pay' });
        expect(await deliver(shop, await eventOf(shop, session, COMPLETED))).toMatchObject({ outcome: 'delivered' });
      }
      expect(new Set(inbox.taken.map(({ id }) => id)).size).toBe(2);
    });

    it('and whose successor was paid as well, is said so in the log', async () => {
      const { link } = await paid();
      const second = new Buyer(shop);
      const { session } = await second.goToPay([BOWLS]);
      // What must never happen: the second is made to look as if it had taken the place of the link.
      const { metadata } = (await atStripe(shop, `/v1/checkout/sessions/${session}`)) as {
        metadata: Record<string, string>;
      };
      const keys = createKeyring([String(SOUND_SETTINGS['CART_TOKEN_SECRET'])]);
      const promise = await promiseIn(metadata, 'pottery', keys);
      if (promise === null) throw new Error('no promise');
      const chained = Object.entries(await metadataOf({ ...promise, predecessor: link }, keys));
      const params = Object.fromEntries(chained.map(([name, value]) => [`metadata[${name}]`, value]));
      await atStripe(shop, `/v1/checkout/sessions/${session}`, params);
      await shop.control('buyer', { session, action: 'pay' });
      expect(await deliver(shop, await eventOf(shop, session, COMPLETED))).toMatchObject({ outcome: 'delivered' });
      await expect.poll(() => shop.log()).toContain('attempt_paid_twice');
    });
  });
}
