import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProxy } from '../index.js';
import { atStripe, BOWLS, Buyer, callsDuring, fault, GOLD_JUG, MUG, openIntentsIn, pass } from '../test-stack/buyer.js';
import { answerBank, confirmInPage, intentIn, type Entered } from '../test-stack/intent-page.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';

const CREATE = 'paymentIntents.create';
const RETRIEVE = 'paymentIntents.retrieve';
const CANCEL = 'paymentIntents.cancel';
const SIX_DAYS = 6 * 24 * 3600;

/** Payment by a PaymentIntent of the proxy's own, in the shop's page. */
export function intentSuite(runtime: Runtime): void {
  describe(`a PaymentIntent on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime);
    });
    beforeEach(async () => {
      await shop.control('reset');
      buyer = new Buyer(shop, 'intent');
    });
    afterAll(() => shop.close());

    const order = async () => (await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body;
    const begin = async (lines = [MUG]) => {
      const { body } = await buyer.checkOut(lines);
      return { body, id: intentIn(body.clientSecret ?? '') };
    };
    const pay = async (entered: Entered, lines = [MUG]) => confirmInPage(shop, (await begin(lines)).body, entered);

    it('shows what the form has to ask before anything is made', async () => {
      const calls = await callsDuring(shop, async () => {
        expect((await buyer.ask([MUG, GOLD_JUG], { submit: undefined })).body).toEqual({
          status: 'form',
          mode: 'intent',
          currency: 'eur',
          subtotal: 7800,
          collects: { shippingAddress: false, phone: false, countries: [] },
          shippingOptions: [],
          capture: 'automatic',
          confirm: 'client',
        });
      });
      expect(calls).toEqual([]);
    });

    it('is made from the catalogue, with the whole order in it', async () => {
      const { body, id } = await begin([MUG, GOLD_JUG]);
      expect(body).toEqual({
        status: 'open',
        mode: 'intent',
        clientSecret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
        next: 'confirm',
        amount: 7800,
        currency: 'eur',
        returnUrl: expect.stringMatching(/\/v1\/return\?nonce=[\w.-]+$/),
        resume: expect.any(String),
      });
      expect(await atStripe(shop, `/v1/payment_intents/${id}`)).toMatchObject({
        status: 'requires_payment_method',
        amount: 7800,
        currency: 'eur',
        automatic_payment_methods: { enabled: true },
        metadata: {
          cart_kind: 'intent',
          cart_attempt: buyer.attempt,
          cart_total: '7800',
          cart_shipping: 'none',
          cart_lines_0: JSON.stringify([
            { quantity: 1, item: 'mug', name: 'Mug', unitAmount: 1800 },
            { quantity: 1, item: 'jug', name: 'Jug', unitAmount: 6000, options: [['Glaze', 'Gold']] },
          ]),
        },
      });
    });

    it('costs one call to make, one to come back and one to verify, at the bank’s too', async () => {
      let opened: Awaited<ReturnType<typeof begin>> | undefined;
      const made = await callsDuring(shop, async () => (opened = await begin([MUG, GOLD_JUG])));
      const seen = await confirmInPage(shop, opened?.body ?? {}, 'bank');
      const address = await answerBank(seen.next_action?.redirect_to_url?.url ?? '');
      expect(new URL(address).searchParams.has('payment_intent_client_secret')).toBe(true);

      let fragment = '';
      const back = await callsDuring(shop, async () => (fragment = await buyer.comeBack(address)));
      const token = fragment.replace('#order=', '');
      let verified;
      const asked = await callsDuring(shop, async () => (verified = await buyer.order({ by: 'order', token })));
      expect([made, back, asked]).toEqual([[CREATE], [RETRIEVE], [RETRIEVE]]);
      expect(verified).toEqual({
        status: 200,
        body: {
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
        },
      });
    });

    it('is gone on with after a decline, a challenge that was left and a bank that said no', async () => {
      const first = await begin();
      for (const [entered, reason] of [
        ['declined', 'insufficient_funds'],
        ['lost', 'declined'],
        ['challenge', undefined],
      ] as const) {
        await confirmInPage(shop, first.body, entered);
        const { status, reason: told } = await order();
        expect([entered, status, told]).toEqual([entered, 'unpaid', reason]);
      }
      const seen = await confirmInPage(shop, first.body, 'bank');
      await answerBank(seen.next_action?.redirect_to_url?.url ?? '', 'fail');
      expect(await order()).toMatchObject({ status: 'unpaid', reason: 'authentication_failed' });

      const calls = await callsDuring(shop, async () => expect((await begin()).id).toBe(first.id));
      expect(calls).toEqual([RETRIEVE]);
      await confirmInPage(shop, first.body, 'card');
      expect(await order()).toMatchObject({ status: 'paid', totals: { total: 1800 } });
      for (const submit of [undefined, { shippingOption: null, total: 1800 }]) {
        expect((await buyer.ask([MUG], { submit })).body).toMatchObject({ status: 'paid', order: expect.any(String) });
      }
    });

    it('of a cart that has changed is canceled, seen to be, and only then replaced', async () => {
      const first = await begin();
      expect((await buyer.ask([BOWLS], { submit: undefined })).body.status).toBe('form');
      expect(await openIntentsIn(shop)).toEqual([first.id]);
      let second = first;
      const calls = await callsDuring(shop, async () => (second = await begin([BOWLS])));
      expect(calls).toEqual([RETRIEVE, CANCEL, RETRIEVE, CREATE]);
      expect(await openIntentsIn(shop)).toEqual([second.id]);
      expect(await atStripe(shop, `/v1/payment_intents/${second.id}`)).toMatchObject({
        metadata: { cart_predecessor: first.id },
      });
    });

    it('that was made under another rule of capture is replaced too', async () => {
      const first = await begin();
      const env = { ...SOUND_SETTINGS, STRIPE_API_BASE: shop.sandbox, CART_PUBLIC_URL: shop.proxy };
      const manual = createProxy({ env: { ...env, CART_CAPTURE: 'manual' }, log: () => undefined });
      const headers = { origin: SHOP, 'content-type': 'application/json' };
      const post = async (route: string, body: unknown) =>
        manual.request(route, { method: 'POST', headers, body: JSON.stringify(body) });
      const again = new Buyer({ ...shop, post }, 'intent');
      again.attempt = buyer.attempt;
      again.resume = buyer.resume;
      const { body } = await again.checkOut([MUG]);
      const id = intentIn(body.clientSecret ?? '');
      expect(await openIntentsIn(shop)).toEqual([id]);
      expect(await atStripe(shop, `/v1/payment_intents/${id}`)).toMatchObject({
        capture_method: 'manual',
        metadata: { cart_predecessor: first.id },
      });
    });

    it('that Stripe would not cancel is not replaced', async () => {
      const first = await begin();
      await fault(shop, CANCEL, '503', 3);
      const { status, body } = await buyer.ask([BOWLS]);
      expect([status, body.code]).toEqual([409, 'payment_unresolved']);
      expect(await openIntentsIn(shop)).toEqual([first.id]);
    });

    it('says pending while the bank takes days, then what the bank says, and can be paid in another way', async () => {
      for (const [entered, outcome] of [
        ['debit', 'paid'],
        ['failingDebit', 'failed'],
      ] as const) {
        buyer = new Buyer(shop, 'intent');
        const first = await begin();
        await confirmInPage(shop, first.body, entered);
        expect((await order()).status).toBe('pending');
        expect((await buyer.ask([BOWLS])).body.status).toBe('pending');
        await pass(shop, SIX_DAYS);
        expect((await order()).status).toBe(outcome);
        const next = await buyer.checkOut([MUG]);
        if (outcome === 'paid') expect(next.body.status).toBe('paid');
        else expect(intentIn(next.body.clientSecret ?? '')).toBe(first.id);
      }
    });

    it('is found again where the answer was lost, or Stripe saved a failure', async () => {
      for (const kind of ['lost', '500']) {
        await shop.control('reset');
        buyer = new Buyer(shop, 'intent');
        await fault(shop, CREATE, kind, kind === 'lost' ? 3 : 1);
        if (kind === 'lost') expect((await buyer.ask([MUG])).body.code).toBe('stripe_unavailable');
        await begin();
        expect([kind, (await openIntentsIn(shop)).length]).toEqual([kind, 1]);
      }
    });

    it('is a conflict for another cart without the token, and makes nothing', async () => {
      const { id } = await begin();
      const forgetful = new Buyer(shop, 'intent');
      forgetful.attempt = buyer.attempt;
      expect((await forgetful.ask([BOWLS])).body.code).toBe('attempt_conflict');
      expect(await openIntentsIn(shop)).toEqual([id]);
    });

    it.each<[string, Record<string, unknown>, string]>([
      ['another total', { submit: { shippingOption: null, total: 1799 } }, 'price_changed'],
      [
        'a way of shipping that there is not',
        { submit: { shippingOption: 'shr_1Nothing', total: 1800 } },
        'shipping_option_unavailable',
      ],
      [
        'a ConfirmationToken nobody asked for',
        { submit: { shippingOption: null, total: 1800, confirmationToken: 'ctoken_1NobodyAsked' } },
        'invalid_request',
      ],
      ['an amount', { submit: { shippingOption: null, total: 1800, amount: 1 } }, 'unknown_field'],
    ])('is refused with %s before Stripe is asked', async (_, more, code) => {
      const calls = await callsDuring(shop, async () => expect((await buyer.ask([MUG], more)).body.code).toBe(code));
      expect(calls).toEqual([]);
    });

    it('is read back line by line, however long the cart', async () => {
      const engraved = Array.from({ length: 90 }, (_, index) => ({
        item: 'jug',
        quantity: 1,
        options: [
          { name: 'Glaze', value: 'Blue' },
          { name: 'Engraving', value: `${index} “Für Ömer” \u{1f9c9} ` },
        ],
      }));
      await pay('card', engraved);
      const { status, lines } = await order();
      expect([status, lines]).toMatchObject(['paid', engraved]);
    });

    it('keeps the client secret and the buyer out of the log, of every address and of what Stripe stores', async () => {
      const { body, id } = await begin();
      const secret = (body.clientSecret ?? '').split('_secret_')[1] ?? 'none';
      const seen = await confirmInPage(shop, body, 'bank', {
        receipt_email: 'canary@example.org',
        'shipping[name]': 'Canary Buyer',
        'shipping[address][line1]': '1 Canary Street',
      });
      const back = await answerBank(seen.next_action?.redirect_to_url?.url ?? '');
      // Stripe's own redirect is the one line that has it, on its way in.
      expect(back).toContain(secret);
      const returned = await fetch(back, { redirect: 'manual' });
      const location = returned.headers.get('location') ?? '';
      const answers = [
        await buyer.order({ by: 'order', token: new URL(location).hash.replace('#order=', '') }),
        await buyer.order({ by: 'resume', token: buyer.resume ?? '' }),
        await buyer.ask([MUG]),
        await buyer.ask([MUG], { submit: undefined }),
      ];
      const { metadata, description } = await atStripe(shop, `/v1/payment_intents/${id}`);
      await expect.poll(() => shop.log()).toContain('"route":"/v1/order"');
      const texts = [shop.log(), ...[...returned.headers].flat(), await returned.text(), JSON.stringify(answers)];
      texts.push(JSON.stringify([metadata, description]), String(body['returnUrl']));
      const canaries = [secret, /_secret_|client secret/, /canary/i, /redirect_status/];
      const found = canaries.filter((canary) =>
        texts.some((text) => (typeof canary === 'string' ? text.includes(canary) : canary.test(text))),
      );
      expect(found).toEqual([]);
    });

    it('of somebody else on the same account, or with an order that was rewritten, is none', async () => {
      await pay('card');
      const { id, body } = await (async () => {
        buyer = new Buyer(shop, 'intent');
        return begin();
      })();
      await confirmInPage(shop, body, 'card');
      await atStripe(shop, `/v1/payment_intents/${id}`, {
        'metadata[cart_lines_0]': '[{"quantity":9,"item":"mug","name":"Mug","unitAmount":200}]',
      });
      expect((await order()).status).toBe('review');
      await atStripe(shop, `/v1/payment_intents/${id}`, { 'metadata[cart_total]': '1' });
      expect((await order()).code).toBe('order_not_found');
    });
  });
}
