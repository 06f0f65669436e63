import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CartLine } from '@stripe-cart/contract';
import { parseOrderReply } from '@stripe-cart/contract/parse';
import { catalogFromFile, fixedLink, priceCart, readLinkSettings, type LinkQuantities } from '../links.js';
import { atStripe, Buyer, callsDuring, GOLD_JUG, MUG, openLink } from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import type { Runtime } from '../test-stack/runtime.js';
import { CATALOG, openShop, SHOP, SOUND_SETTINGS, TEST_KEYS, type TestShop } from '../test-stack/shop.js';
import { deliver, eventOf, WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';

const SECRET = String(SOUND_SETTINGS['CART_TOKEN_SECRET']);
const NEW_SECRET = 'p8Rt2wYq5Zx1Cv7Bn4Mk9Lj3Hg6Fd0Sa';

/** Links made beforehand, as the command line makes them, and what a proxy says of the sessions that come of them. */
export function fixedLinkSuite(runtime: Runtime): void {
  describe(`a fixed link on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    let stripe: Stripe;
    const settings = () => ({
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS.join(','),
      CART_SINK_URL: inbox.url,
      CART_SINK_SECRET: SINK_SECRET,
    });
    beforeAll(async () => {
      inbox = await openInbox();
      shop = await openShop(runtime, settings());
      const { hostname, port } = new URL(shop.sandbox);
      stripe = new Stripe(TEST_KEYS.STRIPE_SECRET_KEY, { host: hostname, port: Number(port), protocol: 'http' });
    });
    beforeEach(() => {
      inbox.taken.length = 0;
    });
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    const made = async (lines: readonly CartLine[], quantities: LinkQuantities = 'exact', env: object = {}) => {
      const reading = readLinkSettings(
        { CART_SHOP: 'pottery', CART_TOKEN_SECRET: SECRET, CART_RETURN_URL: `${SHOP}/thanks.html`, ...env },
        false,
      );
      const priced = priceCart(lines, catalogFromFile(CATALOG));
      if (!reading.ok || !priced.ok) throw new Error('unsound test');
      const making = await fixedLink(priced.cart, reading.settings, quantities);
      if (!making.ok) throw new Error(making.problem.code);
      return stripe.paymentLinks.create(making.params);
    };

    /** A buyer who opens it as the widget does. */
    const open = async ({ url }: { readonly url: string }) => {
      const attempt = crypto.randomUUID() as string;
      return { attempt, session: await openLink(`${url}?client_reference_id=${attempt}`) };
    };
    const paid = async (link: { readonly url: string }) => {
      const opened = await open(link);
      const { redirect } = (await shop.control('buyer', { session: opened.session, action: 'pay' })) as {
        redirect: string;
      };
      return { ...opened, redirect };
    };
    const order = (session: string, attempt: string) => new Buyer(shop).order({ by: 'link', session, attempt });

    it('costs whoever knows no more than its session one call while nobody has paid it', async () => {
      const link = await made([MUG]);
      const [unpaid, bought] = [await open(link), await paid(link)];
      const ask = (session: string, status: string) =>
        callsDuring(shop, async () => {
          const { body } = await new Buyer(shop).order({ by: 'session', id: session });
          expect(body).toEqual({ detail: 'status', status });
        });
      expect(await ask(unpaid.session, 'unpaid')).toEqual(['checkout.sessions.retrieve']);
      await atStripe(shop, `/v1/checkout/sessions/${unpaid.session}/expire`, {});
      expect(await ask(unpaid.session, 'expired')).toEqual(['checkout.sessions.retrieve']);
      expect(await ask(bought.session, 'paid')).toEqual([
        'checkout.sessions.retrieve',
        'checkout.sessions.listLineItems',
      ]);
    });

    it('brings its buyer back to the thank-you page, which the proxy tells what was bought', async () => {
      const { session, attempt, redirect } = await paid(await made([MUG, GOLD_JUG]));
      expect(redirect).toBe(`${SHOP}/thanks.html?session_id=${session}`);
      let answer: Awaited<ReturnType<typeof order>> | undefined;
      const calls = await callsDuring(shop, async () => (answer = await order(session, attempt)));
      expect(calls).toEqual(['checkout.sessions.retrieve', 'checkout.sessions.listLineItems']);
      expect(answer?.status).toBe(200);
      expect(parseOrderReply(answer?.body).ok).toBe(true);
      expect(answer?.body).toMatchObject({
        detail: 'full',
        status: 'paid',
        attempt,
        totals: { total: 7800 },
        lines: [{ item: 'mug' }, { item: 'jug', options: GOLD_JUG.options, unitAmount: 6000 }],
      });
    });

    it('shows its order to nobody who does not know the attempt, and nothing but how it stands', async () => {
      const { session } = await paid(await made([MUG]));
      const other = await paid(await made([MUG]));
      const unmarked = await openLink((await made([MUG])).url);
      await shop.control('buyer', { session: unmarked, action: 'pay' });
      const hosted = await new Buyer(shop).goToPay([MUG]);
      const strangers: [string, string][] = [
        [session, crypto.randomUUID()],
        [session, other.attempt],
        [unmarked, crypto.randomUUID()],
        ['cs_test_a1B2c3D4e5F6g7H8', other.attempt],
        [hosted.session, other.attempt],
      ];
      for (const [id, attempt] of strangers) {
        const calls = await callsDuring(shop, async () => {
          expect((await order(id, attempt)).body).toMatchObject({ code: 'order_not_found', status: 404 });
        });
        expect(calls).toHaveLength(1);
      }
      const bare = await new Buyer(shop).order({ by: 'session', id: session });
      expect(bare.body).toEqual({ detail: 'status', status: 'paid' });
    });

    it('is no way to read an order that was not bought by one', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      await shop.control('buyer', { session, action: 'pay' });
      expect((await order(session, buyer.attempt)).body.code).toBe('order_not_found');
    });

    it('hands each of its sessions on as an order with a number of its own, the same at every delivery', async () => {
      const link = await made([MUG]);
      const buyers = [await paid(link), await paid(link)];
      for (const { session } of buyers) {
        const event = await eventOf(shop, session, 'checkout.session.completed');
        expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'delivered' });
        expect(await deliver(shop, event)).toMatchObject({ outcome: 'already_delivered' });
      }
      const numbers = inbox.taken.map(({ order: delivered }) => delivered['id']);
      expect(new Set(numbers).size).toBe(2);
      const seen = await Promise.all(buyers.map(({ session, attempt }) => order(session, attempt)));
      expect(seen.map(({ body }) => body['number'])).toEqual(numbers);
      expect(inbox.taken[0]).toMatchObject({
        id: `${String(numbers[0])}.paid`,
        order: { status: 'paid', shop: 'pottery', lines: [{ item: 'mug', quantity: 1, unitAmount: 1800 }] },
      });
      const { active } = await stripe.paymentLinks.retrieve(link.id);
      expect(active).toBe(true);
    });

    it('keeps its orders’ numbers through a roll of the secret', async () => {
      const { session, attempt } = await paid(await made([MUG]));
      const before = (await order(session, attempt)).body['number'];
      const rolled = await openShop(runtime, {
        STRIPE_API_BASE: shop.sandbox,
        CART_TOKEN_SECRET: `${NEW_SECRET},${SECRET}`,
      });
      const after = await new Buyer(rolled).order({ by: 'link', session, attempt });
      expect(after.body['number']).toBe(before);
      await rolled.close();
    });

    it('without a signature is not ours: its webhook is none of our business, and its order is not shown', async () => {
      const { session, attempt } = await paid(await made([MUG], 'exact', { CART_TOKEN_SECRET: undefined }));
      expect((await order(session, attempt)).body.code).toBe('order_not_found');
      const event = await eventOf(shop, session, 'checkout.session.completed');
      expect(await deliver(shop, event)).toMatchObject({ status: 200, outcome: 'ignored' });
      expect(inbox.taken).toEqual([]);
    });

    it('signed by another secret stays unacknowledged, so that its owner can put it right', async () => {
      const { session } = await paid(await made([MUG], 'exact', { CART_TOKEN_SECRET: NEW_SECRET }));
      const event = await eventOf(shop, session, 'checkout.session.completed');
      expect(await deliver(shop, event)).toMatchObject({ status: 503, code: 'sink_unavailable' });
      expect(inbox.taken).toEqual([]);
    });

    it('whose lines are not what was signed is for a person to look at', async () => {
      const params = { ...(await made([MUG])) };
      const dearer = await stripe.paymentLinks.create({
        metadata: params.metadata,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: 'eur',
              unit_amount: 100,
              product_data: { name: 'Mug', metadata: { cart_item: 'mug' } },
            },
          },
        ],
      });
      const { session, attempt } = await paid(dearer);
      expect((await order(session, attempt)).body).toMatchObject({ status: 'review', totals: { total: 100 } });
    });

    it('whose promise somebody has put on a session of another kind is for a person to look at', async () => {
      const { metadata } = await made([MUG]);
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        success_url: `${SHOP}/thanks.html`,
        client_reference_id: '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f',
        metadata,
        line_items: [
          {
            quantity: 1,
            metadata: { cart_item: 'mug', cart_name: 'Mug' },
            price_data: { currency: 'eur', unit_amount: 1800, product_data: { name: 'Mug' } },
          },
        ],
      });
      await shop.control('buyer', { session: session.id, action: 'pay' });
      const answer = await order(session.id, '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f');
      expect(answer.body).toMatchObject({ status: 'review' });
    });

    describe('with quantities that the buyer sets', () => {
      it('is paid for any of them, at the price that was signed', async () => {
        const { session, attempt } = await open(await made([MUG, GOLD_JUG], 'adjustable'));
        await setQuantity(session, 0, 3);
        await shop.control('buyer', { session, action: 'pay' });
        expect((await order(session, attempt)).body).toMatchObject({
          status: 'paid',
          totals: { total: 3 * 1800 + 6000 },
          lines: [
            { item: 'mug', quantity: 3 },
            { item: 'jug', quantity: 1 },
          ],
        });
      });

      it('is not what an exact promise allows', async () => {
        const exact = await made([MUG]);
        const loose = await stripe.paymentLinks.create({
          metadata: exact.metadata,
          line_items: [
            {
              quantity: 1,
              adjustable_quantity: { enabled: true },
              price_data: {
                currency: 'eur',
                unit_amount: 1800,
                product_data: { name: 'Mug', metadata: { cart_item: 'mug', cart_name: 'Mug' } },
              },
            },
          ],
        });
        const { session, attempt } = await open(loose);
        await setQuantity(session, 0, 2);
        await shop.control('buyer', { session, action: 'pay' });
        expect((await order(session, attempt)).body['status']).toBe('review');
      });
    });

    it('of an existing price keeps its item’s name when the lookup key has moved on', async () => {
      const account = { STRIPE_API_BASE: shop.sandbox, CART_CATALOG: undefined, CART_PAYMENT_LINKS: 'true' };
      const product = await stripe.products.create({ name: 'Vase', metadata: { stripe_cart: '1' } });
      const price = { product: product.id, currency: 'eur', unit_amount: 5000, lookup_key: 'vase' };
      await stripe.prices.create(price);
      const stripes = await openShop(runtime, account);
      const buyer = new Buyer(stripes, 'link');
      const { body } = await buyer.ask([{ item: 'vase', options: [], quantity: 1 }], {
        expected: { currency: 'eur', subtotal: 5000 },
      });
      const session = await openLink(body.url ?? '');
      await shop.control('buyer', { session, action: 'pay' });
      await stripe.prices.create({ ...price, unit_amount: 5500, transfer_lookup_key: true });
      const answer = await stripes.post('/v1/order', { by: 'resume', token: body.resume });
      expect(await answer.json()).toMatchObject({
        status: 'paid',
        lines: [{ item: 'vase', name: 'Vase', quantity: 1 }],
      });
      await stripes.close();
    });

    /** As the buyer does on Stripe's page. */
    async function setQuantity(session: string, line: number, quantity: number): Promise<void> {
      const items = await atStripe(shop, `/v1/checkout/sessions/${session}/line_items`);
      const { id } = (items['data'] as { id: string }[])[line] ?? { id: '' };
      const { url } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      await fetch(String(url), {
        method: 'POST',
        body: new URLSearchParams({ adjust: id, quantity: String(quantity) }),
      });
    }
  });
}
