import { describe, expect, test } from 'vitest';
import { MUG, useAccount } from '../account.fixture.js';

const account = useAccount();
const CARD = {
  email: 'ann@example.com',
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12 / 68',
  cardCvc: '123',
  billingName: 'Ann Buyer',
};

/** What the buyer's browser sends and gets. */
async function submit(
  url: string,
  fields: Record<string, string>,
): Promise<{ status: number; location: string | null; text: string }> {
  const response = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

async function open(params: Parameters<typeof account.session>[0] = {}) {
  const session = await account.session(params);
  const retrieve = () =>
    account.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
  return { id: session.id, url: String(session.url), retrieve };
}

describe('paying on the page', () => {
  test('[page-pay] completes the session and sends the buyer to the shop', async () => {
    const { id, url, retrieve } = await open({ payment_intent_data: { metadata: { a: 'b' } } });
    const page = await (await fetch(url)).text();
    for (const name of Object.keys(CARD)) expect(page).toContain(`name="${name}"`);
    expect(page).toContain('data-testid="hosted-payment-submit-button"');
    expect(page).toContain('$15.00');

    const { status, location } = await submit(url, CARD);
    expect([status, location]).toEqual([303, `https://shop.example/thanks?session_id=${id}`]);
    expect(await retrieve()).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: null,
      customer_details: { email: 'ann@example.com', name: 'Ann Buyer' },
      payment_intent: {
        status: 'succeeded',
        amount: 1500,
        amount_received: 1500,
        currency: 'usd',
        metadata: { a: 'b' },
        latest_charge: { status: 'succeeded', paid: true, refunded: false, amount: 1500, disputed: false },
      },
    });
    expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toMatchObject([
      { type: 'charge', session: id, amount: 1500, currency: 'usd' },
    ]);
  });

  test('[success-url-placeholder] only a placeholder that nobody encoded is filled in', async () => {
    const literal = await open({
      success_url: 'https://shop.example/a?x={CHECKOUT_SESSION_ID}&y={CHECKOUT_SESSION_ID}#{CHECKOUT_SESSION_ID}',
    });
    expect((await submit(literal.url, CARD)).location).toBe(
      `https://shop.example/a?x=${literal.id}&y=${literal.id}#${literal.id}`,
    );
    const encoded = await open({ success_url: 'https://shop.example/a?x=%7BCHECKOUT_SESSION_ID%7D' });
    expect((await submit(encoded.url, CARD)).location).toBe('https://shop.example/a?x=%7BCHECKOUT_SESSION_ID%7D');
  });

  test.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000000069', 'expired_card', undefined],
  ])('[page-decline] %s is declined, and another card pays the same intent', async (cardNumber, code, declineCode) => {
    const { url, retrieve } = await open();
    const declined = await submit(url, { ...CARD, cardNumber });
    expect([declined.status, declined.location]).toEqual([402, null]);
    expect(declined.text).toContain('data-testid="problem"');
    expect(declined.text).toContain('value="ann@example.com"');
    expect(declined.text).toMatch(/<input\s+id="cardNumber"(?:(?!value=)[^>])*>/);
    const first = await retrieve();
    expect(first).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { code },
        latest_charge: { status: 'failed', paid: false },
      },
    });
    const intent = first.payment_intent as { id: string; last_payment_error: { decline_code?: string } };
    expect(intent.last_payment_error.decline_code).toBe(declineCode);
    expect((await submit(url, CARD)).status).toBe(303);
    expect(await retrieve()).toMatchObject({
      status: 'complete',
      payment_intent: { id: intent.id, status: 'succeeded', last_payment_error: null },
    });
  });

  test.each([
    ['email', 'ann'],
    ['cardNumber', '4111 1111 1111 1111'],
    ['cardNumber', ''],
    ['cardExpiry', '01 / 20'],
    ['cardExpiry', '13 / 68'],
    ['cardCvc', '12'],
    ['billingName', ' '],
  ])('[page-test-cards] %s “%s” is refused without a try', async (name, value) => {
    const { url, retrieve } = await open();
    expect((await submit(url, { ...CARD, [name]: value })).status).toBe(402);
    expect(await retrieve()).toMatchObject({ status: 'open', payment_intent: null });
  });

  test('[page-closed] a paid, an expired and an unknown session take no payment', async () => {
    const paid = await open();
    await submit(paid.url, CARD);
    const again = await fetch(paid.url);
    expect([again.status, await again.text()]).toEqual([200, expect.stringContaining('data-testid="closed-complete"')]);
    expect((await submit(paid.url, CARD)).location).toContain(paid.id);

    const expired = await open();
    await account.stripe.checkout.sessions.expire(expired.id);
    for (const response of [
      await fetch(expired.url),
      await fetch(expired.url, { method: 'POST', body: new URLSearchParams(CARD) }),
    ]) {
      expect([response.status, await response.text()]).toEqual([
        410,
        expect.stringContaining('href="https://shop.example/cart"'),
      ]);
    }
    expect((await fetch(`${account.url}/c/pay/cs_test_0`)).status).toBe(404);
    expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toHaveLength(1);
  });

  test('[free-order] what costs nothing asks for no card', async () => {
    const { url, retrieve } = await open({ line_items: [{ price_data: { ...MUG, unit_amount: 0 }, quantity: 1 }] });
    expect(await (await fetch(url)).text()).not.toContain('cardNumber');
    expect((await submit(url, { email: 'ann@example.com' })).status).toBe(303);
    expect(await retrieve()).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
    });
  });

  test('[free-order] but its shipping may need one', async () => {
    const option = (amount: number) => ({
      shipping_rate_data: {
        display_name: `${amount}`,
        type: 'fixed_amount' as const,
        fixed_amount: { amount, currency: 'usd' },
      },
    });
    const { url, retrieve } = await open({
      line_items: [{ price_data: { ...MUG, unit_amount: 0 }, quantity: 1 }],
      shipping_options: [option(0), option(500)],
    });
    const shippingRate = String((await retrieve()).shipping_options[1]?.shipping_rate);
    expect((await submit(url, { email: 'ann@example.com', shippingRate })).status).toBe(402);
    expect((await submit(url, { ...CARD, shippingRate })).status).toBe(303);
    expect(await retrieve()).toMatchObject({ payment_status: 'paid', payment_intent: { amount: 500 } });
  });

  test('[customer-creation] a customer is made when the session says always', async () => {
    const { url, retrieve } = await open({ customer_creation: 'always' });
    await submit(url, CARD);
    const { customer } = await retrieve();
    expect(await account.stripe.customers.retrieve(String(customer))).toMatchObject({
      email: 'ann@example.com',
      name: 'Ann Buyer',
    });
  });
});

