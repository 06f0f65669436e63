import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLinkParameters } from './link-parameters.js';

const NAMES = [
  'client_reference_id',
  'locale',
  'prefilled_email',
  'locked_prefilled_email',
  'prefilled_promo_code',
  'utm_source',
  'utm_campaign',
  'utm_id',
];
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[\w-]{100,260}$/),
  fc.constantFrom('de', 'en-GB', 'auto', 'EN', 'ann@example.com', 'ann@', 'a b'),
);

test('[payment-link-url] whatever stands in the URL, only what Stripe documents comes of it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...NAMES), text), { maxLength: 8 }), (pairs) => {
      const query = new URLSearchParams(pairs);
      const { clientReferenceId, locale, prefilledEmail, lockedEmail, utm } = readLinkParameters(query);
      if (clientReferenceId !== null) expect(clientReferenceId).toMatch(/^[A-Za-z0-9_-]{1,200}$/);
      if (locale !== null) expect(locale).toMatch(/^(auto|[a-z]{2,3}(-[A-Z]{2}|-419)?)$/);
      for (const email of [prefilledEmail, lockedEmail]) if (email !== null) expect(email).toContain('@');
      for (const [code, value] of utm) {
        expect(code).toMatch(/^utm_(source|content|medium|term|campaign)$/);
        expect(value).toMatch(/^[A-Za-z0-9_-]{1,150}$/);
        expect(query.get(code)).toBe(value);
      }
      // And what is as it should be is never lost.
      const reference = query.get('client_reference_id') ?? '';
      if (/^[A-Za-z0-9_-]{1,200}$/.test(reference)) expect(clientReferenceId).toBe(reference);
    }),
    { numRuns: 300 },
  );
});
