import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
const BACK = 'https://shop.example/back?order=7#top';
const MUG = { amount: 1500, currency: 'usd' };
const CONFIRMED = { ...MUG, confirm: true, return_url: BACK };

const create = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  account.stripe.paymentIntents.create({ ...MUG, ...params });

async function eventTypes(): Promise<string[]> {
  const { data } = await account.stripe.events.list({ limit: 100 });
  return data.map(({ type }) => type).toReversed();
}

async function sessionIntent(action: 'pay' | 'decline'): Promise<string> {
  const session = await account.session();
  await account.buyer(session.id, action);
  return String((await account.stripe.checkout.sessions.retrieve(session.id)).payment_intent);
}

describe('[session-intent] the PaymentIntent of a session', () => {
  test('is not the shop’s to confirm, cancel or capture', async () => {
    const { paymentIntents } = account.stripe;
    const declined = await sessionIntent('decline');
    for (const call of [paymentIntents.confirm(declined), paymentIntents.cancel(declined)]) {
      expect(await refusal(call)).toMatchObject({ status: 400, rawType: 'invalid_request_error', code: undefined });
    }
    const paid = await sessionIntent('pay');
    for (const call of [paymentIntents.confirm(paid), paymentIntents.cancel(paid), paymentIntents.capture(paid)]) {
      expect(await refusal(call)).toMatchObject({ status: 400, code: 'payment_intent_unexpected_state' });
    }
    expect(await paymentIntents.retrieve(declined)).toMatchObject({ status: 'requires_payment_method' });
    expect(await refusal(paymentIntents.cancel('pi_0'))).toMatchObject({ status: 404, code: 'resource_missing' });
  });

  test('can be noted on but not changed, and its charges are found by it', async () => {
    const { paymentIntents, charges } = account.stripe;
    const id = await sessionIntent('decline');
    const updated = await paymentIntents.update(id, { metadata: { claim: 'x' }, description: 'Two mugs' });
    expect(updated).toMatchObject({ metadata: { claim: 'x' }, description: 'Two mugs' });
    expect(await refusal(paymentIntents.update(id, { amount: 2000 }))).toMatchObject({ status: 400, param: 'amount' });
    const { data } = await charges.list({ payment_intent: id });
    expect(data).toMatchObject([{ status: 'failed', payment_intent: id }]);
  });
});

describe('a PaymentIntent of the shop’s own', () => {
  test('is made without a method, takes the methods of its currency, and pays for nothing yet', async () => {
    const intent = await create({ metadata: { order: '7' }, receipt_email: 'ann@example.com' });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
      payment_method_types: ['card', 'us_bank_account', 'amazon_pay'],
      capture_method: 'automatic_async',
      amount_received: 0,
      metadata: { order: '7' },
      receipt_email: 'ann@example.com',
      client_secret: expect.stringMatching(new RegExp(`^${intent.id}_secret_\\w{25}$`)),
    });
    expect(await eventTypes()).toEqual(['payment_intent.created']);
    expect(await account.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ id: intent.id });
  });

  test('[test-payment-methods] is confirmed and paid, refunded and disputed as any other', async () => {
    const { id } = await create();
    const paid = await account.stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_visa',
      return_url: BACK,
      expand: ['latest_charge'],
    });
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 1500,
      latest_charge: { paid: true, captured: true, amount: 1500 },
    });
    expect(await eventTypes()).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
    await account.stripe.refunds.create({ payment_intent: id, amount: 500 });
    const money = (await account.ledger()).filter(({ kind }) => kind === 'money');
    expect(money).toMatchObject([
      { type: 'charge', paymentIntent: id, session: null, amount: 1500 },
      { type: 'refund', paymentIntent: id, amount: 500 },
    ]);
    const dispute = await account.control('disputes', { paymentIntent: id });
    expect(dispute).toMatchObject({ payment_intent: id, amount: 1000, status: 'needs_response' });
  });

  test('[intent-declined] is declined with 402, which is what its idempotency key answers from then on', async () => {
    const params = { ...CONFIRMED, payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds' };
    const tryOnce = () => account.stripe.paymentIntents.create(params, { idempotencyKey: 'mug-7' }).catch((e) => e);
    const [first, again] = [await tryOnce(), await tryOnce()];
    expect(first).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: {
        status: 'requires_payment_method',
        payment_method: null,
        last_payment_error: { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' },
      },
    });
    expect(first.charge).toMatch(/^ch_/);
    expect([again.statusCode, again.payment_intent.id]).toEqual([402, first.payment_intent.id]);
    expect((await account.stripe.paymentIntents.list()).data).toHaveLength(1);
    expect(await eventTypes()).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    // It waits for another method.
    const { id } = first.payment_intent;
    const paid = await account.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: BACK });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  test('[server-challenge] [return-params] stops for 3D Secure, and comes back to its return address', async () => {
    for (const [answer, status, redirectStatus] of [
      ['pass', 'succeeded', 'succeeded'],
      ['fail', 'requires_payment_method', 'failed'],
    ] as const) {
      const params = { ...CONFIRMED, payment_method: 'pm_card_authenticationRequired' };
      const intent = await account.stripe.paymentIntents.create(params);
      expect(intent).toMatchObject({
        status: 'requires_action',
        next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: BACK } },
      });
      const bank = new URL(String(intent.next_action?.redirect_to_url?.url)).pathname;
      expect(await (await account.raw(bank)).text()).toContain('data-testid="authorize-challenge"');
      const back = await account.raw(bank, { method: 'POST', body: new URLSearchParams({ answer }) });
      const added = `payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}`;
      expect(back.headers.get('location')).toBe(
        `https://shop.example/back?order=7&${added}&redirect_status=${redirectStatus}#top`,
      );
      expect(await account.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status, next_action: null });
      expect((await account.raw(bank)).status).toBe(404);
    }
    const inPage = { ...CONFIRMED, payment_method: 'pm_card_authenticationRequired', use_stripe_sdk: true };
    expect(await account.stripe.paymentIntents.create(inPage)).toMatchObject({
      next_action: { type: 'use_stripe_sdk' },
    });
  });
});
