import { describe, expect, test } from 'vitest';
import { closeDispute, openDispute } from './dispute.js';
import { card, openTill, refused, type Till } from '../checkout/till.fixture.js';

async function paid(till: Till): Promise<string> {
  const record = await till.open();
  till.pay(record, card('4242424242424242'));
  return String(record.session.payment_intent);
}

describe('[disputes] a dispute', () => {
  test('takes the money of a charge, and a won one brings it back', async () => {
    const till = openTill();
    const intent = await paid(till);
    const { id } = openDispute(till.account, intent, { reason: 'fraudulent' });
    expect(await till.stripe.disputes.retrieve(id, { expand: ['charge'] })).toMatchObject({
      amount: 1500,
      currency: 'usd',
      payment_intent: intent,
      reason: 'fraudulent',
      status: 'needs_response',
      charge: { disputed: true, refunded: false },
    });
    closeDispute(till.account, id, 'won');
    expect(await till.stripe.disputes.list({ payment_intent: intent })).toMatchObject({
      data: [{ id, status: 'won' }],
    });
    expect(till.money().map((entry) => entry.kind === 'money' && [entry.type, entry.amount])).toEqual([
      ['charge', 1500],
      ['dispute', 1500],
      ['dispute_reversal', 1500],
    ]);
    expect(till.events().filter((type) => type.startsWith('charge.dispute.'))).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
  });

  test('that is lost, or that the shop accepts, keeps it', async () => {
    const till = openTill();
    const { id } = openDispute(till.account, await paid(till), { amount: 700 });
    expect(await till.stripe.disputes.close(id)).toMatchObject({ status: 'lost', amount: 700 });
    expect(till.money().map((entry) => entry.kind === 'money' && entry.type)).toEqual(['charge', 'dispute']);
    expect(refused(() => closeDispute(till.account, id, 'won'))).toMatchObject({ rule: 'disputes' });
  });

  test('is about a charge that succeeded and is not given back, once, and no more than that', async () => {
    const till = openTill();
    const unpaid = await till.open();
    till.pay(unpaid, card('4000000000000002'));
    const dispute = (intent: unknown, amount?: number) =>
      refused(() => openDispute(till.account, String(intent), amount === undefined ? {} : { amount }));
    expect(dispute(unpaid.session.payment_intent)).toMatchObject({ status: 400 });
    expect(dispute('pi_0')).toMatchObject({ code: 'resource_missing' });
    const intent = await paid(till);
    await till.stripe.refunds.create({ payment_intent: intent, amount: 500 });
    for (const amount of [0, 1001, 1.5]) expect(dispute(intent, amount)).toMatchObject({ status: 400 });
    expect(openDispute(till.account, intent).amount).toBe(1000);
    expect(dispute(intent)).toMatchObject({ status: 400 });
    const refunded = await paid(till);
    await till.stripe.refunds.create({ payment_intent: refunded });
    expect(dispute(refunded)).toMatchObject({ status: 400 });
  });
});

test('[refund] [disputes] what is disputed cannot be refunded, unless the dispute was won', async () => {
  const till = openTill();
  const intent = await paid(till);
  const { id } = openDispute(till.account, intent);
  const refund = () => till.stripe.refunds.create({ payment_intent: intent });
  await expect(refund()).rejects.toMatchObject({ code: 'charge_disputed' });
  closeDispute(till.account, id, 'won');
  expect(await refund()).toMatchObject({ status: 'succeeded', amount: 1500 });
});
