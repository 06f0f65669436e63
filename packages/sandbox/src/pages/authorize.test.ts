import { describe, expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import { CARD, CHALLENGED, visit, type PageVisit } from './page.fixture.js';

const account = useAccount();
const DONE = 'https://shop.example/thanks?session_id=';

/** Pays with a card that is challenged. @returns the bank's page */
async function goToBank(page: PageVisit): Promise<string> {
  const { status, location } = await page.post({ ...CARD, cardNumber: CHALLENGED });
  expect([status, location]).toEqual([303, expect.stringMatching(/\/authorize\/src_/)]);
  return location;
}

describe('a 3D Secure challenge', () => {
  test('is passed, and the buyer goes to the shop', async () => {
    const page = await visit(account);
    const bank = await goToBank(page);
    const { status, text } = await page.get(bank);
    expect(status).toBe(200);
    for (const label of ['Complete authentication', 'Fail authentication', 'Close']) expect(text).toContain(label);
    expect(text).toContain('$15.00');
    expect(await page.retrieve()).toMatchObject({ status: 'open', payment_intent: { status: 'requires_action' } });

    const passed = await page.post({ answer: 'pass' }, bank);
    expect([passed.status, passed.location]).toEqual([303, DONE + page.id]);
    expect(await page.retrieve()).toMatchObject({ status: 'complete', payment_intent: { status: 'succeeded' } });
  });

  test.each(['fail', 'abandon'])('ends in “%s”, and the page takes another card', async (answer) => {
    const page = await visit(account);
    const bank = await goToBank(page);
    const refused = await page.post({ answer }, bank);
    expect([refused.status, refused.location]).toEqual([303, page.url]);
    const again = await page.get(refused.location);
    expect(again.status).toBe(200);
    expect(again.text).toContain('unable to authenticate');
    expect(await page.retrieve()).toMatchObject({
      status: 'open',
      payment_intent: { last_payment_error: { code: 'payment_intent_authentication_failure' } },
    });
    expect((await page.post(CARD)).location).toBe(DONE + page.id);
  });

  test('is answered once, and only with one of its buttons', async () => {
    const page = await visit(account);
    const bank = await goToBank(page);
    expect((await page.post({ answer: 'authorize' }, bank)).text).toContain('data-testid="authorize-challenge"');
    expect((await page.post({}, bank)).status).toBe(200);
    await page.post({ answer: 'pass' }, bank);
    for (const late of [await page.get(bank), await page.post({ answer: 'fail' }, bank)]) {
      expect([late.status, late.text]).toEqual([404, expect.stringContaining('data-testid="authorize-none"')]);
    }
    expect(await page.retrieve()).toMatchObject({ status: 'complete' });
    expect((await page.get(`${account.url}/authorize/src_0`)).status).toBe(404);
  });

  test('is put aside by a newer try', async () => {
    const page = await visit(account);
    const bank = await goToBank(page);
    expect((await page.post(CARD)).status).toBe(303);
    expect((await page.post({ answer: 'fail' }, bank)).status).toBe(404);
    expect(await page.retrieve()).toMatchObject({ status: 'complete', payment_status: 'paid' });
  });
});

describe('a method that redirects', () => {
  test('on the hosted page: yes leads to the shop, no back to the page', async () => {
    const page = await visit(account);
    const leave = async () => (await page.post({ email: 'ann@example.com', paymentMethod: 'amazon_pay' })).location;
    const first = await leave();
    expect((await page.get(first)).text).toContain('with Amazon Pay');
    expect((await page.post({ answer: 'fail' }, first)).location).toBe(page.url);
    const second = await leave();
    expect(second).not.toBe(first);
    expect((await page.post({ answer: 'authorize' }, second)).location).toBe(DONE + page.id);
    expect(await page.retrieve()).toMatchObject({ status: 'complete', payment_status: 'paid' });
  });

  test('from Elements: back to the return_url, whatever the answer', async () => {
    for (const answer of ['authorize', 'fail']) {
      const session = await account.stripe.checkout.sessions.create({
        mode: 'payment',
        ui_mode: 'elements',
        line_items: [{ price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'Mug' } }, quantity: 1 }],
        return_url: 'https://shop.example/back?id={CHECKOUT_SESSION_ID}',
      });
      // The buyer of the controls confirms as Elements would, and answers at once.
      const { redirect } = await account.control<{ redirect: string | null }>('buyer', {
        session: session.id,
        action: 'pay',
        method: 'ideal',
        answer: answer === 'fail' ? 'fail' : 'pass',
      });
      expect(redirect).toBe(answer === 'fail' ? null : `https://shop.example/back?id=${session.id}`);
      const { status } = await account.stripe.checkout.sessions.retrieve(session.id);
      expect(status).toBe(answer === 'fail' ? 'open' : 'complete');
      // There is no payment page of the sandbox's for it.
      const page = await account.raw(`/c/pay/${session.id}`);
      expect(page.status).toBe(answer === 'fail' ? 404 : 200);
    }
  });

  test('[return-params] from a PaymentIntent: back to its return_url, whatever the answer', async () => {
    for (const [answer, redirectStatus] of [
      ['authorize', 'succeeded'],
      ['fail', 'failed'],
    ] as const) {
      const intent = await account.stripe.paymentIntents.create({ amount: 1500, currency: 'usd' });
      const form = new URLSearchParams({
        client_secret: String(intent.client_secret),
        'payment_method_data[type]': 'amazon_pay',
        return_url: 'https://shop.example/back',
      });
      const key = { authorization: 'Bearer pk_test_1' };
      const confirmed = await account.form(`/v1/payment_intents/${intent.id}/confirm`, String(form), key);
      const { next_action: action } = (await confirmed.json()) as typeof intent;
      const bank = new URL(String(action?.redirect_to_url?.url)).pathname;
      expect(await (await account.raw(bank)).text()).toContain('with Amazon Pay');
      const back = await account.raw(bank, { method: 'POST', body: new URLSearchParams({ answer }) });
      const address = new URL(String(back.headers.get('location')));
      expect(Object.fromEntries(address.searchParams)).toEqual({
        payment_intent: intent.id,
        payment_intent_client_secret: intent.client_secret,
        redirect_status: redirectStatus,
      });
    }
  });

  test('is not answered for a link that others have used up meanwhile', async () => {
    const link = await account.stripe.paymentLinks.create({
      line_items: [{ price: (await account.price()).id, quantity: 1 }],
      restrictions: { completed_sessions: { limit: 1 } },
    });
    const open = async () => {
      const { headers } = await account.raw(new URL(link.url).pathname);
      return String(headers.get('location')).split('/').at(-1) ?? '';
    };
    const [first, second] = [await open(), await open()];
    const { redirect } = await account.buyer(first, 'pay', { method: 'amazon_pay', answer: 'leave' });
    const bank = new URL(String(redirect)).pathname;
    expect((await account.raw(bank)).status).toBe(200);
    await account.buyer(second, 'pay');
    const late = await account.raw(bank, { method: 'POST', body: new URLSearchParams({ answer: 'authorize' }) });
    expect([late.status, await late.text()]).toEqual([404, expect.stringContaining('data-testid="authorize-none"')]);
    expect((await account.ledger()).filter(({ kind }) => kind === 'money')).toHaveLength(1);
  });
});
