import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStripe, Buyer, callsDuring, GOLD_JUG, MUG, pass } from '../test-stack/buyer.js';
import { answerBank, confirmInPage, type Entered } from '../test-stack/intent-page.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';
import { CLUB, CLUBS, Subscriber } from '../test-stack/subscribers.js';

const FINGERPRINT = '14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5';
const MUG_PAGE = 'pottery://mug';
const ITEM_PAGES: Readonly<Record<string, string>> = { mug: MUG_PAGE, club: `${SHOP}/club.html` };
const SETTINGS = {
  CART_PENDING_URL: `${SHOP}/pending.html`,
  CART_ERROR_URL: `${SHOP}/sorry.html`,
  CART_RETURN_PAGES: `de=${SHOP}/danke.html, fr=${SHOP}/merci.html`,
  CART_APP_SCHEMES: 'pottery',
  CART_APPLE_APPS: 'ABCDE12345.example.shop',
  CART_ANDROID_APPS: `com.example.shop:${FINGERPRINT.toLowerCase()}`,
  CART_CATALOG: {
    ...CLUBS,
    items: CLUBS.items.map((item) => ({
      ...item,
      ...(ITEM_PAGES[item.id] !== undefined && { returnUrl: ITEM_PAGES[item.id] }),
    })),
  },
};

