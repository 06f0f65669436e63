import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTill } from '../checkout/till.fixture.js';
import { returnAddressOf } from './return-address.js';

test('[return-params] whatever the return address says already, it says afterwards as well', async () => {
  const till = openTill();
  const { id, client_secret } = await till.stripe.paymentIntents.create({ amount: 1500, currency: 'usd' });
  const intent = till.account.paymentIntents.get(id);
  if (!intent) throw new Error('The intent was not kept.');
  const part = fc.stringMatching(/^[a-z0-9._~%20-]{0,8}$/);
  const query = fc.option(fc.array(fc.tuple(part, part), { maxLength: 3 }));
  fc.assert(
    fc.property(
      fc.constantFrom('https://shop.example', 'com.shop.app://paid'),
      part,
      query,
      fc.option(part),
      (...given) => {
        const [base, path, pairs, fragment] = given;
        const before = pairs === null ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
        const url = `${base}/${path}${before}${fragment === null ? '' : `#${fragment}`}`;
        const address = returnAddressOf(intent, url);
        const head = `${base}/${path}${before}`;
        expect(address.startsWith(head)).toBe(true);
        expect(address.endsWith(fragment === null ? 'failed' : `#${fragment}`)).toBe(true);
        const added = new URLSearchParams(address.slice(address.indexOf('?')).split('#')[0]);
        expect(added.get('payment_intent')).toBe(id);
        expect(added.get('payment_intent_client_secret')).toBe(client_secret);
        expect(added.get('redirect_status')).toBe('failed');
      },
    ),
    { numRuns: 100 },
  );
});
