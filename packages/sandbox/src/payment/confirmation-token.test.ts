import { describe, expect, test } from 'vitest';
import { card, openTill, type Till } from '../checkout/till.fixture.js';
import { createConfirmationToken, TOKEN_LIFETIME, type ConfirmationTokenInput } from './confirmation-token.js';

const RETURN = 'https://shop.example/back';
const ADDRESS = { city: 'Bern', country: 'CH', line1: 'Weg 1', line2: null, postal_code: '3000', state: null };

const token = (till: Till, input: Partial<ConfirmationTokenInput> = {}) =>
  createConfirmationToken(till.account, {
    method: card('4242424242424242'),
    billing: { email: 'ann@example.com', name: 'Ann', phone: null },
    returnUrl: RETURN,
    shipping: { name: 'Ann', phone: null, address: ADDRESS },
    setupFutureUsage: null,
    offer: { amount: 1500, currency: 'usd' },
    ...input,
  }).id;

const pay = (till: Till, confirmation_token: string, params: object = {}) =>
  till.stripe.paymentIntents.create({ amount: 1500, currency: 'usd', confirm: true, confirmation_token, ...params });

describe('[confirmation-token] a ConfirmationToken', () => {
  test('is what a server sees of the form, and confirms with what the buyer entered', async () => {
    const till = openTill();
    const id = token(till);
    const before = await till.stripe.confirmationTokens.retrieve(id);
    expect(before).toMatchObject({
      payment_intent: null,
      payment_method_preview: { type: 'card', card: { brand: 'visa', last4: '4242' } },
      expires_at: before.created + TOKEN_LIFETIME,
    });
    expect(JSON.stringify(before)).not.toContain('42424242');
    const intent = await pay(till, id, { expand: ['latest_charge'] });
    expect(intent).toMatchObject({
      status: 'succeeded',
      shipping: { name: 'Ann', address: ADDRESS },
      latest_charge: { billing_details: { email: 'ann@example.com' } },
    });
    expect(await till.stripe.confirmationTokens.retrieve(id)).toMatchObject({ payment_intent: intent.id });
  });

  test('[server-challenge] leaves a challenge to Stripe.js in the page', async () => {
    const till = openTill();
    const intent = await pay(till, token(till, { method: card('4000002760003184') }));
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  });

  test.each([
    ['another amount', { amount: 1600 }],
    ['another currency', { currency: 'eur' }],
    ['another way of capturing', { capture_method: 'manual' }],
  ])('is refused for %s, and nothing is made', async (_, params) => {
    const till = openTill();
    await expect(pay(till, token(till), params)).rejects.toMatchObject({
      statusCode: 400,
      param: 'confirmation_token',
    });
    expect(till.account.paymentIntents.size).toBe(0);
  });

  test('is used once, even by a card that is declined, and not when it is old', async () => {
    const till = openTill();
    for (const method of [card('4242424242424242'), card('4000000000000002')]) {
      const used = token(till, { method });
      await pay(till, used).catch(() => undefined);
      await expect(pay(till, used)).rejects.toMatchObject({ statusCode: 400, param: 'confirmation_token' });
    }
    const [fresh, old] = [token(till), token(till)];
    till.wait(TOKEN_LIFETIME - 1);
    expect((await pay(till, fresh)).status).toBe('succeeded');
    till.wait(1);
    await expect(pay(till, old)).rejects.toMatchObject({ statusCode: 400, param: 'confirmation_token' });
  });
});
