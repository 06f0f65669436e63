import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BILLING } from '../test-stack/billing-shop.js';
import { atStripe, Buyer, MUG, pass } from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import { linkTo, openInvoice, tokenIn } from '../test-stack/invoices.js';
import type { RunningProxy, Runtime } from '../test-stack/runtime.js';
import { openShop, SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';
import { CLUB, Subscriber } from '../test-stack/subscribers.js';
import { deliver, eventOf } from '../test-stack/webhook-sender.js';

const OLD = String(SOUND_SETTINGS['CART_TOKEN_SECRET']);
const NEW = 'Zt8Rk1Wc6Xp3Lm9Qv4Hs7Nb2Jd5Fg0Ya';

/** A new `CART_TOKEN_SECRET` with the old one after it: the proxy is started anew, and no buyer notices. */
export function secretRollSuite(runtime: Runtime): void {
  describe(`a roll of CART_TOKEN_SECRET on ${runtime.name}`, () => {
    let inbox: Inbox;
    let shop: TestShop;
    let running: RunningProxy[];
    let rolled: TestShop;
    let forgetful: TestShop;

    beforeAll(async () => {
      inbox = await openInbox();
      const settings = { ...BILLING, CART_SINK_URL: inbox.url, CART_SINK_SECRET: SINK_SECRET };
      shop = await openShop(runtime, settings);
      const start = (secrets: string) =>
        runtime.start({
          ...SOUND_SETTINGS,
          ...settings,
          STRIPE_API_BASE: shop.sandbox,
          CART_TOKEN_SECRET: secrets,
        });
      running = await Promise.all([start(`${NEW},${OLD}`), start(NEW)]);
      const behind = (proxy = ''): TestShop => ({
        ...shop,
        proxy,
        send: (path, init = {}) => fetch(`${proxy}${path}`, { redirect: 'manual', ...init }),
        post: (path, body) =>
          fetch(`${proxy}${path}`, {
            method: 'POST',
            headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
      });
      [rolled, forgetful] = [behind(running[0]?.url), behind(running[1]?.url)];
    });
    afterAll(async () => {
      await Promise.all(running.map((proxy) => proxy.close()));
      await shop.close();
      await inbox.close();
    });

    /** The same browser, after the shop's proxy was started anew. */
    const at = (there: TestShop, { attempt, resume }: Buyer) => Object.assign(new Buyer(there), { attempt, resume });

    it('leaves an open payment where it was', async () => {
      const buyer = new Buyer(shop);
      const before = await buyer.goToPay([MUG]);
      expect(await at(rolled, buyer).goToPay([MUG])).toEqual(before);
    });

    it('knows a buyer who went to pay before it and comes back after it', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      const { redirect } = (await shop.control('buyer', { session, action: 'pay' })) as { redirect: string };
      const { pathname, search } = new URL(redirect);
      const fragment = await buyer.comeBack(`${rolled.proxy}${pathname}${search}`);
      const token = fragment.replace('#order=', '');
      expect((await at(rolled, buyer).order({ by: 'order', token })).body).toMatchObject({ status: 'paid' });
    });

    it('opens what was sealed before it, and what is not listed any more opens nothing', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      const token = (await buyer.pay(session)).replace('#order=', '');
      for (const request of [
        { by: 'order', token },
        { by: 'resume', token: buyer.resume ?? '' },
      ]) {
        expect((await at(rolled, buyer).order(request)).body).toMatchObject({ status: 'paid' });
        expect((await at(forgetful, buyer).order(request)).body).toMatchObject({ code: 'order_not_found' });
      }
      expect((await at(rolled, buyer).ask([MUG])).body.status).toBe('paid');
    });

    it('loses what comes months later once the old one is not listed any more: renewals, refunds, invoices’ links', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      await buyer.pay(session);
      const subscribed = await new Subscriber(shop).subscribe([CLUB]);
      for (const sold of [session, subscribed.session]) {
        expect(await deliver(shop, await eventOf(shop, sold, 'checkout.session.completed'))).toMatchObject({
          status: 200,
        });
      }
      const link = await linkTo(shop, await openInvoice(shop));

      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      await atStripe(shop, '/v1/refunds', { payment_intent: String(payment) });
      const { subscription } = await atStripe(shop, `/v1/checkout/sessions/${subscribed.session}`);
      await pass(shop, 32 * 24 * 3600);
      const { latest_invoice: renewal } = await atStripe(shop, `/v1/subscriptions/${String(subscription)}`);
      const later = [
        await eventOf(shop, String(payment), 'charge.refunded'),
        await eventOf(shop, String(renewal), 'invoice.paid'),
      ];
      inbox.taken.length = 0;

      for (const event of later) {
        expect(await deliver(forgetful, event)).toMatchObject({ status: 503, code: 'sink_unavailable' });
      }
      expect((await forgetful.post('/v1/invoice', { token: tokenIn(link) })).status).toBe(404);
      for (const event of later) {
        expect(await deliver(rolled, event)).toMatchObject({ status: 200, outcome: 'delivered' });
      }
      expect(inbox.taken.map(({ order }) => [order['status'], order['renewal'] !== null])).toEqual([
        ['refunded', false],
        ['paid', true],
      ]);
      expect((await rolled.post('/v1/invoice', { token: tokenIn(link) })).status).toBe(200);
    });
  });
}