describe('what the page asks', () => {
  const SHIPPING = {
    shippingName: 'Ann Buyer',
    shippingAddressLine1: 'Main Street 1',
    shippingPostalCode: '10115',
    shippingLocality: 'Berlin',
    shippingCountry: 'DE',
  };

  test('[page-asks] [shipping-countries] address, way of shipping, phone and consent, all of them', async () => {
    const option = (name: string, amount: number) => ({
      shipping_rate_data: {
        display_name: name,
        type: 'fixed_amount' as const,
        fixed_amount: { amount, currency: 'usd' },
      },
    });
    const { url, retrieve } = await open({
      shipping_address_collection: { allowed_countries: ['DE', 'AT'] },
      shipping_options: [option('Post', 500), option('Courier', 1200)],
      phone_number_collection: { enabled: true },
      consent_collection: { terms_of_service: 'required' },
    });
    const courier = String((await retrieve()).shipping_options[1]?.shipping_rate);
    const all = {
      ...CARD,
      ...SHIPPING,
      phoneNumber: '+49 30 123456',
      termsOfServiceConsentCheckbox: 'true',
      shippingRate: courier,
    };
    const page = await (await fetch(url)).text();
    for (const name of Object.keys(all)) expect(page).toContain(`name="${name}"`);
    for (const missing of ['shippingAddressLine1', 'phoneNumber', 'termsOfServiceConsentCheckbox']) {
      expect((await submit(url, { ...all, [missing]: '' })).status).toBe(402);
    }
    expect((await submit(url, { ...all, shippingCountry: 'FR' })).status).toBe(402);
    expect((await submit(url, { ...all, shippingRate: 'shr_0' })).status).toBe(402);
    // The way of shipping counts from the moment it is chosen, whatever else is still missing.
    expect(await retrieve()).toMatchObject({ status: 'open', amount_total: 2700, payment_intent: null });

    expect((await submit(url, all)).status).toBe(303);
    expect(await retrieve()).toMatchObject({
      amount_total: 2700,
      shipping_cost: { amount_total: 1200, shipping_rate: courier },
      consent: { terms_of_service: 'accepted' },
      customer_details: { phone: '+49 30 123456' },
      collected_information: { shipping_details: { name: 'Ann Buyer', address: { country: 'DE', city: 'Berlin' } } },
      payment_intent: { amount: 2700 },
    });
  });

  test('[page-asks] the way back is the cancel_url, where there is one', async () => {
    const { url } = await open();
    expect(await (await fetch(url)).text()).toMatch(
      /<a data-testid="back" href="https:&#47;|<a data-testid="back" href="https:\/\/shop\.example\/cart"/,
    );
    const session = await account.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price_data: MUG, quantity: 1 }],
      success_url: 'https://shop.example/',
    });
    expect(await (await fetch(String(session.url))).text()).not.toContain('data-testid="back"');
  });
});

describe('[page-markup] the page', () => {
  const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;

  test('shows texts as texts', async () => {
    const { url } = await open({
      line_items: [{ price_data: { ...MUG, product_data: { name: HOSTILE } }, quantity: 1 }],
      cancel_url: `https://shop.example/?q=${HOSTILE}`,
    });
    const page = await (await fetch(url)).text();
    const declined = await submit(url, { ...CARD, billingName: HOSTILE, cardNumber: '4000000000000002' });
    for (const text of [page, declined.text]) {
      expect(text).not.toContain('<script>');
      expect(text).not.toContain('<img');
      expect(text).toContain('&#60;script&#62;');
    }
  });

  test('allows nothing but its own style and script, is not framed and not cached', async () => {
    const response = await fetch((await open()).url);
    const policy = String(response.headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|nonce|\*/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const page = await response.text();
    // What the policy would block is not in the page to begin with.
    expect(page).not.toMatch(/<style|style=|\son\w+=|<script(?! type="module" src)/);
    for (const [address, type] of [
      ['/_pages/page.css', 'text/css'],
      ['/_pages/page.js', 'text/javascript'],
    ] as const) {
      expect(page).toContain(`"${address}"`);
      const asset = await account.raw(address);
      expect([asset.status, asset.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
    }
  });
});
