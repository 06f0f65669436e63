import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { CartOption } from '@stripe-cart/contract';
import type { SaleItem } from '../catalog/catalog.js';
import type { Config } from '../config/config.js';
import { fingerprintOf } from '../order/fingerprint.js';
import { linesFrom } from '../order/stripe-lines.js';
import { elementsSession } from './elements-session.js';
import { hostedSession } from './hosted-session.js';
import type { PricedCart, PricedLine } from './priced-cart.js';
import { allowedAdjustments, fitsStripe } from './session-params.js';

const config: Config = {
  shop: 'pottery',
  stripe: {
    secretKey: 'sk_test_x',
    publishableKey: null,
    webhookSecrets: [],
    apiBase: null,
    livemode: false,
  },
  publicUrl: 'https://pay.example/cart',
  origins: ['https://shop.example'],
  returnPages: {
    returnUrl: 'https://shop.example/thanks.html?a=b',
    pendingUrl: null,
    errorUrl: null,
    pages: [],
    schemes: [],
  },
  appleApps: [],
  androidApps: [],
  cancelUrl: null,
  catalog: { from: 'stripe' },
  tokenSecrets: ['a secret of at least thirty-two characters'],
  sink: null,
  closed: null,
  checkoutOrigins: ['https://checkout.stripe.com'],
  checkout: {
    shippingCountries: ['DE'],
    shippingRates: ['shr_1'],
    capture: 'automatic',
    confirm: 'client',
    collectPhone: true,
    allowPromotionCodes: true,
    automaticTax: true,
    requireTermsOfService: true,
    submitType: 'pay',
    locale: 'de',
  },
} as Partial<Config> as Config;

const attempt = { origin: 'https://shop.example', number: '7QK2-M4ZD-X0VB', nonce: 'kid.handle.tag' };
const metadata = { cart_shop: 'pottery' };

const sold = (charge: SaleItem['charge'], shippable = true): SaleItem => ({
  shown: {
    id: 'mug',
    name: 'Mug',
    description: null,
    image: 'https://shop.example/mug.jpg',
    url: null,
    currency: 'eur',
    unitAmount: 1800,
    quantity: { min: 1, max: 99, step: 1 },
    options: [],
    recurring: null,
    available: true,
  },
  charge,
  shippable,
});
const made = sold({ by: 'amount', taxCode: 'txcd_99999999', taxBehavior: 'exclusive' });
const cartOf = (...lines: PricedLine[]): PricedCart => ({ currency: 'eur', subtotal: 0, lines });
const line = (item: SaleItem, options: CartOption[] = [], unitAmount = 1800): PricedLine => ({
  sold: item,
  options,
  quantity: 2,
  unitAmount,
});

const saleOf = (cart: PricedCart, settings = config) => ({ cart, config: settings, ...attempt, metadata });
const hosted = (...lines: PricedLine[]) => hostedSession.params(saleOf(cartOf(...lines)));
const elements = (...lines: PricedLine[]) => elementsSession.params(saleOf(cartOf(...lines)));
const RETURN = 'https://pay.example/cart/v1/return?nonce=kid.handle.tag&session_id={CHECKOUT_SESSION_ID}';

