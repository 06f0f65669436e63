import { describe, expect, test } from 'vitest';
import { MUG, useAccount } from '../account.fixture.js';
import { useReceiver } from '../webhooks/receiver.fixture.js';
import { CARD, visit } from './page.fixture.js';

const account = useAccount();
const receiver = useReceiver();

describe('methods', () => {
  test('the page offers those of the session, and of a lone one it makes no question', async () => {
    const all = await (await visit(account)).get();
    for (const type of ['card', 'us_bank_account', 'amazon_pay']) expect(all.text).toContain(`value="${type}"`);
    expect(all.text).not.toContain('value="bacs_debit"');
    await account.control('account', { paymentMethodTypes: ['card'] });
    const cardOnly = await (await visit(account)).get();
    expect(cardOnly.text).not.toContain('us_bank_account');
    expect(cardOnly.text).toContain('name="cardNumber"');
  });

  test('a bank debit completes the order, which is then being processed', async () => {
    const page = await visit(account);
    const fields = { email: 'ann@example.com', paymentMethod: 'us_bank_account', accountName: 'Ann Buyer' };
    for (const us_bank_accountAccount of ['', '123']) {
      expect((await page.post({ ...fields, us_bank_accountAccount })).status).toBe(402);
    }
    const paid = await page.post({ ...fields, us_bank_accountAccount: '000123456789' });
    expect([paid.status, paid.location]).toEqual([303, expect.stringContaining(page.id)]);
    expect(await page.retrieve()).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
      customer_details: { name: 'Ann Buyer' },
    });
    expect((await page.get()).text).toContain('Being processed');
  });

  test.each([
    ['a method that the session does not offer', { paymentMethod: 'bacs_debit' }],
    ['a method that does not exist', { paymentMethod: 'barter' }],
    ['no expiry', { cardExpiry: '12' }],
    ['no name', { billingName: '' }],
  ])('%s is told, and nothing is tried', async (_, wrong) => {
    const page = await visit(account);
    const refused = await page.post({ ...CARD, ...wrong });
    expect([refused.status, refused.text]).toEqual([402, expect.stringContaining('data-testid="problem"')]);
    expect(await page.retrieve()).toMatchObject({ status: 'open', payment_intent: null });
  });

  test('the field that a refusal is about says so', async () => {
    const page = await visit(account);
    const marked = async (fields: Record<string, string>) =>
      /<input[^>]*name="(\w+)"[^>]*aria-invalid="true"/.exec((await page.post({ ...CARD, ...fields })).text)?.[1];
    expect(await marked({ email: 'ann' })).toBe('email');
    expect(await marked({ cardNumber: '4242 4242 4242 4241' })).toBe('cardNumber');
    expect(await marked({ cardNumber: '4000 0000 0000 0127' })).toBe('cardCvc');
    expect(await marked({ cardNumber: '4000 0000 0000 0002' })).toBeUndefined();
  });
});

