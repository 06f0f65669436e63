import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atStripe, BOWLS, Buyer, callsDuring, fault, GOLD_JUG, MUG, pass } from '../test-stack/buyer.js';
import type { Runtime } from '../test-stack/runtime.js';
import { serveSandbox } from '../test-stack/sandbox.js';
import { openShop, type TestShop } from '../test-stack/shop.js';

const RETRIEVE = 'checkout.sessions.retrieve';
const NOBODY = 'cs_test_a1NobodyEverMadeThisSession000000';

const sessionLines = {
  mode: 'payment',
  success_url: 'https://other.example/done',
  'line_items[0][quantity]': '1',
  'line_items[0][price_data][currency]': 'eur',
  'line_items[0][price_data][unit_amount]': '1800',
  'line_items[0][price_data][product_data][name]': 'Mug',
};

/** The way back from Stripe, and what is said about an order to whom. */
export function orderSuite(runtime: Runtime): void {
  describe(`an order on ${runtime.name}`, () => {
    let shop: TestShop;
    beforeAll(async () => {
      shop = await openShop(runtime);
    });
    afterAll(() => shop.close());

    /** A buyer who has paid, with the address Stripe sent them back to. */
    const paid = async (lines = [MUG, GOLD_JUG]) => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay(lines);
      const { redirect } = (await shop.control('buyer', { session, action: 'pay', email: 'ada@example.org' })) as {
        redirect: string;
      };
      return { buyer, session, address: redirect };
    };
    const tokenIn = (fragment: string) => /^#order=([\w.-]+)$/.exec(fragment)?.[1] ?? '';

    it('comes back verified, with its lines and its total, and with nothing about the person', async () => {
      const { buyer, session, address } = await paid();
      const response = await fetch(address, { redirect: 'manual' });
      const location = response.headers.get('location') ?? '';
      expect(response.status).toBe(303);
      expect(location.startsWith('https://shop.example/thanks.html?from=stripe#order=')).toBe(true);
      expect(location).not.toContain(session);
      expect(response.headers.get('cache-control')).toBe('no-store');

      const { status, body } = await buyer.order({ by: 'order', token: tokenIn(new URL(location).hash) });
      expect(status).toBe(200);
      expect(body).toEqual({
        detail: 'full',
        status: 'paid',
        number: expect.stringMatching(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/),
        attempt: '',
        livemode: false,
        currency: 'eur',
        lines: [
          { item: 'mug', options: [], name: 'Mug', quantity: 1, unitAmount: 1800, subtotal: 1800 },
          { item: 'jug', options: GOLD_JUG.options, name: 'Jug', quantity: 1, unitAmount: 6000, subtotal: 6000 },
        ],
        totals: { subtotal: 7800, discount: 0, shipping: 0, tax: 0, total: 7800 },
        presentment: null,
      });
      expect(JSON.stringify(body)).not.toMatch(/ada@|Test Buyer|cs_test|pi_|cus_|ch_/);
      expect(shop.log()).not.toMatch(/ada@example|Test Buyer/);
    });

    it('tells its attempt, which could go on with the payment, to nobody who does not know it', async () => {
      const { buyer, address } = await paid();
      const token = tokenIn(await buyer.comeBack(address));
      const other = crypto.randomUUID();
      for (const attempts of [undefined, [], [other], ['', 'x'.repeat(10_000), null as unknown as string]]) {
        const answer = await shop.post('/v1/order', { by: 'order', token, ...(attempts && { attempts }) });
        expect(await answer.text()).not.toContain(buyer.attempt);
      }
      const own = await shop.post('/v1/order', { by: 'order', token, attempts: [other, buyer.attempt] });
      expect(await own.json()).toMatchObject({ detail: 'full', attempt: buyer.attempt });
      const resumed = await buyer.order({ by: 'resume', token: buyer.resume ?? '' });
      expect(resumed.body).toMatchObject({ detail: 'full', attempt: buyer.attempt });
    });

    it('can be asked for by the browser that began it, and by nobody with its token on another page', async () => {
      const { buyer } = await paid();
      const token = buyer.resume ?? '';
      expect((await buyer.order({ by: 'resume', token })).body).toMatchObject({ detail: 'full', status: 'paid' });
      const calls = await callsDuring(shop, async () => {
        expect((await buyer.order({ by: 'order', token })).body.code).toBe('order_not_found');
      });
      expect(calls).toEqual([]);
    });

    it('is a status at most to whoever knows only its id', async () => {
      const { buyer, session } = await paid();
      expect((await buyer.order({ by: 'session', id: session })).body).toEqual({ detail: 'status', status: 'paid' });
    });

    it('that is no order of ours looks like any other that is none', async () => {
      const { buyer, address } = await paid();
      const foreign = await atStripe(shop, '/v1/checkout/sessions', sessionLines);
      const { session: tampered } = await new Buyer(shop).goToPay([BOWLS]);
      await atStripe(shop, `/v1/checkout/sessions/${tampered}`, { 'metadata[cart_fingerprint]': 'x'.repeat(43) });
      const token = tokenIn(await buyer.comeBack(address));

      const seen = new Set<string>();
      for (const request of [
        { by: 'session', id: NOBODY },
        { by: 'session', id: NOBODY.replace('test', 'live') },
        { by: 'session', id: String(foreign['id']) },
        { by: 'session', id: tampered },
        { by: 'order', token: `${token.slice(0, -6)}AAAAAA` },
        { by: 'order', token: 'a.b.c.d.e' },
        { by: 'resume', token },
      ]) {
        const { status, body } = await buyer.order(request);
        expect(status).toBe(404);
        seen.add(JSON.stringify({ ...body, requestId: '' }));
      }
      expect(seen.size).toBe(1);
    });

    it('costs nothing to ask for with what cannot be an order', async () => {
      const { buyer, address } = await paid();
      const token = tokenIn(await buyer.comeBack(address));
      for (const request of [
        { by: 'session', id: NOBODY.replace('test', 'live') },
        { by: 'session', id: 'cs_test_../../v1/customers' },
        { by: 'session', id: `${NOBODY}?expand[]=customer` },
        { by: 'order', token: token.slice(1) },
        { by: 'order', token: `${token}x` },
      ]) {
        expect(await callsDuring(shop, () => buyer.order(request))).toEqual([]);
      }
    });

    it('says where a payment stands that is not paid: open, declined, run out', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      const status = async () => (await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body.status;
      expect(await status()).toBe('unpaid');
      await shop.control('buyer', { session, action: 'decline' });
      expect(await status()).toBe('unpaid');
      await pass(shop, 2 * 24 * 3600);
      expect(await status()).toBe('expired');
    });

    it('says so when the money has gone back, in part or all of it', async () => {
      const { buyer, session } = await paid();
      const status = async () => (await buyer.order({ by: 'session', id: session })).body.status;
      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      await atStripe(shop, '/v1/refunds', { payment_intent: String(payment), amount: '100' });
      expect(await status()).toBe('partly_refunded');
      await atStripe(shop, '/v1/refunds', { payment_intent: String(payment) });
      expect(await status()).toBe('refunded');
    });

    it('is unknown to nobody because Stripe is away: the same question works later', async () => {
      const { buyer, address } = await paid();
      await fault(shop, RETRIEVE, '503', 3);
      const fragment = await buyer.comeBack(address);
      expect(fragment).toMatch(/^#order=[\w.-]+$/);

      const token = tokenIn(fragment);
      await fault(shop, RETRIEVE, '503', 3);
      const away = await buyer.order({ by: 'order', token });
      expect([away.status, away.body.code, away.body['retryable']]).toEqual([503, 'stripe_unavailable', true]);
      expect((await buyer.order({ by: 'order', token })).body).toMatchObject({ detail: 'full', status: 'paid' });
    });

    describe('the way back', () => {
      it('changes nothing, however often it is taken', async () => {
        const { buyer, address } = await paid();
        for (let visit = 0; visit < 3; visit += 1) {
          const token = tokenIn(await buyer.comeBack(address));
          expect((await buyer.order({ by: 'order', token })).body.status).toBe('paid');
        }
      });

      it('costs no call for HEAD, and leads to the page without a claim', async () => {
        const { buyer, address } = await paid();
        const calls = await callsDuring(shop, async () => {
          expect(await buyer.comeBack(address, 'HEAD')).toBe('#order=unverified');
        });
        expect(calls).toEqual([]);
      });

      it('claims nothing, and asks nobody, without a nonce of ours', async () => {
        const { buyer, session, address } = await paid();
        const nonce = new URL(address).searchParams.get('nonce') ?? '';
        const addressWith = (changes: Record<string, string>) => {
          const url = new URL(address);
          for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
          return url.href;
        };
        for (const forged of [
          `${shop.proxy}/v1/return`,
          `${shop.proxy}/v1/return?session_id=${session}`,
          `${shop.proxy}/v1/return?redirect_status=succeeded&session_id=${session}`,
          addressWith({ nonce: `${nonce.slice(0, -3)}AAA` }),
          addressWith({ nonce: nonce.slice(9) }),
          addressWith({ session_id: '../v1/balance' }),
          addressWith({ session_id: session.replace('test', 'live') }),
          addressWith({ session_id: '{CHECKOUT_SESSION_ID}' }),
        ]) {
          const calls = await callsDuring(shop, async () => {
            expect(await buyer.comeBack(forged)).toBe('#order=unverified');
          });
          expect([forged, calls]).toEqual([forged, []]);
        }
      });

      it('asks Stripe and not the address: one that says failed leads to the order that is paid', async () => {
        const { buyer, address } = await paid();
        const token = tokenIn(await buyer.comeBack(`${address}&redirect_status=failed&payment_status=unpaid`));
        expect((await buyer.order({ by: 'order', token })).body).toMatchObject({ detail: 'full', status: 'paid' });
      });

      it('with one buyer’s nonce does not open another’s order', async () => {
        const [mine, theirs] = [await paid(), await paid()];
        const url = new URL(mine.address);
        url.searchParams.set('session_id', theirs.session);
        expect(await mine.buyer.comeBack(url.href)).toBe('#order=unverified');

        // Nor by a token made while Stripe could not be asked.
        await fault(shop, RETRIEVE, '503', 3);
        const token = tokenIn(await mine.buyer.comeBack(url.href));
        expect((await mine.buyer.order({ by: 'order', token })).body.code).toBe('order_not_found');
      });

      it('leads to the shop’s page and nowhere else', async () => {
        const { address } = await paid();
        const response = await fetch(`${address}&return_url=https://evil.example&u=//evil.example`, {
          redirect: 'manual',
        });
        expect(new URL(response.headers.get('location') ?? '').origin).toBe('https://shop.example');
      });
    });

    it.each(['hosted', 'link'] as const)('that is posted has its shipping in the total, %s', async (mode) => {
      const sandbox = await serveSandbox();
      const rate = await atStripe({ sandbox: sandbox.url }, '/v1/shipping_rates', {
        display_name: 'Parcel',
        type: 'fixed_amount',
        'fixed_amount[amount]': '490',
        'fixed_amount[currency]': 'eur',
      });
      const posted = await openShop(runtime, {
        STRIPE_API_BASE: sandbox.url,
        CART_SHIPPING_COUNTRIES: 'DE',
        CART_SHIPPING_RATES: rate['id'],
        CART_PAYMENT_LINKS: 'true',
        CART_TERMS: 'true',
        CART_PHONE: 'true',
        CART_PROMOTION_CODES: 'true',
        CART_SUBMIT_TYPE: 'pay',
      });
      const buyer = new Buyer(posted, mode);
      const { session } = await buyer.goToPay([MUG]);
      await fetch(`${sandbox.url}/_sandbox/buyer`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ session, action: 'pay' }),
      });
      expect((await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body).toMatchObject({
        status: 'paid',
        totals: { subtotal: 1800, discount: 0, shipping: 490, tax: 0, total: 2290 },
      });
      await posted.close();
      await sandbox.close();
    });
  });
}
