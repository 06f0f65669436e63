import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SOUND_SETTINGS } from '../test-stack/shop.js';
import { LOCALES, SHIPPING_COUNTRIES } from './checkout-settings.js';
import { readConfig } from './read-config.js';
import { VARIABLES } from './variables.js';

/** Put together here, so that no text in this repository looks like a key to a scanner. */
const key = (prefix: string, body = 'NotARealKeyNotARealKey') => `${prefix}_${body}`;
const LIVE = {
  STRIPE_SECRET_KEY: key('sk_live'),
  STRIPE_PUBLISHABLE_KEY: key('pk_live'),
  CART_PUBLIC_URL: 'https://pay.shop.example',
};
const SOUND = { ...SOUND_SETTINGS, CART_PUBLIC_URL: 'https://pay.shop.example' };
const SINK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const problemsOf = (changes: Record<string, unknown>) => {
  const reading = readConfig({ ...SOUND, ...changes });
  return reading.ok ? [] : reading.problems;
};

/** Setting, value, and what the owner is told about it; other settings may be changed along with it. */
const REFUSED: readonly (readonly [string, unknown, RegExp, Record<string, unknown>?])[] = [
  ['STRIPE_SECRET_KEY', undefined, /is missing/],
  ['STRIPE_SECRET_KEY', '', /is missing/],
  ['STRIPE_SECRET_KEY', key('pk_test'), /publishable key/],
  ['STRIPE_SECRET_KEY', key('whsec'), /webhook secret/],
  ['STRIPE_SECRET_KEY', 'sk_test_...', /placeholder|cut short/],
  ['STRIPE_SECRET_KEY', 'sk_test_xxxxxxxxxxxxxxxxxxxxxxxx', /placeholder/],
  ['STRIPE_SECRET_KEY', 'sk_test_your_key_here', /placeholder/],
  ['STRIPE_SECRET_KEY', 'sk_test_', /placeholder/],
  ['STRIPE_SECRET_KEY', 'undefined', /a program writes/],
  ['STRIPE_SECRET_KEY', 'null', /a program writes/],
  ['STRIPE_SECRET_KEY', '[object Object]', /a program writes/],
  ['STRIPE_SECRET_KEY', `${key('sk_test')}\n`, /invisible character/],
  ['STRIPE_SECRET_KEY', `\ufeff${key('sk_test')}`, /invisible character/],
  ['STRIPE_SECRET_KEY', ` ${key('sk_test')}`, /space/],
  ['STRIPE_SECRET_KEY', `"${key('sk_test')}"`, /quotes/],
  ['STRIPE_SECRET_KEY', 'rubbish', /does not look like a key/],
  ['STRIPE_SECRET_KEY', { key: 1 }, /text setting/],
  ['STRIPE_PUBLISHABLE_KEY', key('sk_test'), /is a secret/],
  ['STRIPE_PUBLISHABLE_KEY', key('rk_live'), /is a secret/],
  ['STRIPE_PUBLISHABLE_KEY', key('pk_live'), /live mode.*test mode/],
  ['STRIPE_WEBHOOK_SECRET', 'undefined', /a program writes/],
  ['STRIPE_WEBHOOK_SECRET', 'secret', /whsec_/],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_...', /whsec_/],
  ['STRIPE_WEBHOOK_SECRET', `${key('whsec')},`, /comma/],
  ['STRIPE_WEBHOOK_SECRET', `${key('whsec')},${key('sk_test')}`, /whsec_/],
  ['STRIPE_API_BASE', 'http://stripe.evil.test', /https/],
  ['STRIPE_API_BASE', 'https://stripe.evil.test/v1', /origin/],
  ['STRIPE_API_BASE', 'file:///etc/passwd', /origin|https/],
  ['STRIPE_API_BASE', 'http://127.0.0.1:1', /only with a test key/, LIVE],
  ['CART_SHOP', 'My Shop', /space|short name/],
  ['CART_SHOP', '-shop', /short name/],
  ['CART_PUBLIC_URL', undefined, /is missing/],
  ['CART_PUBLIC_URL', 'pay.shop.example', /full address/],
  ['CART_PUBLIC_URL', 'https://pay.shop.example/?a=b', /no query/],
  ['CART_PUBLIC_URL', 'http://pay.shop.example', /https with a live key/, LIVE],
  ['CART_ORIGINS', undefined, /is missing/],
  ['CART_ORIGINS', '*', /any site/],
  ['CART_ORIGINS', 'https://*.shop.example', /wildcard/],
  ['CART_ORIGINS', 'null', /a program writes|sandboxed/],
  ['CART_ORIGINS', 'shop.example', /not an origin/],
  ['CART_ORIGINS', 'https://shop.example/', /how a browser writes it/],
  ['CART_ORIGINS', 'https://shop.example/cart', /how a browser writes it/],
  ['CART_ORIGINS', 'https://Shop.example', /how a browser writes it/],
  ['CART_ORIGINS', 'https://shop.example:443', /how a browser writes it/],
  ['CART_ORIGINS', 'https://shop.example.', /dot/],
  ['CART_ORIGINS', 'https://a@shop.example', /user name/],
  ['CART_ORIGINS', 'ftp://shop.example', /not an origin/],
  ['CART_ORIGINS', 'https://shop.example,,', /comma/],
  [
    'CART_ORIGINS',
    'http://shop.example',
    /https with a live key/,
    { ...LIVE, CART_RETURN_URL: 'http://shop.example/t' },
  ],
  ['CART_ORIGINS', 'http://localhost:3000', /live one/, { ...LIVE, CART_RETURN_URL: 'http://localhost:3000/t' }],
  ['CART_RETURN_URL', undefined, /is missing/],
  ['CART_RETURN_URL', '/thanks.html', /full address/],
  ['CART_RETURN_URL', 'https://evil.test/thanks.html', /not on one of CART_ORIGINS/],
  ['CART_RETURN_URL', 'https://shop.example@evil.test/', /user name/],
  ['CART_RETURN_URL', 'https://shop.example/t#top', /fragment/],
  ['CART_RETURN_URL', 'https://shop.example/t#', /fragment/],
  ['CART_RETURN_URL', 'https://shop.example\\@evil.test/', /backslash/],
  ['CART_RETURN_URL', 'javascript:alert(1)', /full address/],
  ['CART_RETURN_URL', 'pottery://thanks', /not in CART_APP_SCHEMES/],
  ['CART_PENDING_URL', 'https://evil.test/pending.html', /not on one of CART_ORIGINS/],
  ['CART_ERROR_URL', 'https://shop.example/sorry#top', /fragment/],
  ['CART_RETURN_PAGES', 'https://shop.example/danke.html', /language and its page/],
  ['CART_RETURN_PAGES', 'de=https://evil.test/danke.html', /not on one of CART_ORIGINS/],
  ['CART_RETURN_PAGES', 'de=https://shop.example/a,de=https://shop.example/b', /second time/],
  ['CART_RETURN_PAGES', 'de=https://shop.example/a,DE=https://shop.example/b', /second time/],
  ['CART_RETURN_PAGES', 'de=intent://thanks#Intent;scheme=https;end', /intent: address/],
  ['CART_APP_SCHEMES', 'intent', /fallback page of anybody/],
  ['CART_APP_SCHEMES', 'javascript', /belongs to the browser/],
  ['CART_APP_SCHEMES', 'googlechrome', /belongs to the browser/],
  ['CART_APP_SCHEMES', 'x-safari-https', /belongs to the browser/],
  ['CART_APP_SCHEMES', 'firefox', /belongs to the browser/],
  ['CART_APP_SCHEMES', 'Pottery', /no scheme/],
  ['CART_APP_SCHEMES', 'pottery://', /no scheme/],
  ['CART_APPLE_APPS', 'example.shop', /no app id/],
  ['CART_ANDROID_APPS', 'com.example.shop:14:6D', /SHA-256/],
  ['CART_ANDROID_APPS', 'shop', /SHA-256/],
  ['CART_CAPTURE', 'later', /automatic or manual/],
  ['CART_CONFIRM', 'browser', /client or server/],
  ['CART_CONFIRM', 'server', /STRIPE_PUBLISHABLE_KEY/, { STRIPE_PUBLISHABLE_KEY: undefined }],
  ['CART_CONFIRM', 'server', /without CART_PROMOTION_CODES/, { CART_PROMOTION_CODES: 'true' }],
  ['CART_ERROR_URL', 'pottery://sorry#top', /fragment|#/, { CART_APP_SCHEMES: 'pottery' }],
  [
    'CART_CATALOG',
    {
      version: 1,
      currency: 'eur',
      items: [{ id: 'e', name: 'E', amounts: { eur: 900 }, returnUrl: 'https://evil.test/' }],
    },
    /not on one of CART_ORIGINS/,
  ],
  ['CART_CANCEL_URL', 'https://evil.test/', /not on one of CART_ORIGINS/],
  ['CART_CANCEL_URL', 'https://shop.example/#cart', /fragment/],
  ['CART_CATALOG', 'https://evil.test/catalog.json', /not on one of CART_ORIGINS/],
  ['CART_CATALOG', 'catalog.json', /empty or stripe/],
  ['CART_TOKEN_SECRET', undefined, /openssl/],
  ['CART_TOKEN_SECRET', 'short', /shorter than 32/],
  ['CART_TOKEN_SECRET', 'a'.repeat(64), /easily guessed/],
  ['CART_TOKEN_SECRET', `${SOUND_SETTINGS['CART_TOKEN_SECRET']},short`, /shorter than 32/],
  ['CART_SINK_URL', 'http://orders.shop.example/', /https/, { CART_SINK_SECRET: SINK_SECRET }],
  ['CART_SINK_URL', 'rubbish', /not a URL/, { CART_SINK_SECRET: SINK_SECRET }],
  ['CART_SINK_URL', undefined, /is missing/, { CART_SINK_SECRET: SINK_SECRET }],
  ['CART_SINK_SECRET', undefined, /base64/, { CART_SINK_URL: 'https://orders.shop.example/' }],
  ['CART_SINK_SECRET', 'whsec_c2hvcnQ=', /base64/, { CART_SINK_URL: 'https://orders.shop.example/' }],
  ['CART_SINK_SECRET', 'plain text with no base', /space|base64/, { CART_SINK_URL: 'https://orders.shop.example/' }],
  ['CART_CLOSED', 'true', /sentence/],
  ['CART_CLOSED', 'x'.repeat(301), /longer/],
  ['CART_CHECKOUT_ORIGINS', 'https://pay.shop.example/c', /how a browser writes it/],
  ['CART_SHIPPING_COUNTRIES', 'DE,UK', /not UK/],
  ['CART_SHIPPING_COUNTRIES', 'de', /capital/],
  ['CART_SHIPPING_RATES', 'rate_123456', /shr_/],
  ['CART_SHIPPING_RATES', Array.from({ length: 6 }, (_, n) => `shr_12345${n}`).join(','), /more than 5/],
  ['CART_SHIPPING_RATES', 'shr_123456', /set CART_SHIPPING_COUNTRIES/],
  ['CART_PHONE', 'yes', /true or false/],
  ['CART_SUBMIT_TYPE', 'subscribe', /auto, book/],
  ['CART_LOCALE', 'xx', /language/],
  ['CART_CHECKOUTS_PER_MINUTE', '0', /whole number/],
  ['CART_CHECKOUTS_PER_MINUTE', '1e9', /whole number/],
  ['CART_TRUSTED_HOPS', '-1', /whole number/],
];

describe('configuration', () => {
  it('accepts sound settings, for tests and for real money', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ ...LIVE, STRIPE_SECRET_KEY: key('rk_live') })).toEqual([]);
    const reading = readConfig({ ...SOUND, ...LIVE });
    expect(reading.ok && reading.config.stripe.livemode).toBe(true);
  });

  const refused = REFUSED.map(([name, value, mend, others = {}]) => ({ name, value, mend, others }));
  it.each(refused)('refuses $name set to $value', ({ name, value, mend, others }) => {
    const problems = problemsOf({ ...others, [name]: value });
    const own = problems.filter(({ at }) => at.startsWith(name));
    expect(own.map((problem) => problem.mend).join(' ')).toMatch(mend);
  });

  it('names every problem at once, each with its variable', () => {
    const reading = readConfig({ STRIPE_SECERT_KEY: key('sk_test'), CART_ORIGINS: '*', CART_PHONE: 'perhaps' });
    const names = reading.ok ? [] : reading.problems.map(({ at }) => at);
    expect(names).toEqual([
      'STRIPE_SECERT_KEY',
      'STRIPE_SECRET_KEY',
      'CART_ORIGINS',
      'CART_PUBLIC_URL',
      'CART_RETURN_URL',
      'CART_TOKEN_SECRET',
      'CART_PHONE',
    ]);
  });

  it('never repeats a value, whatever it is', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{20,40}$/).map((text) => `Canary${text}`);
    fc.assert(
      fc.property(
        fc.constantFrom(...VARIABLES),
        secret,
        fc.constantFrom('', 'sk_live_', 'https://', '"', ' '),
        (name, text, start) => {
          const problems = problemsOf({ [name]: `${start}${text}` });
          expect(JSON.stringify(problems)).not.toContain('Canary');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('takes any mistyped name of a setting for a mistake', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ_'];
    const mistyped = fc
      .tuple(
        fc.constantFrom(...VARIABLES),
        fc.nat(),
        fc.constantFrom(...letters),
        fc.constantFrom('drop', 'add', 'replace', 'swap', 'case'),
      )
      .map(([name, position, letter, change]) => mistype(name, position % name.length, letter, change))
      .filter((name) => !(VARIABLES as readonly string[]).includes(name));
    fc.assert(
      fc.property(mistyped, (name) => {
        expect(problemsOf({ [name]: 'anything' }).map(({ at }) => at)).toEqual([name]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('warns of other names like ours, and has no opinion on anybody else’s', () => {
    const reading = readConfig({
      ...SOUND,
      STRIPE_ACCOUNT_NICKNAME: 'x',
      CART_COLOUR: 'x',
      PATH: 'x',
      HOME: 'x',
      CARTON: 'x',
    });
    expect(reading.ok && reading.warnings.map(({ at }) => at)).toEqual(['STRIPE_ACCOUNT_NICKNAME', 'CART_COLOUR']);
  });

  it('does not sell for real while orders are to be handed on and no webhook brings any', () => {
    const sink = { CART_SINK_URL: 'https://orders.shop.example/', CART_SINK_SECRET: SINK_SECRET };
    const keys = { STRIPE_SECRET_KEY: 'sk_live_NotARealKeyNotARealKey', STRIPE_PUBLISHABLE_KEY: undefined };
    const secret = 'STRIPE_WEBHOOK_SECRET';
    const without = { ...SOUND, [secret]: undefined };
    const places = (env: Record<string, unknown>, options = {}) => {
      const reading = readConfig(env, options);
      return reading.ok ? ['warned', ...reading.warnings.map(({ at }) => at)] : reading.problems.map(({ at }) => at);
    };
    expect(places({ ...without, ...keys, ...sink })).toEqual([secret]);
    expect(places({ ...without, ...keys }, { takesOrders: true })).toEqual([secret]);
    expect(places({ ...without, ...keys })).toEqual(['warned']);
    expect(places({ ...without, ...sink })).toEqual(['warned', secret]);
    expect(places({ ...without, ...sink, [secret]: 'whsec_thePresentSecretOfTheEndpoint' })).toEqual(['warned']);
  });

  it('takes in code what is text in an environment', () => {
    const reading = readConfig({
      ...SOUND,
      CART_PHONE: true,
      CART_SHIPPING_COUNTRIES: ['DE', 'AT'],
      CART_TRUSTED_HOPS: 1,
    });
    expect(reading.ok && reading.config).toMatchObject({
      checkout: { collectPhone: true, shippingCountries: ['DE', 'AT'] },
      trustedHops: 1,
    });
  });

  it('brings a public address and a page into one form', () => {
    const reading = readConfig({
      ...SOUND,
      CART_PUBLIC_URL: 'https://shop.example/pay/',
      CART_RETURN_URL: 'https://shop.example',
    });
    expect(reading.ok && [reading.config.publicUrl, reading.config.returnPages.returnUrl]).toEqual([
      'https://shop.example/pay',
      'https://shop.example/',
    ]);
  });

  it('lets buyers be sent to Stripe, to a domain of the shop’s, and to the sandbox', () => {
    const reading = readConfig({
      ...SOUND,
      CART_CHECKOUT_ORIGINS: 'https://checkout.shop.example',
      STRIPE_API_BASE: 'http://127.0.0.1:12111',
    });
    expect(reading.ok && reading.config.checkoutOrigins).toEqual([
      'https://checkout.stripe.com',
      'https://checkout.shop.example',
      'http://127.0.0.1:12111',
    ]);
  });

  it.each([
    [{}, ['hosted', 'embedded', 'elements', 'intent'], []],
    [
      { CART_PAYMENT_LINKS: 'true', CART_AUTOMATIC_TAX: 'true' },
      ['hosted', 'embedded', 'elements', 'link'],
      ['https://buy.stripe.com'],
    ],
    [{ CART_PROMOTION_CODES: 'true' }, ['hosted', 'embedded', 'elements'], []],
    [
      { CART_PAYMENT_LINKS: 'true', CART_SUBMIT_TYPE: 'donate', CART_TERMS: 'true' },
      ['hosted', 'embedded', 'link'],
      ['https://buy.stripe.com', 'https://donate.stripe.com'],
    ],
  ])('offers payment links where they are asked for, and knows where Stripe has them: %o', (settings, modes, links) => {
    const reading = readConfig({ ...SOUND, STRIPE_PUBLISHABLE_KEY: key('pk_test'), ...settings });
    expect(reading.ok && reading.config.modes).toEqual(modes);
    expect(reading.ok && reading.config.checkoutOrigins).toEqual(['https://checkout.stripe.com', ...links]);
  });

  it('knows the countries and languages that the SDK knows', () => {
    const types = readFileSync(
      fileURLToPath(new URL('../../node_modules/stripe/esm/resources/Checkout/Sessions.d.ts', import.meta.url)),
      'utf8',
    );
    const union = (name: string) =>
      [...(new RegExp(`type ${name} = ([^;]*);`).exec(types)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
        ([, value]) => value,
      );
    expect(SHIPPING_COUNTRIES).toEqual(union('AllowedCountry'));
    expect(LOCALES).toEqual(union('Locale'));
  });
});

function mistype(name: string, at: number, letter: string, change: string): string {
  const [before, here = '', after] = [name.slice(0, at), name[at], name.slice(at + 1)];
  switch (change) {
    case 'drop':
      return before + after;
    case 'add':
      return before + letter + here + after;
    case 'swap':
      return before + after.slice(0, 1) + here + after.slice(1);
    case 'case':
      return before + here.toLowerCase() + after;
    default:
      return before + letter + after;
  }
}
