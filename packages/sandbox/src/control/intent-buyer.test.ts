import { expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import { PAID_AFTER } from '../payment/voucher.js';

const account = useAccount();
const RETURN = 'https://shop.example/back';

interface Result {
  readonly status: number;
  readonly redirect: string | null;
}

const buyer = (paymentIntent: string, wishes: object = {}, action = 'pay') =>
  account.control<Result>('buyer', { paymentIntent, action, returnUrl: RETURN, ...wishes });

const newIntent = async (currency = 'usd') => {
  const intent = await account.stripe.paymentIntents.create({ amount: 1500, currency });
  const address = (status: string) =>
    `${RETURN}?payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}&redirect_status=${status}`;
  const status = async () => (await account.stripe.paymentIntents.retrieve(intent.id)).status;
  return { id: intent.id, address, status };
};

test.each([
  [{}, 'succeeded', 303, 'succeeded'],
  [{ card: '4000002760003184' }, 'succeeded', 303, 'succeeded'],
  [{ card: '4000002760003184', answer: 'fail' }, 'requires_payment_method', 402, null],
  [{ card: '4000002760003184', answer: 'leave' }, 'requires_action', 200, null],
  [{ method: 'amazon_pay' }, 'succeeded', 303, 'succeeded'],
  [{ method: 'amazon_pay', answer: 'fail' }, 'requires_payment_method', 303, 'failed'],
  [{ method: 'us_bank_account' }, 'processing', 303, 'pending'],
])('[return-params] a buyer without a browser confirms with %o: %s', async (wishes, status, code, redirect) => {
  const intent = await newIntent();
  expect(await buyer(intent.id, wishes)).toEqual({ status: code, redirect: redirect && intent.address(redirect) });
  expect(await intent.status()).toBe(status);
});

test('declines, walks away, and answers what a server has left to answer', async () => {
  const intent = await newIntent();
  expect(await buyer(intent.id, {}, 'decline')).toEqual({ status: 402, redirect: null });
  expect(await buyer(intent.id, {}, 'abandon')).toEqual({ status: 200, redirect: null });
  expect(await buyer('pi_0')).toEqual({ status: 404, redirect: null });
  const confirmation = { payment_method: 'pm_card_authenticationRequired', return_url: RETURN };
  await account.stripe.paymentIntents.confirm(intent.id, confirmation);
  expect(await buyer(intent.id, { answer: 'fail' })).toEqual({ status: 303, redirect: intent.address('failed') });
});

test('makes a ConfirmationToken for a server', async () => {
  const token = await account.control<{ id: string }>('confirmation-tokens', { email: 'ann@example.com' });
  const paid = await account.stripe.paymentIntents.create({
    amount: 1500,
    currency: 'usd',
    confirm: true,
    confirmation_token: token.id,
    return_url: RETURN,
    expand: ['latest_charge'],
  });
  expect(paid).toMatchObject({ status: 'succeeded', latest_charge: { billing_details: { email: 'ann@example.com' } } });
  const { error } = await account.control<{ error: string }>('confirmation-tokens', { method: 'pigeon' });
  expect(error).toContain('pigeon');
});

test('[vouchers] a voucher is paid at its own time, however far the clock jumps', async () => {
  const intent = await newIntent('mxn');
  const address = intent.address('pending');
  expect(await buyer(intent.id, { method: 'oxxo' })).toEqual({ status: 303, redirect: address });
  const { created } = await account.stripe.paymentIntents.retrieve(intent.id);
  await account.control('clock', { advance: 86_400 });
  const later = await account.stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  expect(later).toMatchObject({ status: 'succeeded', latest_charge: { created: created + PAID_AFTER } });
});
