import { describe, expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';

const account = useAccount();

async function paidIntent(): Promise<string> {
  const { id } = await account.session();
  await account.buyer(id, 'pay');
  return String((await account.stripe.checkout.sessions.retrieve(id)).payment_intent);
}

describe('the account’s settings', () => {
  test('say which methods new sessions offer, until null stands for all again', async () => {
    const settings = await account.control('account', { paymentMethodTypes: ['card'] });
    expect(settings).toEqual({ paymentMethodTypes: ['card'], buyerCurrency: null });
    expect((await account.session()).payment_method_types).toEqual(['card']);
    await account.control('account', { paymentMethodTypes: null });
    expect((await account.session()).payment_method_types.length).toBeGreaterThan(1);
  });

  test('keep what is not named, and are not changed by half', async () => {
    await account.control('account', { paymentMethodTypes: ['card'], buyerCurrency: 'eur' });
    expect(await account.control('account', {})).toEqual({ paymentMethodTypes: ['card'], buyerCurrency: 'eur' });
    for (const wrong of [
      { buyerCurrency: 'gbp', paymentMethodTypes: ['cheque'] },
      { buyerCurrency: 'gbp', paymentMethodTypes: [] },
      { buyerCurrency: 'xxx' },
      { buyerCurrency: 1 },
    ]) {
      expect((await account.control('account', wrong))['error'], JSON.stringify(wrong)).toBeTypeOf('string');
    }
    expect(await account.control('account', {})).toEqual({ paymentMethodTypes: ['card'], buyerCurrency: 'eur' });
    await account.control('reset');
    expect(await account.control('account', {})).toEqual({ paymentMethodTypes: null, buyerCurrency: null });
  });
});

describe('[disputes] through a control', () => {
  test('[disputes] are opened, found through the API, and decided', async () => {
    const paymentIntent = await paidIntent();
    const opened = await account.control<{ id: string }>('disputes', { paymentIntent, reason: 'fraudulent' });
    expect(await account.stripe.disputes.retrieve(opened.id)).toMatchObject({
      reason: 'fraudulent',
      status: 'needs_response',
      payment_intent: paymentIntent,
    });
    expect(await account.control(`disputes/${opened.id}`, { outcome: 'lost' })).toMatchObject({ status: 'lost' });
  });

  test('[disputes] that cannot be are told why', async () => {
    const paymentIntent = await paidIntent();
    const told = async (name: string, body: object) => (await account.control(name, body))['error'];
    expect(await told('disputes', {})).toMatch(/Give paymentIntent/);
    expect(await told('disputes', { paymentIntent: 'pi_0' })).toMatch(/No such payment_intent/);
    expect(await told('disputes', { paymentIntent, reason: 'weather' })).toMatch(/Give reason as one of bank_/);
    expect(await told('disputes', { paymentIntent, amount: '1' })).toMatch(/Give amount/);
    expect(await told('disputes', { paymentIntent, amount: 1501 })).toMatch(/what is left of the charge/);
    expect(await told('disputes/du_0', { outcome: 'lost' })).toMatch(/No such dispute/);
    expect(await told('disputes/du_0', { outcome: 'draw' })).toMatch(/won or lost/);
  });
});

test('what a buyer cannot do is a 400, not a mistake of the sandbox', async () => {
  const { id } = await account.session();
  const answer = await account.raw('/_sandbox/buyer', {
    method: 'POST',
    body: JSON.stringify({ session: id, action: 'pay', method: 'cheque' }),
  });
  expect(answer.status).toBeLessThan(500);
});