describe('the parameters of a session', () => {
  const golden = line(made, [{ name: 'Glaze', value: 'Gold' }]);
  const common = {
    mode: 'payment',
    client_reference_id: '7QK2-M4ZD-X0VB',
    metadata,
    payment_intent_data: { metadata },
    line_items: [
      {
        quantity: 2,
        price_data: {
          currency: 'eur',
          unit_amount: 1800,
          tax_behavior: 'exclusive',
          product_data: {
            name: 'Mug',
            description: 'Glaze: Gold',
            images: ['https://shop.example/mug.jpg'],
            tax_code: 'txcd_99999999',
          },
        },
        metadata: { cart_item: 'mug', cart_name: 'Mug', cart_option_0: 'Glaze', cart_value_0: 'Gold' },
      },
    ],
    shipping_address_collection: { allowed_countries: ['DE'] },
    shipping_options: [{ shipping_rate: 'shr_1' }],
    phone_number_collection: { enabled: true },
    allow_promotion_codes: true,
    automatic_tax: { enabled: true },
  };

  test('on Stripe’s page are these fields and no others', () => {
    expect(hosted(golden)).toEqual({
      ...common,
      ui_mode: 'hosted_page',
      success_url: RETURN,
      cancel_url: 'https://shop.example/#cart=cancelled',
      consent_collection: { terms_of_service: 'required' },
      submit_type: 'pay',
      locale: 'de',
    });
  });

  test('on the shop’s page are these fields, and none that Stripe refuses there', () => {
    expect(elements(golden)).toEqual({ ...common, ui_mode: 'elements', return_url: RETURN });
  });

  test('name a Stripe price where there is one, unless an option changes what it costs', () => {
    const priced = sold({ by: 'price', price: 'price_1' });
    const params = hosted(line(priced), line(priced, [], 1900));
    expect(params.line_items?.[0]).toMatchObject({ price: 'price_1', quantity: 2 });
    expect(params.line_items?.[1]).toMatchObject({ price_data: { unit_amount: 1900 } });
    expect(params.line_items?.[1]).not.toHaveProperty('price');
  });

  test('fix the currency where a price of Stripe’s may have several, and leave it to Stripe where we name amounts', () => {
    const [known, named] = [
      sold({ by: 'price', price: 'price_1' }),
      sold({ by: 'amount', taxCode: null, taxBehavior: null }),
    ];
    expect(hosted(line(named), line(known)).currency).toBe('eur');
    expect(hosted(line(named))).not.toHaveProperty('currency');
  });

  test('ask for no address where nothing is posted', () => {
    const cart = cartOf(line(sold({ by: 'price', price: 'price_1' }, false)));
    const params = hostedSession.params(saleOf(cart));
    expect(params).not.toHaveProperty('shipping_address_collection');
    expect(params).not.toHaveProperty('shipping_options');
    expect(allowedAdjustments(cart, config)).toEqual(['discount', 'tax']);
  });

  test('begin a subscription where something recurs, with the promise on it, and ask for nothing that Stripe refuses there', () => {
    const recurring = { interval: 'month', intervalCount: 3, trialDays: 14 } as const;
    const club = { ...made, shown: { ...made.shown, id: 'club', recurring } };
    const params = hosted(line(club), line(sold({ by: 'price', price: 'price_1' }, false)));
    expect(params).toMatchObject({ mode: 'subscription', subscription_data: { metadata, trial_period_days: 14 } });
    expect(params.line_items?.[0]).toMatchObject({
      price_data: { unit_amount: 1800, recurring: { interval: 'month', interval_count: 3 } },
      metadata: { cart_item: 'club', cart_trial_days: '14' },
    });
    for (const refused of ['payment_intent_data', 'shipping_options', 'submit_type']) {
      expect(params).not.toHaveProperty(refused);
    }
    expect(params).toHaveProperty('shipping_address_collection');
    expect(allowedAdjustments(cartOf(line(club)), config)).toEqual(['discount', 'tax']);
  });

  test('keep the address to go back to as the owner wrote it', () => {
    const settings = { ...config, cancelUrl: 'https://shop.example/shop?a=1' };
    const params = hostedSession.params(saleOf(cartOf(line(made)), settings));
    expect(params.cancel_url).toBe('https://shop.example/shop?a=1#cart=cancelled');
  });
});

describe('the way in', () => {
  const shown = {
    ui_mode: 'hosted_page',
    url: 'https://checkout.stripe.com/c/pay/cs_test_1',
    client_secret: null,
    shipping_address_collection: null,
    phone_number_collection: { enabled: false },
    allow_promotion_codes: null,
  } as unknown as Stripe.Checkout.Session;
  const opened = { ...shown, ui_mode: 'elements', url: null, client_secret: 'cs_test_1_secret_fid%2Fx' };

  test('is Stripe’s page, if it is where a widget would go', () => {
    expect(hostedSession.wayIn(shown, config)).toEqual({ status: 'open', mode: 'hosted', url: shown.url });
    expect(() => hostedSession.wayIn({ ...shown, url: 'https://evil.example/' }, config)).toThrow('misconfigured');
  });

  test('is the client secret, and what this very session asks for, whatever the settings say by now', () => {
    const nothing = { shippingAddress: false, phone: false, promotionCode: false };
    const reply = { status: 'open', mode: 'elements', clientSecret: opened.client_secret };
    expect(elementsSession.wayIn(opened, config)).toEqual({ ...reply, collects: nothing });
    const asked = {
      shipping_address_collection: { allowed_countries: ['DE' as const] },
      phone_number_collection: { enabled: true },
      allow_promotion_codes: true,
    };
    const everything = { shippingAddress: true, phone: true, promotionCode: true };
    expect(elementsSession.wayIn({ ...opened, ...asked }, config)).toEqual({ ...reply, collects: everything });
  });

  test('is none where Stripe shows none, or it leads to another page than was asked for', () => {
    expect(elementsSession.wayIn({ ...opened, ui_mode: 'embedded_page' }, config)).toBeNull();
    expect(hostedSession.wayIn({ ...shown, ui_mode: 'form' }, config)).toBeNull();
    expect(hostedSession.wayIn(opened, config)).toBeNull();
    expect(elementsSession.wayIn(shown, config)).toBeNull();
    expect(elementsSession.wayIn({} as Stripe.Checkout.Session, config)).toBeNull();
  });
});

