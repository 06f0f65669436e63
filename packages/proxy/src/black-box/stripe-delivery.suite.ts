import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WEBHOOK_EVENTS } from '../index.js';
import { atStripe, Buyer, MUG } from '../test-stack/buyer.js';
import { openForwarder } from '../test-stack/forwarder.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import type { Runtime } from '../test-stack/runtime.js';
import { serveSandbox } from '../test-stack/sandbox.js';
import { SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';

/** Webhooks as Stripe sends them by itself, from an endpoint that was made through its API. */
export function stripeDeliverySuite(runtime: Runtime): void {
  describe(`Stripe’s own delivery on ${runtime.name}`, () => {
    let inbox: Inbox;
    let close: () => Promise<void>;
    let control: (name: string, body: unknown) => Promise<unknown>;
    let stripe: { sandbox: string };
    let post: (path: string, body: unknown) => Promise<Response>;

    beforeEach(async () => {
      const [sink, forwarder, sandbox] = await Promise.all([openInbox(), openForwarder(), serveSandbox()]);
      const endpoint = await atStripe({ sandbox: sandbox.url }, '/v1/webhook_endpoints', {
        url: `${forwarder.url}/v1/webhooks/stripe`,
        ...Object.fromEntries(WEBHOOK_EVENTS.map((type, index) => [`enabled_events[${index}]`, type])),
      });
      const proxy = await runtime.start({
        ...SOUND_SETTINGS,
        STRIPE_API_BASE: sandbox.url,
        STRIPE_WEBHOOK_SECRET: endpoint['secret'],
        CART_SINK_URL: sink.url,
        CART_SINK_SECRET: SINK_SECRET,
      });
      forwarder.to(proxy.url);
      const send = (url: string, body: unknown) =>
        fetch(url, {
          method: 'POST',
          headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      inbox = sink;
      stripe = { sandbox: sandbox.url };
      control = async (name, body) => (await send(`${sandbox.url}/_sandbox/${name}`, body)).json();
      post = (path, body) => send(`${proxy.url}${path}`, body);
      close = async () => {
        await proxy.close();
        await Promise.all([sink.close(), forwarder.close(), sandbox.close()]);
      };
    });
    afterEach(() => close());

    const statuses = () => inbox.taken.map(({ order }) => order['status']);

    it('reaches the sink when the buyer never comes back, and again after the sink was down', async () => {
      inbox.answers.push(500);
      const { session } = await new Buyer({ post } as TestShop).goToPay([MUG]);
      await control('buyer', { session, action: 'pay' });
      expect(inbox.taken).toEqual([]);
      await control('webhooks', { deliver: 'now' });
      await control('webhooks', { deliver: 'twice' });
      expect(statuses()).toEqual(['paid']);
      expect(inbox.refused).toBe(0);
    });

    it('makes the same order of it whether the buyer or the webhook comes first', async () => {
      await control('webhooks', { deliver: 'hold' });
      const { session } = await new Buyer({ post } as TestShop).goToPay([MUG]);
      await control('buyer', { session, action: 'pay' });
      const asked = async () => (await post('/v1/order', { by: 'session', id: session })).json();
      expect(await asked()).toEqual({ detail: 'status', status: 'paid' });
      expect(inbox.taken).toEqual([]);
      await control('webhooks', { deliver: 'resume' });
      await control('webhooks', { deliver: 'now' });
      expect(statuses()).toEqual(['paid']);
      expect(await asked()).toEqual({ detail: 'status', status: 'paid' });
    });

    it('brings the days a debit takes, and a refund after it, from the events that an owner ticks', async () => {
      await control('account', { paymentMethodTypes: ['sepa_debit'] });
      const buyers = [new Buyer({ post } as TestShop, 'elements'), new Buyer({ post } as TestShop)] as const;
      const [pays, fails] = [await buyers[0].goToPay([MUG]), await buyers[1].goToPay([MUG])];
      await control('buyer', { session: pays.session, action: 'pay' });
      await control('buyer', { session: fails.session, action: 'decline' });
      await control('webhooks', { deliver: 'now' });
      expect(statuses()).toEqual(['pending', 'pending']);

      await control('clock', { advance: 6 * 24 * 3600 });
      await control('webhooks', { deliver: 'now' });
      expect(statuses().slice(2).toSorted()).toEqual(['failed', 'paid']);

      const { payment_intent: payment } = await atStripe(stripe, `/v1/checkout/sessions/${pays.session}`);
      await atStripe(stripe, '/v1/refunds', { payment_intent: String(payment), amount: '300' });
      await control('webhooks', { deliver: 'now' });
      expect(statuses().slice(4)).toEqual(['partly_refunded']);
      expect(inbox.refused).toBe(0);
    });
  });
}
