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
});
