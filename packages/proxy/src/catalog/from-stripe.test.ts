import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { catalogFromStripe } from './from-stripe.js';

/** A price as `prices.list` answers it with its product expanded; only what the catalogue looks at. */
function price(changes: Record<string, unknown> = {}, product: Record<string, unknown> = {}): Stripe.Price {
  const whole = {
    id: 'price_1',
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    currency: 'eur',
    custom_unit_amount: null,
    lookup_key: null,
    metadata: { stripe_cart: '1' },
    product: {
      id: 'prod_1',
      object: 'product',
      active: true,
      name: 'Mug',
      description: null,
      images: [],
      metadata: {},
      shippable: null,
      url: null,
      ...product,
    },
    recurring: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: 1800,
    ...changes,
  };
  return whole as unknown as Stripe.Price;
}

const monthly = (recurring: Record<string, unknown> = {}, metadata: Record<string, string> = {}) =>
  price({
    type: 'recurring',
    recurring: { usage_type: 'licensed', interval: 'month', interval_count: 1, ...recurring },
    metadata: { stripe_cart: '1', ...metadata },
  });

function read(...prices: Stripe.Price[]) {
  const leftOut: string[] = [];
  const catalog = catalogFromStripe(prices, (id, reason) => leftOut.push(`${id} ${reason}`));
  return { catalog, leftOut };
}

describe('the catalogue in Stripe', () => {
  it.each<[string, Stripe.Price, string[]]>([
    ['a price with the marker', price(), ['price_1']],
    ['a product with the marker', price({ metadata: {} }, { metadata: { stripe_cart: '1' } }), ['price_1']],
    ['a lookup key as the id', price({ lookup_key: 'mug' }), ['mug']],
    ['nothing without the marker', price({ metadata: {} }), []],
    ['nothing with another value in the marker', price({ metadata: { stripe_cart: 'true' } }), []],
  ])('sells %s', (_, given, ids) => {
    const { catalog, leftOut } = read(given);
    expect([...catalog.keys()]).toEqual(ids);
    expect(leftOut).toEqual([]);
    if (ids.length > 0) expect(catalog.get(ids[0] ?? '')?.charge).toEqual({ by: 'price', price: 'price_1' });
  });

  it.each<[string, Stripe.Price]>([
    ['product_not_expanded', price({ product: 'prod_1' })],
    ['product_deleted', price({ product: { id: 'prod_1', object: 'product', deleted: true } })],
    ['price_archived', price({ active: false })],
    ['buyer_chooses_amount', price({ custom_unit_amount: { minimum: 100 }, unit_amount: null })],
    ['tiered', price({ billing_scheme: 'tiered', unit_amount: null })],
    ['transformed_quantity', price({ transform_quantity: { divide_by: 10, round: 'up' } })],
    ['metered', price({ type: 'recurring', recurring: { usage_type: 'metered', interval: 'month' } })],
    ['unknown_interval', monthly({ interval: 'fortnight' })],
    ['unknown_interval', monthly({ interval: 'day', interval_count: 90 })],
    ['unknown_interval', price({ type: 'recurring' })],
    ['unusable_trial_metadata', monthly({}, { stripe_cart_trial_days: '731' })],
    ['unusable_trial_metadata', monthly({}, { stripe_cart_trial_days: 'fourteen' })],
    ['fraction_of_a_minor_unit', price({ unit_amount: null, unit_amount_decimal: '0.5' })],
    ['unusable_lookup_key', price({ lookup_key: 'k'.repeat(201) })],
    ['unusable_lookup_key', price({ lookup_key: 'mug\n' })],
    ['unusable_quantity_metadata', price({ metadata: { stripe_cart: '1', stripe_cart_min: '0' } })],
    [
      'unusable_quantity_metadata',
      price({ metadata: { stripe_cart: '1', stripe_cart_min: '5', stripe_cart_max: '4' } }),
    ],
    ['unusable_quantity_metadata', price({ metadata: { stripe_cart: '1', stripe_cart_step: '1.5' } })],
  ])('leaves out what is %s, and says so', (reason, given) => {
    const { catalog, leftOut } = read(given);
    expect([...catalog.keys()]).toEqual([]);
    // Nothing is marked any more where the product that carried the marker is gone.
    expect(leftOut).toEqual([`price_1 ${reason}`]);
  });

  it('sells what recurs, after the trial that its metadata names', () => {
    const shown = (given: Stripe.Price) => read(given).catalog.get('price_1')?.shown.recurring;
    expect(shown(price())).toBeNull();
    expect(shown(monthly({ interval_count: 3 }))).toEqual({ interval: 'month', intervalCount: 3 });
    const trial = { interval: 'year', intervalCount: 1, trialDays: 14 };
    expect(shown(monthly({ interval: 'year' }, { stripe_cart_trial_days: '14' }))).toEqual(trial);
  });

  it('sells neither of two prices that go by one name', () => {
    const { catalog, leftOut } = read(
      price({ id: 'price_1', lookup_key: 'mug' }),
      price({ id: 'price_2', lookup_key: 'mug', unit_amount: 1 }),
      price({ id: 'price_3', lookup_key: 'mug' }),
      price({ id: 'price_4', lookup_key: 'bowl' }),
    );
    expect([...catalog.keys()]).toEqual(['bowl']);
    expect(leftOut).toEqual(['price_2 duplicate_id', 'price_3 duplicate_id']);
  });

  it('shows no address that is not one of the web', () => {
    const shown = (image: unknown, url: unknown) =>
      read(price({}, { images: [image], url })).catalog.get('price_1')?.shown;
    expect(shown('javascript:alert(1)', 'data:text/html,x')).toMatchObject({ image: null, url: null });
    expect(shown('http://shop.example/a.jpg', '/mug')).toMatchObject({ image: null, url: null });
    expect(shown('https://shop.example/a b.jpg', null)).toMatchObject({
      image: 'https://shop.example/a%20b.jpg',
      url: null,
    });
  });

  it('says that an archived product cannot be bought', () => {
    expect(read(price({}, { active: false })).catalog.get('price_1')?.shown.available).toBe(false);
  });
});