describe('test numbers', () => {
  test('without script a click is a submission that fills in the page and pays nothing', async () => {
    const page = await visit(account, { shipping_address_collection: { allowed_countries: ['GB'] } });
    const filled = await page.post({ email: 'me@example.com', shippingName: ' ', fill: '378282246310005' });
    expect(filled.status).toBe(200);
    const valueOf = (name: string) =>
      new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(filled.text)?.[1];
    expect(valueOf('cardNumber')).toBe('3782 822463 10005');
    expect(valueOf('cardCvc')).toBe('1234');
    expect(valueOf('email')).toBe('me@example.com');
    expect(valueOf('shippingName')).toBe('Robin Sandford');
    expect(await page.retrieve()).toMatchObject({ status: 'open', payment_intent: null });

    // What was filled in is enough to pay.
    const names = [...filled.text.matchAll(/<input[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value] as const,
    );
    const submission = Object.fromEntries(names.filter(([name]) => name !== 'paymentMethod'));
    expect((await page.post({ ...submission, shippingCountry: 'GB' })).status).toBe(303);
  });

  test('each is on the list with what it does, and an unknown one fills in nothing', async () => {
    const page = await visit(account);
    const { text } = await page.get();
    for (const shown of ['4000 0000 0000 9995', 'has insufficient funds', '000222222227']) {
      expect(text).toContain(shown);
    }
    expect((await page.post({ fill: '4111111111111111' })).status).toBe(402);
  });

  test('none are shown where nothing is due', async () => {
    const page = await visit(account, { line_items: [{ price_data: { ...MUG, unit_amount: 0 }, quantity: 1 }] });
    expect((await page.get()).text).not.toContain('test number');
  });
});

describe('promotion codes', () => {
  async function withCode() {
    const coupon = await account.stripe.coupons.create({ percent_off: 20, duration: 'once' });
    await account.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'HARBOUR' });
    return visit(account, { allow_promotion_codes: true });
  }

  test('one is taken off, shown, taken away again, and counts when it is on the order', async () => {
    const page = await withCode();
    const apply = { promotion: 'apply', promotionCode: 'harbour' };
    expect((await page.post(apply)).location).toBe(page.url);
    const reduced = (await page.get()).text;
    expect(reduced).toContain('−$3.00');
    expect(reduced).toContain('HARBOUR');
    await page.post({ promotion: 'remove' });
    expect((await page.get()).text).not.toContain('−$3.00');
    await page.post(apply);
    expect((await page.post(CARD)).status).toBe(303);
    expect(await page.retrieve()).toMatchObject({ amount_total: 1200, payment_intent: { amount: 1200 } });
  });

  test('one that is not good is told beside the field', async () => {
    const page = await withCode();
    const refused = await page.post({ promotion: 'apply', promotionCode: '<b>SEA</b>' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('aria-describedby="promotion-problem"');
    expect(refused.text).toContain('&#60;b&#62;SEA');
    expect(await page.retrieve()).toMatchObject({ amount_total: 1500 });
  });

  test('a session that takes none has no field for one, and takes none', async () => {
    const page = await visit(account);
    expect((await page.get()).text).not.toContain('promotionCode');
    expect((await page.post({ promotion: 'apply', promotionCode: 'HARBOUR' })).status).toBe(422);
  });

  test('one that is used up while the buyer types is told before anything is charged', async () => {
    const coupon = await account.stripe.coupons.create({
      amount_off: 500,
      currency: 'usd',
      duration: 'once',
      max_redemptions: 1,
    });
    await account.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'ONE' });
    const [first, second] = [
      await visit(account, { allow_promotion_codes: true }),
      await visit(account, { allow_promotion_codes: true }),
    ];
    for (const page of [first, second]) await page.post({ promotion: 'apply', promotionCode: 'ONE' });
    expect((await first.post(CARD)).status).toBe(303);
    const late = await second.post(CARD);
    expect([late.status, late.text]).toEqual([402, expect.stringContaining('data-testid="problem"')]);
    expect((await account.ledger()).filter(({ kind }) => kind === 'money')).toHaveLength(1);
  });
});

describe('a complete session', () => {
  test('shows what the shop was told: event, endpoint, answer and tries', async () => {
    await account.stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['checkout.session.completed', 'payment_intent.succeeded'],
    });
    // Hosted Checkout waits for the first try of this one, so it comes before the other.
    receiver.answers.push(500);
    const page = await visit(account);
    await page.post(CARD);
    await account.control('clock', { advance: 700 });
    const { text } = await page.get();
    const rows = [...text.matchAll(/<tr>\s*<th scope="row"><code>([\w.]+)<\/code>.*?<\/tr>/gs)].map(([row, type]) => ({
      type,
      cells: row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
    }));
    for (const { cells } of rows) expect(cells).toContain(receiver.url);
    const triesOf = (event: string) => rows.find(({ type }) => type === event)?.cells.match(/ 200 +(\d) /)?.[1];
    expect([triesOf('checkout.session.completed'), triesOf('payment_intent.succeeded')]).toEqual(['2', '1']);
    expect(rows).toHaveLength(2);
  });

  test('that nobody listens to says so', async () => {
    const page = await visit(account);
    await page.post(CARD);
    expect((await page.get()).text).toContain('no endpoint of this account asks for these events');
  });
});

describe('the direction', () => {
  test.each([
    ['auto', 'he-IL,he;q=0.9', 'rtl'],
    [undefined, 'ar', 'rtl'],
    ['de', 'ar', 'ltr'],
    [undefined, 'en-GB', 'ltr'],
  ] as const)('of locale %s for a browser that asks for %s is %s', async (locale, language, direction) => {
    const page = await visit(account, locale ? { locale } : {});
    const response = await fetch(page.url, { headers: { 'accept-language': language } });
    expect(await response.text()).toContain(`dir="${direction}"`);
  });
});
