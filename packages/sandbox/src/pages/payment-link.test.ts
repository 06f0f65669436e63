import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';
import { CARD, CHALLENGED, fetched, visitLink } from './page.fixture.js';

type CreateParams = Stripe.PaymentLinkCreateParams;

const account = useAccount();
const THANKS = 'https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}';
const create = (params: Partial<CreateParams> = {}) =>
  account.stripe.paymentLinks.create({ line_items: [{ price_data: MUG, quantity: 1 }], ...params });
const open = (link: Stripe.PaymentLink, query: Record<string, string> = {}) => visitLink(account, link, query);
const redirectTo = (url: string) => ({ after_completion: { type: 'redirect', redirect: { url } } }) as const;

describe('a link that is opened', () => {
  test('[payment-link-opened] [payment-link-metadata] makes a session, is paid, and leads on to the shop', async () => {
    const link = await create({
      ...redirectTo(THANKS),
      metadata: { shop: 'mugs' },
      payment_intent_data: { metadata: { promise: 'signed' } },
    });
    const first = await open(link);
    expect(first.session).toMatchObject({
      status: 'open',
      payment_link: link.id,
      amount_total: 1500,
      metadata: { shop: 'mugs' },
      line_items: { data: [{ quantity: 1, description: 'Mug' }] },
    });
    expect((await open(link)).id).not.toBe(first.id);
    const { status, location } = await first.post(CARD);
    expect([status, location]).toEqual([303, `https://shop.example/thanks?session_id=${first.id}`]);
    expect(await first.retrieve()).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: { metadata: { promise: 'signed' } },
    });
    await account.session();
    const { data } = await account.stripe.checkout.sessions.list({ payment_link: link.id });
    expect(data.map(({ payment_link: of }) => of)).toEqual([link.id, link.id]);
  });

  test('[payment-link-opened] is only looked at by HEAD', async () => {
    const { url } = await create();
    expect(await fetched(url, { method: 'HEAD' })).toMatchObject({ status: 200, location: '' });
    expect((await account.stripe.checkout.sessions.list()).data).toEqual([]);
  });

  test('tells the shop’s webhook of the payment, and says which link it was', async () => {
    const link = await create();
    const { id, post } = await open(link, { client_reference_id: 'attempt-1' });
    await post(CARD);
    const { data } = await account.stripe.events.list({ type: 'checkout.session.completed' });
    expect(data[0]?.data.object).toMatchObject({ id, payment_link: link.id, client_reference_id: 'attempt-1' });
  });

  test('hands its settings on to the session', async () => {
    const rate = await account.stripe.shippingRates.create({
      display_name: 'Post',
      type: 'fixed_amount',
      fixed_amount: { amount: 500, currency: 'usd' },
    });
    const link = await create({
      customer_creation: 'always',
      phone_number_collection: { enabled: true },
      shipping_address_collection: { allowed_countries: ['DE'] },
      shipping_options: [{ shipping_rate: rate.id }],
      submit_type: 'book',
      consent_collection: { terms_of_service: 'required' },
      automatic_tax: { enabled: true },
    });
    const { session } = await open(link);
    expect(session).toMatchObject({
      amount_total: 2000,
      customer_creation: 'always',
      phone_number_collection: { enabled: true },
      shipping_address_collection: { allowed_countries: ['DE'] },
      shipping_options: [{ shipping_rate: rate.id, shipping_amount: 500 }],
      submit_type: 'book',
      consent_collection: { terms_of_service: 'required' },
      automatic_tax: { enabled: true },
    });
    expect(session.expires_at - session.created).toBe(24 * 60 * 60);
  });
});

describe('[payment-link-url] the address of a link', () => {
  test('takes a reference, a language, an e-mail address and UTM codes', async () => {
    const link = await create(redirectTo(THANKS));
    const { session, get, post } = await open(link, {
      client_reference_id: 'a1_B2-c3',
      locale: 'pt-BR',
      prefilled_email: 'zoe@example.com',
      utm_source: 'newsletter',
      utm_campaign: 'winter-26',
      other: 'passed over',
    });
    expect(session).toMatchObject({ client_reference_id: 'a1_B2-c3', locale: 'pt-BR', customer_email: null });
    const field = /<input\s+id="email"[^>]*>/.exec((await get()).text)?.[0];
    expect(field).toContain('value="zoe@example.com"');
    expect(field).not.toContain('readonly');
    const { location } = await post({ ...CARD, email: 'ann@example.com' });
    expect(location).toBe(
      `https://shop.example/thanks?session_id=${session.id}&utm_source=newsletter&utm_campaign=winter-26`,
    );
    const locked = await open(link, { locked_prefilled_email: 'zoe@example.com' });
    expect(locked.session.customer_email).toBe('zoe@example.com');
  });

  test.each([
    ['client_reference_id', 'r'.repeat(200), 'r'.repeat(201)],
    ['client_reference_id', '0b9f2d6e-7c1a-4b53-9a54-2f1f6f0a9c11', 'with space'],
    ['client_reference_id', 'x', 'ümlaut'],
    ['client_reference_id', 'x', ''],
    ['locale', 'de', 'xx'],
    ['locale', 'zh-HK', 'zh-hk'],
    ['utm_term', 't'.repeat(150), 't'.repeat(151)],
    ['utm_content', 'a_b-c', 'a b'],
    ['utm_id', null, 'anything'],
    ['locked_prefilled_email', 'ann@example.com', 'ann'],
  ])('%s: drops what is not so, without a word', async (name, good, bad) => {
    const link = await create(redirectTo(THANKS));
    const shown = async (value: string) => {
      const { session } = await open(link, { [name]: value });
      const { client_reference_id: reference, locale, customer_email: email, success_url: after } = session;
      return [reference, locale, email, after].includes(value) || after?.includes(`${name}=${value}`) || false;
    };
    if (good !== null) expect(await shown(good)).toBe(true);
    expect(await shown(bad)).toBe(false);
  });

  test('takes a promotion code that can be redeemed, where the link allows one', async () => {
    const coupon = await account.stripe.coupons.create({ percent_off: 20 });
    await account.stripe.promotionCodes.create({ code: 'WINTER', promotion: { type: 'coupon', coupon: coupon.id } });
    const total = async (link: Stripe.PaymentLink, code: string) =>
      (await open(link, { prefilled_promo_code: code })).session.amount_total;
    const allowing = await create({ allow_promotion_codes: true });
    expect(await total(allowing, 'winter')).toBe(1200);
    // The session has lines of its own: nothing is taken off those of the link.
    const { data: lines } = await account.stripe.paymentLinks.listLineItems(allowing.id);
    expect(lines).toMatchObject([{ amount_discount: 0, amount_total: 1500 }]);
    expect(await total(allowing, 'SUMMER')).toBe(1500);
    expect(await total(await create(), 'WINTER')).toBe(1500);
  });
});

