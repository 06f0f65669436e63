import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStripe, Buyer, callsDuring, fault, GOLD_JUG, MUG } from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { madeSuccessor } from '../test-stack/successor.js';
import {
  deliver as deliverTo,
  eventOf,
  sendWebhook,
  signatureOf,
  WEBHOOK_SECRETS,
} from '../test-stack/webhook-sender.js';

const RETRIEVE = 'checkout.sessions.retrieve';
const UPDATE = 'checkout.sessions.update';

export function webhookSuite(runtime: Runtime): void {
  describe(`a webhook on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    beforeAll(async () => {
      inbox = await openInbox();
      shop = await openShop(runtime, {
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS.join(','),
        CART_SINK_URL: inbox.url,
        CART_SINK_SECRET: SINK_SECRET,
        CART_SHIPPING_COUNTRIES: 'DE',
      });
    });
    beforeEach(() => {
      inbox.taken.length = 0;
      inbox.answers.length = 0;
    });
    afterEach(() => expect(inbox.refused).toBe(0));
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    /** A payment, and the event that Stripe has for it. */
    const paid = async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG, GOLD_JUG]);
      await shop.control('buyer', { session, action: 'pay', email: 'ada@example.org' });
      return { buyer, session, event: await eventOf(shop, session, 'checkout.session.completed') };
    };
    const send = (body: string | Uint8Array, signature: string) => sendWebhook(shop, body, signature);
    const deliver = (event: object) => deliverTo(shop, event);

    it('hands a paid order on, with all that its owner needs, under an id that stays the same', async () => {
      const { buyer, session, event } = await paid();
      const calls = await callsDuring(shop, async () => {
        expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'delivered' });
      });
      expect(calls).toEqual([RETRIEVE, UPDATE, UPDATE]);
      const [delivery] = inbox.taken;
      const seen = await buyer.order({ by: 'resume', token: buyer.resume ?? '' });
      expect(delivery?.id).toBe(`${String(seen.body['number'])}.paid`);
      expect(delivery?.order).toMatchObject({
        id: seen.body['number'],
        status: 'paid',
        shop: 'pottery',
        livemode: false,
        currency: 'eur',
        lines: seen.body['lines'],
        totals: { total: 7800 },
        buyer: { email: 'ada@example.org', name: 'Test Buyer' },
        shipping: { name: 'Test Buyer', address: { line1: '1 Test Street', country: 'DE' } },
        stripe: { session, paymentIntent: expect.stringMatching(/^pi_/) as string },
      });
      expect(shop.log()).not.toMatch(/ada@example|Test Street/);
    });

    it('is told twice and acts once', async () => {
      const { event } = await paid();
      expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'delivered' });
      expect(await deliver({ ...event, id: 'evt_another' })).toMatchObject({
        status: 200,
        outcome: 'already_delivered',
      });
      expect(inbox.taken).toHaveLength(1);
    });

    it('told many times at once acts once, and asks the others to come back', async () => {
      const { event } = await paid();
      const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(event)));
      expect(inbox.taken).toHaveLength(1);
      for (const { status, code } of answers) expect(status === 200 || code === 'sink_unavailable').toBe(true);
      expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'already_delivered' });
    });

    it.each([[500], [302], ['hang' as const]])(
      'leaves the order to Stripe’s retries when the sink answers %s',
      // More than a sink may take, and less than Stripe waits for us.
      { timeout: 8000 },
      async (answer) => {
        const { event } = await paid();
        inbox.answers.push(answer);
        expect(await deliver(event)).toMatchObject({ status: 503, code: 'sink_unavailable' });
        expect(inbox.taken).toEqual([]);
        expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'delivered' });
        expect(inbox.taken).toHaveLength(1);
      },
    );

    it('is not acknowledged while Stripe cannot be asked', async () => {
      const { event } = await paid();
      await fault(shop, RETRIEVE, '503', 3);
      expect((await deliver(event)).status).toBe(503);
      expect(inbox.taken).toEqual([]);
      expect((await deliver(event)).outcome).toBe('delivered');
    });

    it('is not lost to one failure that Stripe saved under the key of its claim', async () => {
      const { event } = await paid();
      await fault(shop, UPDATE, '500');
      expect((await deliver(event)).status).toBe(503);
      expect(inbox.taken).toEqual([]);
      expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'delivered' });
      expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'already_delivered' });
      expect(inbox.taken).toHaveLength(1);
    });

    it('is not acknowledged while Stripe does not show the very session that its event is about', async () => {
      const { event } = await paid();
      const gone = { ...event, data: { object: { ...event.data.object, id: 'cs_test_a1B2c3D4e5F6g7H8i9J0' } } };
      expect(await deliver(gone)).toMatchObject({ status: 503, code: 'sink_unavailable' });
      expect(inbox.taken).toEqual([]);
    });

    it('is not acknowledged when it bears our name and a signature that is not ours any more', async () => {
      const { session, event } = await paid();
      const written = (signature: string) =>
        atStripe(shop, `/v1/checkout/sessions/${session}`, { 'metadata[cart_signature]': signature });
      const { metadata } = (await atStripe(shop, `/v1/checkout/sessions/${session}`)) as {
        metadata: Record<string, string>;
      };
      await written(`AAAAAAAA.${'A'.repeat(43)}`);
      expect(await deliver(event)).toMatchObject({ status: 503, code: 'sink_unavailable' });
      await expect.poll(() => shop.log()).toContain('promise_not_ours');
      await written(metadata['cart_signature'] ?? '');
      expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'delivered' });
    });

    it('believes Stripe and not the event: what it says is read again', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      const { event } = await paid();
      const lie = { ...event, data: { object: { ...event.data.object, id: session, payment_status: 'paid' } } };
      expect(await deliver(lie)).toMatchObject({ status: 200, outcome: 'ignored' });
      expect(inbox.taken).toEqual([]);
    });

    it('never takes a paid order back because an older event came late', async () => {
      const { event } = await paid();
      await deliver(event);
      // As they were written: when nothing was paid yet.
      const late = [
        ['checkout.session.async_payment_failed', { status: 'complete', payment_status: 'unpaid' }],
        ['checkout.session.expired', { status: 'expired', payment_status: 'unpaid' }],
      ] as const;
      for (const [type, before] of late) {
        const data = { object: { ...event.data.object, ...before } };
        expect(await deliver({ ...event, type, data })).toMatchObject({ status: 200, outcome: 'already_delivered' });
      }
      expect(inbox.taken.map(({ order }) => order['status'])).toEqual(['paid']);
    });

    it('brings later news of the same order as news', async () => {
      const { session, event } = await paid();
      await deliver(event);
      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      await atStripe(shop, '/v1/refunds', { payment_intent: String(payment) });
      expect(await deliver(event)).toMatchObject({ outcome: 'delivered' });
      expect(inbox.taken.map(({ order }) => order['status'])).toEqual(['paid', 'refunded']);
      expect(new Set(inbox.taken.map(({ order }) => order['id'])).size).toBe(1);
    });

    it('takes over from a holder that died, once its lease is over', async () => {
      const { session, event } = await paid();
      const held = (age: number) =>
        atStripe(shop, `/v1/checkout/sessions/${session}`, {
          'metadata[cart_claim]': `4 held somebody ${Math.floor(Date.now() / 1000) - age}`,
        });
      await held(30);
      expect(await deliver(event)).toMatchObject({ status: 503, code: 'sink_unavailable' });
      await held(61);
      expect(await deliver(event)).toMatchObject({ status: 200, outcome: 'delivered' });
    });

    it('says so in the log when both of an attempt’s sessions were paid', async () => {
      const [first, second] = [await paid(), await paid()];
      await madeSuccessor(shop, second.session, first.session);
      expect(await deliver(first.event)).toMatchObject({ outcome: 'delivered' });
      expect(shop.log()).not.toContain('attempt_paid_twice');
      expect(await deliver(second.event)).toMatchObject({ outcome: 'delivered' });
      await expect.poll(() => shop.log()).toContain('attempt_paid_twice');
    });

    it.each([
      ['an event it does not follow', { type: 'customer.created' }],
      ['an event of the other mode', { livemode: true }],
      ['an event of a connected account', { account: 'acct_1Connected' }],
    ])('takes notice of %s, and does nothing', async (_, change) => {
      const { event } = await paid();
      const calls = await callsDuring(shop, async () => {
        expect(await deliver({ ...event, ...change })).toMatchObject({ status: 200, outcome: 'ignored' });
      });
      expect(calls).toEqual([]);
      expect(inbox.taken).toEqual([]);
    });

    it('leaves other people’s sessions on the account alone', async () => {
      const { event } = await paid();
      const foreign = await atStripe(shop, '/v1/checkout/sessions', {
        mode: 'payment',
        success_url: 'https://other.example/done',
        'line_items[0][quantity]': '1',
        'line_items[0][price_data][currency]': 'eur',
        'line_items[0][price_data][unit_amount]': '1800',
        'line_items[0][price_data][product_data][name]': 'Mug',
      });
      await shop.control('buyer', { session: String(foreign['id']), action: 'pay' });
      expect(await deliver({ ...event, data: { object: foreign } })).toMatchObject({ status: 200, outcome: 'ignored' });
      expect(inbox.taken).toEqual([]);
    });

    describe('its signature', () => {
      const refusedWithoutAsking = async (body: string | Uint8Array, signature: string) => {
        const calls = await callsDuring(shop, async () => {
          const response = await send(body, signature);
          expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
            400,
            'invalid_signature',
          ]);
        });
        expect(calls).toEqual([]);
        expect(inbox.taken).toEqual([]);
      };

      it('is over these bytes, by one of our secrets, within five minutes either way', async () => {
        const { event } = await paid();
        const body = JSON.stringify(event);
        const good = await signatureOf(body);
        await refusedWithoutAsking(body, '');
        await refusedWithoutAsking(body, 't=1,v1=00');
        await refusedWithoutAsking(body, await signatureOf(body, { secret: 'whsec_somebodyElsesSecret00000' }));
        await refusedWithoutAsking(body, await signatureOf(body, { secret: 'undefined' }));
        await refusedWithoutAsking(body, await signatureOf(body, { age: 310 }));
        await refusedWithoutAsking(body, await signatureOf(body, { age: -310 }));
        await refusedWithoutAsking(body, good.replace('t=', 't=9'));
        await refusedWithoutAsking(body, `${good},t=${Math.floor(Date.now() / 1000)}`);
        await refusedWithoutAsking(`${body} `, good);
        await refusedWithoutAsking(JSON.stringify(event, null, 1), good);
        await refusedWithoutAsking(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)]), good);
        await refusedWithoutAsking(Buffer.concat([Buffer.from(body), Buffer.from([0xff])]), good);
        // A character that stands for broken bytes was signed; the broken bytes themselves were not.
        const replaced = JSON.stringify({ ...event, note: '\ufffd' });
        const broken = Buffer.from(replaced.replace('\ufffd', '\u00ff'), 'latin1');
        await refusedWithoutAsking(broken, await signatureOf(replaced));
        expect((await send(body, await signatureOf(body, { age: 290 }))).status).toBe(200);
      });

      it('may be by the other secret of a roll, and over any text', async () => {
        const { event } = await paid();
        const note = 'é 漢字 🎁 \u2028 \r\n مرحبا';
        const body = `${JSON.stringify({ ...event, data: { object: { ...event.data.object, note } } }, null, 2)}\n`;
        const response = await send(body, await signatureOf(body, { secret: WEBHOOK_SECRETS[1] }));
        expect(response.status).toBe(200);
        expect(inbox.taken).toHaveLength(1);
      });

      it('is demanded of an event half a megabyte long, and longer ones are not read', async () => {
        const { event } = await paid();
        const padded = (length: number) => JSON.stringify({ ...event, padding: 'x'.repeat(length) });
        const large = padded(500_000);
        expect((await send(large, await signatureOf(large))).status).toBe(200);
        const tooLarge = padded(530_000);
        expect((await send(tooLarge, await signatureOf(tooLarge))).status).toBe(413);
      });
    });
  });
}
