import { expect, test } from 'vitest';
import { openTill } from '../checkout/till.fixture.js';
import { cancelIntent, createIntent } from './intent.js';
import type { Purpose } from './purpose.js';

const INPUT = { amount: 1500, currency: 'usd', methodTypes: ['card'] };

test('[owned-intent] what an invoice made is confirmed with its secret, and changed and canceled with the invoice only', async () => {
  const till = openTill();
  const heard: string[] = [];
  const purpose: Purpose = {
    is: 'invoice',
    id: 'in_1',
    customer: () => 'cus_1',
    refuseUnlessPayable: () => undefined,
    moved: (happening, from) => heard.push(`${from}: ${happening}`),
  };
  const { id } = createIntent(till.account, INPUT, purpose);
  const { paymentIntents } = till.stripe;
  await expect(paymentIntents.update(id, { amount: 2000 })).rejects.toMatchObject({ statusCode: 400, param: 'amount' });
  await expect(paymentIntents.cancel(id)).rejects.toMatchObject({ statusCode: 400 });
  expect(await paymentIntents.update(id, { metadata: { note: 'x' } })).toMatchObject({ metadata: { note: 'x' } });
  await expect(paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' })).rejects.toMatchObject({
    statusCode: 402,
  });
  expect(await paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).toMatchObject({
    status: 'succeeded',
    customer: 'cus_1',
  });
  expect(heard).toEqual(['requires_payment_method: declined', 'requires_payment_method: paid']);

  const other = createIntent(till.account, INPUT, purpose);
  cancelIntent(till.account, other);
  expect(heard.at(-1)).toBe('requires_payment_method: canceled');
  // An intent of the shop's own that was attached to an invoice stays the shop's own.
  const attached = createIntent(till.account, INPUT, { ...purpose, is: 'attached' });
  expect(await paymentIntents.cancel(attached.id)).toMatchObject({ status: 'canceled' });
});
