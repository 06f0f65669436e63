import { expect, test } from 'vitest';
import { openTill, refused } from '../checkout/till.fixture.js';
import { clientIntentOf, intentOpenedBy } from './client-intent.js';

test('[intent-client-secret] a browser sees one intent with its secret, and little of it', async () => {
  const till = openTill();
  const make = () => till.stripe.paymentIntents.create({ amount: 1500, currency: 'usd', metadata: { cart: 'secret' } });
  const [mine, other] = [await make(), await make()];
  const intent = intentOpenedBy(till.account, String(mine.client_secret));
  expect(clientIntentOf(intent)).toMatchObject({ id: mine.id, amount: 1500, status: 'requires_payment_method' });
  for (const hidden of ['metadata', 'customer', 'latest_charge']) {
    expect(clientIntentOf(intent)).not.toHaveProperty(hidden);
  }
  const wrong = [mine.id, `${mine.id}_secret_`, `${mine.id}_secret_${other.client_secret?.split('_secret_')[1]}`, ''];
  for (const secret of wrong) {
    expect(refused(() => intentOpenedBy(till.account, secret))).toMatchObject({ code: 'resource_missing' });
  }
});