const text = (maxLength: number) =>
  fc.string({ minLength: 1, maxLength, unit: 'grapheme' }).filter((made) => made.length <= maxLength);
const anyLine: fc.Arbitrary<PricedLine> = fc.record({
  sold: fc.record({ id: text(220), name: text(520) }).map((shown) => ({ ...made, shown: { ...made.shown, ...shown } })),
  options: fc.array(fc.record({ name: text(42), value: text(510) }), { maxLength: 10 }),
  quantity: fc.integer({ min: 1, max: 999_999 }),
  unitAmount: fc.nat(99_999_999),
});

/** What Stripe would store and give back of a line. */
function stored(item: Stripe.Checkout.SessionCreateParams.LineItem): Stripe.LineItem {
  const { metadata: kept, quantity, price_data: price } = item;
  return { metadata: kept, quantity, price: { unit_amount: price?.unit_amount }, description: null } as Stripe.LineItem;
}

test('an order is rebuilt from Stripe exactly as it was, or refused before it is paid: never cut short', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 5 }), async (lines) => {
      const params = elements(...lines);
      const tooLong = lines.some(
        (one) =>
          one.sold.shown.id.length > 500 ||
          one.sold.shown.name.length > 500 ||
          one.options.some(({ name, value }) => name.length > 500 || value.length > 500),
      );
      expect(fitsStripe(params)).toBe(!tooLong);
      if (tooLong) return;
      const rebuilt = linesFrom({ payment_link: null } as never, (params.line_items ?? []).map(stored));
      const sent = lines.map((one) => ({ ...one, item: one.sold.shown.id, name: one.sold.shown.name }));
      expect(rebuilt).toEqual(
        sent.map(({ item, name, options, quantity, unitAmount }) => ({ item, name, options, quantity, unitAmount })),
      );
      expect(await fingerprintOf('eur', rebuilt)).toBe(await fingerprintOf('eur', sent.toReversed()));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['a name of 500 characters', line({ ...made, shown: { ...made.shown, name: 'n'.repeat(500) } }), true],
  ['a name of 501', line({ ...made, shown: { ...made.shown, name: 'n'.repeat(501) } }), false],
  ['a text of 500', line(made, [{ name: 'Note', value: 'n'.repeat(500) }]), true],
  ['a text of 501', line(made, [{ name: 'Note', value: 'n'.repeat(501) }]), false],
  [
    '24 options',
    line(
      made,
      Array.from({ length: 24 }, (_, index) => ({ name: `${index}`, value: 'x' })),
    ),
    true,
  ],
  [
    '25 options',
    line(
      made,
      Array.from({ length: 25 }, (_, index) => ({ name: `${index}`, value: 'x' })),
    ),
    false,
  ],
])('%s', (_, one, fits) => {
  expect(fitsStripe(hosted(one))).toBe(fits);
});

test('the same cart makes the same parameters, byte by byte', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 3 }), (lines) => {
      for (const params of [hosted, elements]) {
        expect(JSON.stringify(params(...structuredClone(lines)))).toBe(JSON.stringify(params(...lines)));
      }
    }),
    { numRuns: 200 },
  );
});

test('a fingerprint tells apart what differs in item, options, quantity, price or currency', async () => {
  const base = { item: 'mug', options: [{ name: 'Glaze', value: 'Gold' }], quantity: 2, unitAmount: 1800 };
  const others = [
    { ...base, item: 'jug' },
    { ...base, options: [] },
    { ...base, options: [{ name: 'Glaze', value: 'Sand' }] },
    { ...base, quantity: 3 },
    { ...base, unitAmount: 1801 },
    { ...base, recurring: { interval: 'month', intervalCount: 1 } as const },
    { ...base, recurring: { interval: 'year', intervalCount: 1 } as const },
    { ...base, recurring: { interval: 'month', intervalCount: 2 } as const },
    { ...base, recurring: { interval: 'month', intervalCount: 1, trialDays: 14 } as const },
  ];
  const prints = await Promise.all([
    ...[base, ...others].map((one) => fingerprintOf('eur', [one])),
    fingerprintOf('usd', [base]),
    fingerprintOf('eur', [base, base]),
    fingerprintOf('eur', []),
  ]);
  expect(new Set(prints).size).toBe(prints.length);
});