/** Which of the shop's pages a buyer is sent on to. */
export function returnSuite(runtime: Runtime): void {
  describe(`where buyers are sent on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime, SETTINGS);
    });
    beforeEach(async () => {
      await shop.control('reset');
      buyer = new Buyer(shop, 'intent');
    });
    afterAll(() => shop.close());

    /** Pays, or does not, and is back. @returns where the proxy sends them, without the token */
    const back = async (entered: Entered, lines = [GOLD_JUG], more = {}) => {
      const { body } = await buyer.ask(lines, more);
      buyer.resume = body.resume;
      const seen = await confirmInPage(shop, body, entered);
      const address = new URL(String(body['returnUrl']));
      // What Stripe.js adds where the buyer never left is what Stripe adds where they did.
      address.searchParams.set('payment_intent', String(body.clientSecret).split('_secret_')[0] ?? '');
      address.searchParams.set('payment_intent_client_secret', String(body.clientSecret));
      address.searchParams.set('redirect_status', 'succeeded');
      const bank = seen.next_action?.redirect_to_url?.url;
      return sentTo(bank === undefined ? address.href : await answerBank(bank, 'fail'));
    };
    const sentTo = async (address: string, method = 'GET') => {
      const response = await fetch(address, { method, redirect: 'manual' });
      const [page = '', token = ''] = (response.headers.get('location') ?? '').split('#order=');
      return { page, token };
    };

    it('is the page for what is paid, on its way, or not paid, whatever the address says', async () => {
      expect((await back('card')).page).toBe(`${SHOP}/thanks.html?from=stripe`);
      buyer = new Buyer(shop, 'intent');
      expect((await back('debit')).page).toBe(`${SHOP}/pending.html`);
      for (const entered of ['declined', 'challenge', 'bank'] as const) {
        buyer = new Buyer(shop, 'intent');
        const { page, token } = await back(entered);
        expect([entered, page]).toEqual([entered, `${SHOP}/sorry.html`]);
        expect((await buyer.order({ by: 'order', token })).body).toMatchObject({ detail: 'full', status: 'unpaid' });
      }
    });

    it('is the page of the item, or of the language', async () => {
      expect((await back('card', [MUG])).page).toBe(MUG_PAGE);
      buyer = new Buyer(shop, 'intent');
      expect((await back('card', [MUG, GOLD_JUG], { locale: 'de-AT' })).page).toBe(`${SHOP}/danke.html`);
      buyer = new Buyer(shop, 'intent');
      expect((await back('declined', [MUG], { locale: 'fr' })).page).toBe(`${SHOP}/sorry.html`);
    });

    it.each(['hosted', 'embedded', 'elements'] as const)('is the same for a session, %s', async (mode) => {
      buyer = new Buyer(shop, mode);
      const pay = async (lines: (typeof MUG)[], method: string, more = {}) => {
        const { body } = await buyer.ask(lines, more);
        const session = /cs_test_[A-Za-z0-9]+/.exec(String(body.url ?? body.clientSecret))?.[0] ?? '';
        const address = await shop.control('buyer', { session, action: 'pay', method });
        return { session, address: (address as { redirect: string }).redirect };
      };
      const paid = await pay([MUG], 'ideal');
      expect((await sentTo(paid.address)).page).toBe(MUG_PAGE);
      buyer = new Buyer(shop, mode);
      const pending = await pay([GOLD_JUG], 'sepa_debit', { locale: 'de' });
      const address = new URL(paid.address);
      address.searchParams.set('session_id', pending.session);
      // Another's payment by this buyer's address claims nothing.
      expect(await sentTo(address.href)).toEqual({ page: `${SHOP}/thanks.html?from=stripe`, token: 'unverified' });
    });

    it('is the same for a subscription, whose session knows nothing of its money', async () => {
      const subscribe = async (wishes: object) => {
        const subscriber = new Subscriber(shop);
        const session = await subscriber.begin([CLUB]);
        const { redirect } = (await shop.control('buyer', { session, action: 'pay', ...wishes })) as {
          redirect: string;
        };
        const stands = async () => {
          const bare = (await subscriber.order({ by: 'session', id: session })).body;
          return [(await sentTo(redirect)).page, bare.status];
        };
        const { invoice } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
        const { data = [] } = (await atStripe(shop, `/v1/invoice_payments?invoice=${String(invoice)}`)) as {
          data?: { payment: { payment_intent: string } }[];
        };
        return { redirect, stands, payment: data[0]?.payment.payment_intent ?? '' };
      };
      const usual = `${SHOP}/thanks.html?from=stripe`;
      const paid = await subscribe({});
      expect(await paid.stands()).toEqual([`${SHOP}/club.html`, 'paid']);
      expect(await callsDuring(shop, () => sentTo(paid.redirect))).toEqual([
        'checkout.sessions.retrieve',
        'invoicePayments.list',
      ]);
      await atStripe(shop, '/v1/refunds', { payment_intent: paid.payment });
      expect(await paid.stands()).toEqual([usual, 'refunded']);

      const disputed = await subscribe({});
      await shop.control('disputes', { paymentIntent: disputed.payment });
      expect(await disputed.stands()).toEqual([usual, 'disputed']);

      const debit = await subscribe({ method: 'sepa_debit', account: 'DE62370400440532013001' });
      expect(await debit.stands()).toEqual([`${SHOP}/pending.html`, 'pending']);
      await pass(shop, 5 * 24 * 3600);
      expect(await debit.stands()).toEqual([`${SHOP}/sorry.html`, 'failed']);
    });

    it('costs no call and claims nothing for HEAD, and one for each visit, however often', async () => {
      const { body } = await buyer.ask([GOLD_JUG]);
      await confirmInPage(shop, body, 'card');
      const id = String(body.clientSecret).split('_secret_')[0] ?? '';
      const address = `${String(body['returnUrl'])}&payment_intent=${id}`;
      const before = await atStripe(shop, `/v1/payment_intents/${id}`);
      expect(await callsDuring(shop, () => sentTo(address, 'HEAD'))).toEqual([]);
      expect((await sentTo(address, 'HEAD')).token).toBe('unverified');
      for (let visit = 0; visit < 3; visit += 1) {
        expect(await callsDuring(shop, () => sentTo(address))).toEqual(['paymentIntents.retrieve']);
      }
      expect(await atStripe(shop, `/v1/payment_intents/${id}`)).toEqual(before);
    });

    it('asks a debit that ended later, and goes by what it says then', async () => {
      const { body } = await buyer.ask([GOLD_JUG]);
      await confirmInPage(shop, body, 'failingDebit');
      const id = String(body.clientSecret).split('_secret_')[0] ?? '';
      const address = `${String(body['returnUrl'])}&payment_intent=${id}`;
      expect((await sentTo(address)).page).toBe(`${SHOP}/pending.html`);
      await pass(shop, 6 * 24 * 3600);
      expect((await sentTo(address)).page).toBe(`${SHOP}/sorry.html`);
    });

    it('tells phones which app may open those pages', async () => {
      const files = ['apple-app-site-association', 'assetlinks.json'].map((name) => `/.well-known/${name}`);
      const [apple, android] = await Promise.all(files.map((path) => shop.send(path)));
      expect(await apple?.json()).toEqual({
        applinks: {
          details: [
            {
              appIDs: ['ABCDE12345.example.shop'],
              components: ['/thanks.html', '/pending.html', '/sorry.html', '/danke.html', '/merci.html'].map(
                (path) => ({
                  '/': path,
                }),
              ),
            },
          ],
        },
      });
      expect(apple?.headers.get('content-type')).toBe('application/json');
      expect(await android?.json()).toMatchObject([
        { target: { package_name: 'com.example.shop', sha256_cert_fingerprints: [FINGERPRINT] } },
      ]);
    });
  });
}
