import { expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';

const account = useAccount();

async function paid() {
  const session = await account.session();
  await account.buyer(session.id, 'pay');
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

test('[currency-step] gives back what the currency can say', async () => {
  const price_data = { currency: 'kwd', unit_amount: 5120, product_data: { name: 'Mug' } };
  const session = await account.session({ line_items: [{ price_data, quantity: 1 }] });
  await account.buyer(session.id, 'pay');
  const intent = String((await account.stripe.checkout.sessions.retrieve(session.id)).payment_intent);
  const refund = (amount: number) => account.stripe.refunds.create({ payment_intent: intent, amount });
  expect(await refusal(refund(124))).toMatchObject({ status: 400, param: 'amount' });
  expect((await refund(120)).amount).toBe(120);
});
