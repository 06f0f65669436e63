import { describe, expect, test } from 'vitest';
import { ANN, card, openTill, type Till } from '../checkout/till.fixture.js';
import { confirm } from '../checkout/confirm.js';
import { confirmIntent } from './confirm-intent.js';
import type { PaymentMethod } from './payment-methods.js';
import { PAID_AFTER, VOUCHER_LIFETIME } from './voucher.js';

const OXXO = { type: 'oxxo' } as const;

async function intentWith(till: Till) {
  const { id } = await till.stripe.paymentIntents.create({ amount: 20_000, currency: 'mxn' });
  const intent = till.account.paymentIntents.get(id);
  if (!intent) throw new Error('The intent was not kept.');
  const confirmWith = (method: PaymentMethod, email: string) =>
    confirmIntent(till.account, intent, {
      method,
      billing: { email, name: 'Ann', phone: null },
      returnUrl: 'https://shop.example/back',
      origin: 'http://sandbox.example',
      challenge: 'in_page',
    });
  return { intent, confirmWith };
}

describe('[vouchers] a voucher', () => {
  test('is an instruction, and pays when the buyer has been to the till', async () => {
    const till = openTill();
    const { intent, confirmWith } = await intentWith(till);
    expect(confirmWith(OXXO, 'ann@example.com')).toEqual({ is: 'complete' });
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'oxxo_display_details', oxxo_display_details: { number: expect.any(String) } },
    });
    till.wait(PAID_AFTER - 1);
    expect([intent.status, till.money()]).toEqual(['requires_action', []]);
    till.wait(1);
    expect(intent).toMatchObject({ status: 'succeeded', next_action: null });
    expect(till.events().slice(-2)).toEqual(['charge.succeeded', 'payment_intent.succeeded']);
  });

  test('runs out, and the intent waits for another method', async () => {
    const till = openTill();
    const { intent, confirmWith } = await intentWith(till);
    confirmWith(OXXO, 'fill_never@example.com');
    till.wait(VOUCHER_LIFETIME);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_payment_attempt_expired' },
      latest_charge: null,
    });
    expect(till.events().at(-1)).toBe('payment_intent.payment_failed');
  });

  test('is put aside by another try, a change or the end, and pays nothing then', async () => {
    for (const end of ['another card', 'another amount', 'cancel'] as const) {
      const till = openTill();
      const { intent, confirmWith } = await intentWith(till);
      confirmWith(OXXO, 'ann@example.com');
      if (end === 'another card') confirmWith(card('4242424242424242'), 'ann@example.com');
      if (end === 'another amount') await till.stripe.paymentIntents.update(intent.id, { amount: 30_000 });
      if (end === 'cancel') await till.stripe.paymentIntents.cancel(intent.id);
      const { status } = intent;
      till.wait(VOUCHER_LIFETIME);
      expect(intent.status).toBe(status);
      expect(till.money()).toHaveLength(end === 'another card' ? 1 : 0);
    }
  });

  test.each([
    ['ann@example.com', 'paid', 'checkout.session.async_payment_succeeded'],
    ['expire_with_delay@example.com', 'unpaid', 'checkout.session.async_payment_failed'],
  ])('of %s completes a session, which is %s afterwards', async (email, payment_status, event) => {
    const till = openTill();
    const record = await till.selling('mxn', 20_000);
    expect(confirm(till.account, record, { buyer: { ...ANN, email }, method: OXXO })).toEqual({ is: 'complete' });
    expect(await till.retrieve(record)).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    till.wait(PAID_AFTER);
    expect(await till.retrieve(record)).toMatchObject({ status: 'complete', payment_status });
    expect(till.events().at(-1)).toBe(event);
  });
});