describe('after the payment', () => {
  test('[after-completion] the placeholder counts only as it stands', async () => {
    const encoded = 'https://shop.example/thanks?id=%7BCHECKOUT_SESSION_ID%7D#done';
    const { post } = await open(await create(redirectTo(encoded)), { utm_medium: 'email' });
    expect((await post(CARD)).location).toBe(
      'https://shop.example/thanks?id=%7BCHECKOUT_SESSION_ID%7D&utm_medium=email#done',
    );
  });

  test('[after-completion] without a redirect the page says that it is done, in the shop’s words', async () => {
    const message = 'We pack it <b>today</b>.';
    const link = await create({
      after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: message } },
    });
    const { url, post } = await open(link);
    const paid = await post(CARD);
    expect([paid.status, paid.location]).toEqual([303, url]);
    const { text } = await fetched(paid.location);
    expect(text).toContain('data-testid="closed-complete"');
    expect(text).toContain('We pack it &#60;b&#62;today&#60;/b&#62;.');
    expect(text).not.toContain('data-testid="back"');
  });
});

describe('a link that is off', () => {
  test('[payment-link-inactive] opens nothing and says why; what is open stays so', async () => {
    const link = await create({ inactive_message: 'Sold <out>.' });
    const before = await open(link);
    await account.stripe.paymentLinks.update(link.id, { active: false });
    const off = await fetched(link.url);
    expect([off.status, off.text]).toEqual([410, expect.stringContaining('data-testid="link-inactive"')]);
    expect(off.text).toContain('Sold &#60;out&#62;.');
    expect((await account.stripe.checkout.sessions.list()).data).toHaveLength(1);
    expect((await before.post(CARD)).status).toBe(303);
    await account.stripe.paymentLinks.update(link.id, { active: true });
    expect((await open(link)).session.status).toBe('open');
  });

  test('an unknown one is nowhere', async () => {
    const { status, text } = await fetched(`${account.url}/links/test_0`);
    expect([status, text]).toEqual([404, expect.stringContaining('data-testid="link-unknown"')]);
  });

  test('[completed-sessions] one that has reached its limit is off, and nothing opened from it completes', async () => {
    const link = await create({ restrictions: { completed_sessions: { limit: 2 } } });
    const [first, second, third, challenged] = [await open(link), await open(link), await open(link), await open(link)];
    const { location: bank } = await challenged.post({ ...CARD, cardNumber: CHALLENGED });
    await first.post(CARD);
    expect(await account.stripe.paymentLinks.retrieve(link.id)).toMatchObject({
      active: true,
      restrictions: { completed_sessions: { count: 1, limit: 2 } },
    });
    expect((await second.post(CARD)).status).toBe(303);
    expect(await account.stripe.paymentLinks.retrieve(link.id)).toMatchObject({
      active: false,
      restrictions: { completed_sessions: { count: 2, limit: 2 } },
    });
    expect((await third.post(CARD)).status).toBe(402);
    await fetched(bank, { method: 'POST', body: new URLSearchParams({ answer: 'pass' }) });
    for (const { retrieve } of [third, challenged]) expect((await retrieve()).status).toBe('open');
    const money = (await account.ledger()).filter(({ kind }) => kind === 'money');
    expect(money).toHaveLength(2);
    expect((await fetched(link.url)).status).toBe(410);
    expect((await account.stripe.events.list({ type: 'payment_link.updated' })).data).toHaveLength(1);

    const on = { active: true };
    expect(await refusal(account.stripe.paymentLinks.update(link.id, on))).toMatchObject({ param: 'active' });
    const more = { ...on, restrictions: { completed_sessions: { limit: 3 } } };
    expect(await account.stripe.paymentLinks.update(link.id, more)).toMatchObject(on);
    expect((await third.post(CARD)).status).toBe(303);
  });
});
