import { expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { HELD_FOR } from './hold.js';

const account = useAccount();

const held = () =>
  account.stripe.paymentIntents.create({
    amount: 1500,
    currency: 'usd',
    capture_method: 'manual',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'https://shop.example/back',
    expand: ['latest_charge'],
  });

const retrieve = (id: string) => account.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
const money = async () => (await account.ledger()).filter(({ kind }) => kind === 'money');
const lastEvents = async (count: number) =>
  (await account.stripe.events.list({ limit: count })).data.map(({ type }) => type).toReversed();

test('[manual-capture] held money is no money yet, and cannot be refunded', async () => {
  const intent = await held();
  expect(intent).toMatchObject({
    status: 'requires_capture',
    amount_capturable: 1500,
    amount_received: 0,
    latest_charge: { paid: true, captured: false, amount_captured: 0 },
  });
  expect(await lastEvents(2)).toEqual(['charge.succeeded', 'payment_intent.amount_capturable_updated']);
  expect(await refusal(account.stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({ status: 400 });
  expect(await money()).toEqual([]);
});

test('[manual-capture] [hold-released] a part is captured, and no more than that is refunded', async () => {
  const { id } = await held();
  const { paymentIntents, refunds } = account.stripe;
  for (const [amount, code] of [
    [1501, 'amount_too_large'],
    [0, 'parameter_invalid_integer'],
  ] as const) {
    expect(await refusal(paymentIntents.capture(id, { amount_to_capture: amount }))).toMatchObject({
      status: 400,
      code,
    });
  }
  expect(await paymentIntents.capture(id, { amount_to_capture: 1000 })).toMatchObject({
    status: 'succeeded',
    amount: 1500,
    amount_received: 1000,
    amount_capturable: 0,
  });
  expect(await lastEvents(2)).toEqual(['charge.captured', 'payment_intent.succeeded']);
  expect((await retrieve(id)).latest_charge).toMatchObject({ amount_captured: 1000, amount_refunded: 0 });
  expect(await refusal(refunds.create({ payment_intent: id, amount: 1001 }))).toMatchObject({ param: 'amount' });
  await refunds.create({ payment_intent: id });
  expect((await retrieve(id)).latest_charge).toMatchObject({ amount_captured: 1000, refunded: true });
  expect(await money()).toMatchObject([
    { type: 'charge', amount: 1000 },
    { type: 'refund', amount: 1000 },
  ]);
});

test('[manual-capture] [intent-cancel] [hold-released] what is canceled, or not captured in seven days, is free again and no refund', async () => {
  const [canceled, left] = [await held(), await held()];
  const untouched = { captured: false, amount_captured: 0, refunded: false, amount_refunded: 0 };
  await account.stripe.paymentIntents.cancel(canceled.id, { cancellation_reason: 'requested_by_customer' });
  expect(await lastEvents(2)).toEqual(['payment_intent.amount_capturable_updated', 'payment_intent.canceled']);
  expect(await retrieve(canceled.id)).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'requested_by_customer',
    amount_capturable: 0,
    latest_charge: untouched,
  });
  await account.control('clock', { advance: HELD_FOR - 1 });
  expect((await retrieve(left.id)).status).toBe('requires_capture');
  await account.control('clock', { advance: 3600 });
  expect(await retrieve(left.id)).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'expired',
    canceled_at: left.created + HELD_FOR,
    latest_charge: untouched,
  });
  expect(await lastEvents(2)).toEqual(['charge.expired', 'payment_intent.canceled']);
  expect((await account.stripe.refunds.list()).data).toEqual([]);
  expect(await money()).toEqual([]);
});
