import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
async function intentAfter(action: 'pay' | 'decline'): Promise<string> {
  const session = await account.session();
  await account.buyer(session.id, action);
  return String((await account.stripe.checkout.sessions.retrieve(session.id)).payment_intent);
}

describe('[session-intent] the PaymentIntent of a session', () => {
  test('is not the shop’s to confirm, cancel or capture', async () => {
    const { paymentIntents } = account.stripe;
    const declined = await intentAfter('decline');
    for (const call of [paymentIntents.confirm(declined), paymentIntents.cancel(declined)]) {
      expect(await refusal(call)).toMatchObject({ status: 400, rawType: 'invalid_request_error', code: undefined });
    }
    const paid = await intentAfter('pay');
    for (const call of [paymentIntents.confirm(paid), paymentIntents.cancel(paid), paymentIntents.capture(paid)]) {
      expect(await refusal(call)).toMatchObject({ status: 400, code: 'payment_intent_unexpected_state' });
    }
    expect(await paymentIntents.retrieve(declined)).toMatchObject({ status: 'requires_payment_method' });
    expect(await refusal(paymentIntents.cancel('pi_0'))).toMatchObject({ status: 404, code: 'resource_missing' });
  });

  test('can be noted on, and its charges are found by it', async () => {
    const { paymentIntents, charges } = account.stripe;
    const id = await intentAfter('decline');
    const updated = await paymentIntents.update(id, { metadata: { claim: 'x' }, description: 'Two mugs' });
    expect(updated).toMatchObject({ metadata: { claim: 'x' }, description: 'Two mugs' });
    const { data } = await charges.list({ payment_intent: id });
    expect(data).toMatchObject([{ status: 'failed', payment_intent: id }]);
  });
});
