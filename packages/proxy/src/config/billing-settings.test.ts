import { describe, expect, test } from 'vitest';
import { SHOP, SOUND_SETTINGS } from '../test-stack/shop.js';
import { WEBHOOK_SECRETS } from '../test-stack/webhook-sender.js';
import { readConfig } from './read-config.js';

const PAGE = `${SHOP}/invoice.html`;
const FOOTER = 'Pay on our site: {link}';
const SOUND = {
  ...SOUND_SETTINGS,
  CART_PUBLIC_URL: 'https://pay.shop.example',
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRETS[0],
};

const read = (changes: Record<string, unknown>) => {
  const reading = readConfig({ ...SOUND, ...changes });
  return reading.ok ? reading.config : reading.problems.map(({ at, mend }) => `${at} ${mend}`);
};

describe('the settings of invoices and subscriptions', () => {
  test('are off where nothing is set', () => {
    expect(read({})).toMatchObject({ invoiceUrl: null, invoiceFooter: null, portal: false });
  });

  test('name the page, the sentence and the origin of the portal', () => {
    const settings = { CART_INVOICE_URL: PAGE, CART_INVOICE_FOOTER: FOOTER, CART_CUSTOMER_PORTAL: 'true' };
    const config = read(settings);
    expect(config).toMatchObject({ invoiceUrl: PAGE, invoiceFooter: FOOTER, portal: true });
    expect(config).toHaveProperty('checkoutOrigins', ['https://checkout.stripe.com', 'https://billing.stripe.com']);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a page elsewhere', { CART_INVOICE_URL: 'https://evil.test/i' }, /^CART_INVOICE_URL is not on one of/],
    ['a page with a fragment', { CART_INVOICE_URL: `${PAGE}#top` }, /^CART_INVOICE_URL has a #/],
    [
      'a page without Stripe.js',
      { CART_INVOICE_URL: PAGE, STRIPE_PUBLISHABLE_KEY: undefined },
      /^CART_INVOICE_URL .* needs STRIPE_PUBLISHABLE_KEY/,
    ],
    ['a sentence without a page', { CART_INVOICE_FOOTER: FOOTER }, /^CART_INVOICE_FOOTER is set, but/],
    [
      'a sentence without a link',
      { CART_INVOICE_URL: PAGE, CART_INVOICE_FOOTER: 'Pay on our site.' },
      /^CART_INVOICE_FOOTER is a sentence with \{link\}/,
    ],
    [
      'a sentence with two',
      { CART_INVOICE_URL: PAGE, CART_INVOICE_FOOTER: '{link} {link}' },
      /^CART_INVOICE_FOOTER is a sentence with \{link\}/,
    ],
    [
      'a sentence too long',
      { CART_INVOICE_URL: PAGE, CART_INVOICE_FOOTER: `${'x'.repeat(500)}{link}` },
      /^CART_INVOICE_FOOTER is longer/,
    ],
    [
      'a sentence that nobody would write',
      { CART_INVOICE_URL: PAGE, CART_INVOICE_FOOTER: FOOTER, STRIPE_WEBHOOK_SECRET: undefined },
      /^CART_INVOICE_FOOTER .* needs STRIPE_WEBHOOK_SECRET/,
    ],
    ['a portal that is neither', { CART_CUSTOMER_PORTAL: 'yes' }, /^CART_CUSTOMER_PORTAL is a switch/],
  ])('refuse %s', (_, changes, problem) => {
    expect(read(changes)).toEqual([expect.stringMatching(problem)]);
  });
});
