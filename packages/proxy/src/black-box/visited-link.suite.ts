import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BOWLS,
  Buyer,
  callsDuring,
  fault,
  linksIn,
  MUG,
  openLink,
  payableIn,
  sessionsIn,
} from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { deliver, eventOf, WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';

const COMPLETED = 'checkout.session.completed';
const LIST = 'checkout.sessions.list';
const EXPIRE = 'checkout.sessions.expire';

/** A link is an address that anybody may open, as often as they like: each visit begins a session. */
export function visitedLinkSuite(runtime: Runtime): void {
  describe(`a cart’s link that was visited often, on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    let buyer: Buyer;
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
      buyer = new Buyer(shop, 'link');
    });
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    /** @returns the sessions that the visits began */
    const visited = async (times: number): Promise<readonly string[]> => {
      const wayIn = await buyer.wayToPay([MUG]);
      return Promise.all(Array.from({ length: times }, () => openLink(wayIn)));
    };
    const count = (calls: readonly string[], call: string) => calls.filter((each) => each === call).length;

    it('is closed 20 sessions at a time, and replaced when none is left', async () => {
      await visited(45);
      for (const left of [25, 5]) {
        const calls = await callsDuring(shop, async () => {
          expect((await buyer.ask([BOWLS])).body).toMatchObject({ code: 'payment_unresolved', retryable: true });
        });
        expect(count(calls, EXPIRE)).toBe(20);
        expect([await sessionsIn(shop, 'open'), await linksIn(shop, 'active')]).toMatchObject({
          0: { length: left },
          1: [],
        });
      }
      await buyer.wayToPay([BOWLS]);
      expect(await payableIn(shop)).toEqual(await linksIn(shop, 'active'));
    });

    it('is paid, handed on and acknowledged all the same, and what is left open is said in the log', async () => {
      const [session = ''] = await visited(130);
      await shop.control('buyer', { session, action: 'pay' });
      const event = await eventOf(shop, session, COMPLETED);
      const calls = await callsDuring(shop, async () => {
        expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'delivered' });
      });
      expect([count(calls, EXPIRE), count(calls, LIST)]).toEqual([20, 4]);
      await expect.poll(() => shop.log()).toContain('link_sessions_left');
      expect(inbox.taken).toHaveLength(1);
      expect((await buyer.ask([BOWLS])).body.status).toBe('paid');
    });

    it('is acknowledged where it is off and its sessions cannot be listed, and its order comes once', async () => {
      const [session = ''] = await visited(1);
      await shop.control('buyer', { session, action: 'pay' });
      await fault(shop, LIST, '503', 3);
      const event = await eventOf(shop, session, COMPLETED);
      const said = () => shop.log().split('link_sessions_left').length;
      const before = said();
      expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'delivered' });
      expect(await linksIn(shop, 'active')).toEqual([]);
      await expect.poll(said).toBe(before + 1);
      expect(inbox.taken).toHaveLength(1);
    });
  });
}
