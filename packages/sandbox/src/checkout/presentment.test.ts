import { describe, expect, test } from 'vitest';
import { setBuyerCurrency } from './presentment.js';
import { card, openTill } from './till.fixture.js';

const PAYS = card('4242424242424242');

describe('[presentment] a buyer from elsewhere', () => {
  test.each([
    ['eur', 1350],
    ['jpy', 2250],
    ['kwd', 4500],
  ])('is shown %s %i, and charged in the session’s currency', async (currency, amount) => {
    const till = openTill();
    expect(setBuyerCurrency(till.account, currency)).toBe(true);
    const record = await till.open({ adaptive_pricing: { enabled: true } });
    expect(record.session.presentment_details).toBeUndefined();
    till.pay(record, PAYS);
    const details = { presentment_amount: amount, presentment_currency: currency };
    expect(await till.retrieve(record)).toMatchObject({
      currency: 'usd',
      amount_total: 1500,
      presentment_details: details,
      payment_intent: { presentment_details: details, amount: 1500, latest_charge: { presentment_details: details } },
    });
    expect(till.money()).toMatchObject([{ amount: 1500, currency: 'usd' }]);
  });

  test('is shown the session’s own where that is theirs, or prices do not adapt', async () => {
    const till = openTill();
    setBuyerCurrency(till.account, 'usd');
    const own = await till.open({ adaptive_pricing: { enabled: true } });
    till.pay(own, PAYS);
    setBuyerCurrency(till.account, 'eur');
    const fixed = await till.open();
    till.pay(fixed, PAYS);
    const free = await till.open({
      adaptive_pricing: { enabled: true },
      line_items: [{ price_data: { currency: 'usd', unit_amount: 0, product_data: { name: 'Mug' } }, quantity: 1 }],
    });
    till.pay(free, null);
    for (const record of [own, fixed, free]) {
      expect(await till.retrieve(record)).not.toHaveProperty('presentment_details');
    }
    expect(setBuyerCurrency(till.account, 'xxx')).toBe(false);
    expect(till.account.buyerCurrency).toBe('eur');
  });
});
