import { expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { FAILS_AFTER } from './failed-refund.js';

const account = useAccount();

async function paid(card = '4242424242424242') {
  const session = await account.session();
  await account.buyer(session.id, 'pay', { card });
  const { payment_intent: intent } = await account.stripe.checkout.sessions.retrieve(session.id);
  return { session: session.id, intent: String(intent) };
}

test('[refund] takes part, then the rest, then nothing more, and the charge shows it', async () => {
  const { session, intent } = await paid();
  await account.stripe.refunds.create({ payment_intent: intent, amount: 500 });
  const chargeOf = async () =>
    (await account.stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] })).latest_charge;
  expect(await chargeOf()).toMatchObject({ amount_refunded: 500, refunded: false });
  expect((await refusal(account.stripe.refunds.create({ payment_intent: intent, amount: 1001 }))).status).toBe(400);
  await account.stripe.refunds.create({ payment_intent: intent });
  expect(await chargeOf()).toMatchObject({ amount_refunded: 1500, refunded: true });
  expect(await refusal(account.stripe.refunds.create({ payment_intent: intent }))).toMatchObject({
    code: 'charge_already_refunded',
  });
  expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toMatchObject([
    { type: 'charge', session, amount: 1500 },
    { type: 'refund', session, amount: 500 },
    { type: 'refund', session, amount: 1000 },
  ]);
  expect((await account.stripe.events.list({ type: 'charge.refunded' })).data).toHaveLength(2);
});

test('[refund] needs a charge that succeeded', async () => {
  const session = await account.session();
  await account.buyer(session.id, 'decline');
  const { payment_intent: intent } = await account.stripe.checkout.sessions.retrieve(session.id);
  expect((await refusal(account.stripe.refunds.create({ payment_intent: String(intent) }))).status).toBe(400);
  expect(await refusal(account.stripe.refunds.create({ payment_intent: 'pi_0' }))).toMatchObject({
    code: 'resource_missing',
  });
  expect((await refusal(account.stripe.refunds.create({}))).status).toBe(400);
});

test('[refund] is found again, and can be noted on', async () => {
  const { intent } = await paid();
  const { id } = await account.stripe.refunds.create({ payment_intent: intent, amount: 500, reason: 'duplicate' });
  await account.stripe.refunds.update(id, { metadata: { ticket: '7' } });
  const found = await account.stripe.refunds.retrieve(id, { expand: ['charge'] });
  expect(found).toMatchObject({ amount: 500, reason: 'duplicate', metadata: { ticket: '7' } });
  expect(found.charge).toMatchObject({ amount_refunded: 500 });
  expect((await account.stripe.refunds.list({ payment_intent: intent })).data).toMatchObject([{ id }]);
  expect((await account.stripe.refunds.list({ charge: 'ch_0' })).data).toEqual([]);
  expect(await refusal(account.stripe.refunds.retrieve('re_0'))).toMatchObject({ code: 'resource_missing' });
  const types = (await account.stripe.events.list({ types: ['refund.created', 'refund.updated'] })).data;
  expect(types.map(({ type }) => type)).toEqual(['refund.updated', 'refund.created']);
});

test('[refund-failed] is sent back days later by the bank of a card that is gone, and the charge shows it', async () => {
  const { session, intent } = await paid('4000000000005126');
  const { refunds, paymentIntents } = account.stripe;
  const kept = await refunds.create({ payment_intent: intent, amount: 500 });
  const { id, status, created } = await refunds.create({ payment_intent: intent });
  expect([kept.status, status]).toEqual(['succeeded', 'succeeded']);
  const charge = async () => (await paymentIntents.retrieve(intent, { expand: ['latest_charge'] })).latest_charge;
  expect(await charge()).toMatchObject({ refunded: true, amount_refunded: 1500 });
  await account.control('clock', { advance: FAILS_AFTER - 1 });
  expect(await refunds.retrieve(id)).toMatchObject({ status: 'succeeded' });

  await account.control('clock', { advance: 3600 });
  expect(await refunds.retrieve(id)).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
  expect(await charge()).toMatchObject({ refunded: false, amount_refunded: 0 });
  const failed = await account.stripe.events.list({ type: 'refund.failed' });
  expect(failed.data).toMatchObject([
    { created: created + FAILS_AFTER, data: { object: { id, status: 'failed', payment_intent: intent } } },
    { created: created + FAILS_AFTER, data: { object: { id: kept.id, status: 'failed' } } },
  ]);
  expect((await account.ledger()).filter((entry) => entry.kind === 'money').slice(-2)).toMatchObject([
    { type: 'refund_failure', session, amount: 500 },
    { type: 'refund_failure', session, amount: 1000 },
  ]);
  // What came back can be given back again, and what has come back does not come back twice.
  expect((await refunds.create({ payment_intent: intent })).amount).toBe(1500);
  await account.control('clock', { advance: FAILS_AFTER });
  expect((await account.stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(3);
});

test('[refund-failed] stays with the buyer of any other card', async () => {
  const { intent } = await paid();
  const { id } = await account.stripe.refunds.create({ payment_intent: intent });
  await account.control('clock', { advance: FAILS_AFTER });
  expect(await account.stripe.refunds.retrieve(id)).toMatchObject({ status: 'succeeded' });
});

test('[currency-step] gives back what the currency can say', async () => {
  const price_data = { currency: 'kwd', unit_amount: 5120, product_data: { name: 'Mug' } };
  const session = await account.session({ line_items: [{ price_data, quantity: 1 }] });
  await account.buyer(session.id, 'pay');
  const intent = String((await account.stripe.checkout.sessions.retrieve(session.id)).payment_intent);
  const refund = (amount: number) => account.stripe.refunds.create({ payment_intent: intent, amount });
  expect(await refusal(refund(124))).toMatchObject({ status: 400, param: 'amount' });
  expect((await refund(120)).amount).toBe(120);
});
