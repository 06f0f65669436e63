import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  atStripe,
  BOWLS,
  Buyer,
  callsDuring,
  fault,
  MUG,
  openIntentsIn,
  sessionIn,
  type Answer,
} from '../test-stack/buyer.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import {
  answerBank,
  confirmationToken,
  confirmInPage,
  intentIn,
  postedTo,
  type Entered,
} from '../test-stack/intent-page.js';
import type { Runtime } from '../test-stack/runtime.js';
import { CATALOG, openShop, type TestShop } from '../test-stack/shop.js';
import { deliver, eventOf, WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';

const CREATE = 'paymentIntents.create';
const RETRIEVE = 'paymentIntents.retrieve';
const CONFIRM = 'paymentIntents.confirm';

/** What an owner may ask of a PaymentIntent beside its being paid. */
export function intentSettingsSuite(runtime: Runtime): void {
  describe(`a PaymentIntent that is posted and captured by hand on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    let rates: readonly string[];
    beforeAll(async () => {
      inbox = await openInbox();
      const options = [{ name: 'Engraving', maxLength: 40 }];
      const long = { id: 'long', name: 'Long '.repeat(50).trim(), amounts: { eur: 1000 }, shippable: false, options };
      shop = await openShop(runtime, async (stripe) => {
        rates = [
          await rate(stripe, 'Parcel', '490', 'eur'),
          await rate(stripe, 'Courier', '1990', 'eur'),
          await rate(stripe, 'Abroad', '900', 'usd'),
        ];
        return {
          STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS.join(','),
          CART_SINK_URL: inbox.url,
          CART_SINK_SECRET: SINK_SECRET,
          CART_SHIPPING_COUNTRIES: 'DE,AT',
          CART_SHIPPING_RATES: rates.join(','),
          CART_PHONE: 'true',
          CART_CAPTURE: 'manual',
          CART_CATALOG: { ...CATALOG, items: [...CATALOG.items, long] },
        };
      });
    });
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    const rate = async (stripe: Pick<TestShop, 'sandbox'>, name: string, amount: string, currency: string) => {
      const made = await atStripe(stripe, '/v1/shipping_rates', {
        display_name: name,
        type: 'fixed_amount',
        'fixed_amount[amount]': amount,
        'fixed_amount[currency]': currency,
      });
      return String(made['id']);
    };
    const submit = (rate: number, total: number) => ({ submit: { shippingOption: rates[rate] ?? null, total } });

    it('offers the ways of shipping with their prices, and says what it asks', async () => {
      const buyer = new Buyer(shop, 'intent');
      const form = async () => (await buyer.ask([MUG], { submit: undefined })).body;
      expect(await form()).toMatchObject({
        collects: { shippingAddress: true, phone: true, countries: ['DE', 'AT'] },
        shippingOptions: [
          { id: rates[0], name: 'Parcel', amount: 490 },
          { id: rates[1], name: 'Courier', amount: 1990 },
        ],
        capture: 'manual',
      });
      // Read once, and remembered.
      expect(await callsDuring(shop, form)).toEqual([]);
    });

    it('charges the way that was chosen, holds the money, and has it when it is captured', async () => {
      const buyer = new Buyer(shop, 'intent');
      const { body } = await buyer.ask([MUG], submit(1, 3790));
      const id = intentIn(body.clientSecret ?? '');
      expect(body).toMatchObject({ amount: 3790 });
      await confirmInPage(shop, body, 'card', postedTo('AT'));
      const order = async () => (await buyer.order({ by: 'resume', token: body.resume ?? '' })).body;
      const totals = { subtotal: 1800, discount: 0, shipping: 1990, tax: 0, total: 3790 };
      expect(await order()).toMatchObject({ status: 'authorised', totals });
      expect((await buyer.ask([MUG], { ...submit(1, 3790), resume: body.resume })).body.status).toBe('paid');
      await atStripe(shop, `/v1/payment_intents/${id}/capture`, {});
      expect(await order()).toMatchObject({ status: 'paid', totals });
    });

    it('tells its owner of money that is held, and of money that was let go', async () => {
      const { body } = await new Buyer(shop, 'intent').ask([MUG], submit(0, 2290));
      const id = intentIn(body.clientSecret ?? '');
      await confirmInPage(shop, body, 'card', postedTo('DE'));
      await deliver(shop, await eventOf(shop, id, 'payment_intent.amount_capturable_updated'));
      await atStripe(shop, `/v1/payment_intents/${id}/cancel`, {});
      await deliver(shop, await eventOf(shop, id, 'payment_intent.canceled'));
      const news = inbox.taken.map(({ order }) => [
        order['status'],
        (order['totals'] as { total: number }).total,
        order['captured'],
      ]);
      expect(news).toEqual([
        ['authorised', 2290, 0],
        ['canceled', 2290, 0],
      ]);
    });

    it('tells its owner how much of it was taken, where that is not all', async () => {
      inbox.taken.length = 0;
      const { body } = await new Buyer(shop, 'intent').ask([MUG], submit(0, 2290));
      const id = intentIn(body.clientSecret ?? '');
      await confirmInPage(shop, body, 'card', postedTo('DE'));
      await atStripe(shop, `/v1/payment_intents/${id}/capture`, { amount_to_capture: '1000' });
      await deliver(shop, await eventOf(shop, id, 'payment_intent.succeeded'));
      expect(inbox.taken.map(({ order }) => order)).toMatchObject([
        { status: 'review', totals: { total: 2290 }, captured: 1000, refunded: 0 },
      ]);
    });

    it('hands nothing on as sold that goes nowhere, or where the shop does not post to', async () => {
      inbox.taken.length = 0;
      for (const address of [{}, postedTo('US')]) {
        const { body } = await new Buyer(shop, 'intent').ask([MUG], submit(0, 2290));
        const id = intentIn(body.clientSecret ?? '');
        await confirmInPage(shop, body, 'card', address);
        await deliver(shop, await eventOf(shop, id, 'payment_intent.amount_capturable_updated'));
        await atStripe(shop, `/v1/payment_intents/${id}/capture`, {});
        await deliver(shop, await eventOf(shop, id, 'payment_intent.succeeded'));
        expect((await new Buyer(shop).order({ by: 'resume', token: body.resume ?? '' })).body.status).toBe('review');
      }
      expect(inbox.taken.map(({ order }) => order['status'])).toEqual(['review', 'review']);
    });

    it('tells of a session’s money too, when it is captured', async () => {
      inbox.taken.length = 0;
      const expected = { currency: 'eur', subtotal: 1000 };
      const { body } = await new Buyer(shop).ask([{ item: 'long', options: [], quantity: 1 }], { expected });
      const session = sessionIn(body.url ?? '');
      await shop.control('buyer', { session, action: 'pay' });
      await deliver(shop, await eventOf(shop, session, 'checkout.session.completed'));
      const { payment_intent: payment } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      await atStripe(shop, `/v1/payment_intents/${String(payment)}/capture`, {});
      await deliver(shop, await eventOf(shop, String(payment), 'payment_intent.succeeded'));
      expect(inbox.taken.map(({ order }) => [order['status'], order['captured']])).toEqual([
        ['authorised', 0],
        ['paid', 1000],
      ]);
    });

    it('is another payment with another way of shipping, and the first can no longer be paid', async () => {
      const buyer = new Buyer(shop, 'intent');
      const first = await buyer.ask([MUG], submit(0, 2290));
      const second = await buyer.ask([MUG], { ...submit(1, 3790), resume: first.body.resume });
      expect(second.body).toMatchObject({ status: 'open', amount: 3790 });
      expect(await openIntentsIn(shop)).toEqual([intentIn(second.body.clientSecret ?? '')]);
    });

    it('is refused with no way of shipping, one in another currency, or the wrong total for it', async () => {
      const buyer = new Buyer(shop, 'intent');
      const codes = await Promise.all(
        [{ submit: { shippingOption: null, total: 1800 } }, submit(2, 2700), submit(0, 1800)].map(
          async (more) => (await buyer.ask([MUG], more)).body.code,
        ),
      );
      expect(codes).toEqual(['shipping_option_unavailable', 'shipping_option_unavailable', 'price_changed']);
    });

    it('is refused where the order does not fit beside it, before anything is made, asked or typed', async () => {
      const lines = Array.from({ length: 80 }, (_, index) => ({
        item: 'long',
        quantity: 1,
        options: [{ name: 'Engraving', value: String(index) }],
      }));
      const calls = await callsDuring(shop, async () => {
        const more = {
          expected: { currency: 'eur', subtotal: 80_000 },
          submit: { shippingOption: null, total: 80_000 },
        };
        const buyer = new Buyer(shop, 'intent');
        for (const each of [more, { ...more, submit: undefined }]) {
          expect((await buyer.ask(lines, each)).body.code).toBe('cart_too_large');
        }
      });
      expect(calls).toEqual([]);
    });
  });

  describe(`a PaymentIntent that the proxy confirms on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime, { CART_CONFIRM: 'server' });
    });
    beforeEach(async () => {
      await shop.control('reset');
      buyer = new Buyer(shop, 'intent');
    });
    afterAll(() => shop.close());

    /** As a widget does: what is replayed is asked again at once, with the token that came. */
    const submit = async (entered: Entered, lines = [MUG], total = 1800): Promise<Answer> => {
      const token = await confirmationToken(shop, entered);
      const ask = async () => {
        const answer = await buyer.ask(lines, { submit: { shippingOption: null, total, confirmationToken: token } });
        buyer.resume = answer.body.resume ?? buyer.resume;
        return answer;
      };
      const first = await ask();
      return first.body.status === 'replayed' ? ask() : first;
    };
    const order = async () => (await buyer.order({ by: 'resume', token: buyer.resume ?? '' })).body;

    it('charges only once the browser holds the token of what is charged', async () => {
      expect((await buyer.ask([MUG], { submit: undefined })).body).toMatchObject({ confirm: 'server' });
      const token = await confirmationToken(shop, 'card');
      const more = { submit: { shippingOption: null, total: 1800, confirmationToken: token } };
      let first: Answer | undefined;
      const made = await callsDuring(shop, async () => (first = await buyer.ask([MUG], more)));
      expect([made, first?.body.status]).toEqual([[CREATE], 'replayed']);
      buyer.resume = first?.body.resume;
      const paid = await callsDuring(shop, async () => {
        expect((await buyer.ask([MUG], more)).body).toEqual({ status: 'paid', order: expect.any(String) });
      });
      expect(paid).toEqual([RETRIEVE, CONFIRM]);
      expect(await order()).toMatchObject({ status: 'paid', totals: { total: 1800 } });
    });

    it('says why it was declined, and pays the same one next time', async () => {
      const declined = await submit('declined');
      expect(declined).toMatchObject({ status: 402, body: { code: 'payment_declined', reason: 'insufficient_funds' } });
      expect((await submit('card')).body.status).toBe('paid');
      expect((await submit('card')).body.status).toBe('paid');
      expect(await openIntentsIn(shop)).toEqual([]);
    });

    it('hands the next step to the page, a challenge or a bank’s page', async () => {
      for (const entered of ['challenge', 'bank'] as const) {
        buyer = new Buyer(shop, 'intent');
        const { body } = await submit(entered);
        expect(body).toMatchObject({ status: 'open', mode: 'intent', next: 'next_action', amount: 1800 });
        const id = intentIn(body.clientSecret ?? '');
        const { next_action: next } = (await atStripe(shop, `/v1/payment_intents/${id}`)) as {
          next_action: { redirect_to_url?: { url: string } };
        };
        if (entered === 'bank') {
          const back = await answerBank(next.redirect_to_url?.url ?? '');
          const token = (await buyer.comeBack(back)).replace('#order=', '');
          expect((await buyer.order({ by: 'order', token })).body).toMatchObject({ detail: 'full', status: 'paid' });
        } else {
          expect(await order()).toMatchObject({ status: 'unpaid' });
        }
      }
    });

    it('says pending where the bank takes days', async () => {
      expect((await submit('debit')).body.status).toBe('pending');
    });

    it('is charged once, whatever answer is lost and whatever is in the cart by then', async () => {
      for (const lines of [[MUG], [BOWLS]]) {
        await shop.control('reset');
        buyer = new Buyer(shop, 'intent');
        await fault(shop, CONFIRM, 'lost', 3);
        const lost = await submit('card');
        expect(lost.body.code).toBe('stripe_unavailable');
        expect((await submit('card', lines, lines[0] === MUG ? 1800 : 6400)).body.status).toBe('paid');
        const { data } = (await atStripe(shop, '/v1/payment_intents?limit=100')) as { data: { status: string }[] };
        expect(data.map(({ status }) => status)).toEqual(['succeeded']);
      }
    });

    it('is charged once where two tabs press at once, and says so in both', async () => {
      const made = await submit('declined');
      expect(made.status).toBe(402);
      const tabs = await Promise.all([submit('card'), submit('card')]);
      expect(tabs.map(({ status, body }) => [status, body.status])).toEqual([
        [200, 'paid'],
        [200, 'paid'],
      ]);
    });

    it('is refused, and open still, with what Stripe.js has not made', async () => {
      const ask = async (confirmationToken: string) => {
        const answer = await buyer.ask([MUG], { submit: { shippingOption: null, total: 1800, confirmationToken } });
        buyer.resume = answer.body.resume ?? buyer.resume;
        return answer;
      };
      await ask('ctoken_madeUpBySomebody');
      // Stripe saves a refusal under its key, and then repeats it.
      for (let times = 0; times < 2; times += 1) {
        expect(await ask('ctoken_madeUpBySomebody')).toMatchObject({
          status: 422,
          body: { code: 'invalid_request', path: 'submit.confirmationToken' },
        });
      }
      expect((await submit('card')).body.status).toBe('paid');
    });

    it('is refused without what Stripe.js made of the form', async () => {
      expect((await buyer.ask([MUG])).body).toMatchObject({
        code: 'invalid_request',
        path: 'submit.confirmationToken',
      });
    });
  });
}
