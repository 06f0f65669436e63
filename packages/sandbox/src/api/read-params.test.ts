import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { ApiError } from '../errors.js';
import { readForm, type Form } from '../form-body.js';
import generated from '../schema/params.json' with { type: 'json' };
import { operationNames } from './operations.js';
import { readParams } from './read-params.js';

const refuse = (operation: string, form: string): ApiError['details'] => {
  try {
    readParams(operation, readForm(form));
  } catch (error) {
    if (error instanceof ApiError) return error.details;
    throw error;
  }
  throw new Error('It was accepted.');
};

test('the schema was generated from the SDK that is installed', () => {
  expect(generated.version, 'run: node schema/generate.mjs').toBe(Stripe.PACKAGE_VERSION);
});

test('the schema was generated from the list of operations as it is, and has every operation there is', () => {
  const list = readFileSync(fileURLToPath(new URL('../../schema/params.ts', import.meta.url)));
  expect(generated.list, 'run: node schema/generate.mjs').toBe(createHash('sha256').update(list).digest('hex'));
  expect(operationNames().filter((name) => !Object.hasOwn(generated.operations, name))).toEqual([]);
});

test('[parameter-unknown] at any depth', () => {
  expect(refuse('prices.create', 'currency=usd&colour=red')).toEqual({ code: 'parameter_unknown', param: 'colour' });
  expect(refuse('checkout.sessions.create', 'line_items[0][quantity]=1&line_items[1][amount]=5')).toEqual({
    code: 'parameter_unknown',
    param: 'line_items[1][amount]',
  });
  expect(refuse('products.list', 'constructor=1')).toEqual({ code: 'parameter_unknown', param: 'constructor' });
});

test('[parameter-missing] at any depth', () => {
  expect(refuse('products.create', '')).toEqual({ code: 'parameter_missing', param: 'name' });
  expect(
    refuse(
      'checkout.sessions.create',
      'line_items[0][price_data][product_data][description]=x&line_items[0][price_data][currency]=usd',
    ),
  ).toEqual({
    code: 'parameter_missing',
    param: 'line_items[0][price_data][product_data][name]',
  });
});

test.each([
  ['prices.list', 'limit=ten', 'parameter_invalid_integer', 'limit'],
  ['prices.list', 'limit=1.5', 'parameter_invalid_integer', 'limit'],
  ['prices.list', 'limit=1e1', 'parameter_invalid_integer', 'limit'],
  ['prices.list', 'limit=99999999999999999999', 'parameter_invalid_integer', 'limit'],
  ['prices.list', 'active=yes', null, 'active'],
  ['prices.list', 'active=1', null, 'active'],
  ['prices.list', 'lookup_keys=mug', null, 'lookup_keys'],
  ['prices.list', 'product[id]=x', null, 'product'],
  ['prices.create', 'currency=usd&recurring=monthly', null, 'recurring'],
  ['prices.create', 'currency=usd&currency=eur', null, 'currency'],
  ['prices.create', 'currency=usd&unit_amount_decimal=ten', null, 'unit_amount_decimal'],
])('[parameter-type] %s refuses %s', (operation, form, code, param) => {
  expect(refuse(operation, form)).toEqual({ code, param });
});

test('[parameter-empty] nothing is not a value, except where it empties one', () => {
  expect(refuse('products.create', 'name=')).toEqual({ code: 'parameter_invalid_empty', param: 'name' });
  expect(readParams('products.update', readForm('description=&metadata[a]='))).toEqual({
    description: '',
    metadata: { a: '' },
  });
  expect(readParams('products.update', readForm('metadata='))).toEqual({ metadata: '' });
});

test('[parameter-enum] only the values that the SDK lists', () => {
  expect(refuse('prices.list', 'type=monthly')).toEqual({ code: null, param: 'type' });
  expect(readParams('prices.list', readForm('type=recurring'))).toEqual({ type: 'recurring' });
});

test('numbers and booleans are read from their text, lists from either way of writing them', () => {
  expect(readParams('prices.list', readForm('active=true&limit=5&created[gte]=7&expand[]=a&expand[]=b'))).toEqual({
    active: true,
    limit: 5,
    created: { gte: 7 },
    expand: ['a', 'b'],
  });
  expect(readParams('prices.list', readForm('created=7&expand[0]=a&expand[5]=b'))).toEqual({
    created: 7,
    expand: ['a', 'b'],
  });
});

/** Forms that are nearly right, so that both answers occur often. */
const text = fc.constantFrom(
  'usd',
  '1',
  '0',
  '-5',
  'true',
  'false',
  '',
  'x',
  'payment',
  'hosted_page',
  'https://shop.example/',
);
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { weight: 5, arbitrary: text },
    fc.array(tie('node'), { maxLength: 2, minLength: 1 }),
    fc.dictionary(
      fc.constantFrom(
        'price',
        'price_data',
        'quantity',
        'currency',
        'unit_amount',
        'product_data',
        'name',
        'metadata',
        'enabled',
        'amount',
      ),
      tie('node'),
      { maxKeys: 3, minKeys: 1 },
    ),
  ),
})).node;
const form = fc.dictionary(
  fc.constantFrom(
    'mode',
    'ui_mode',
    'success_url',
    'line_items',
    'metadata',
    'expand',
    'expires_at',
    'allow_promotion_codes',
    'automatic_tax',
    'shipping_options',
    'payment_intent_data',
  ),
  tree,
  { maxKeys: 4 },
);

test('what is accepted is what ajv accepts by the same schema', () => {
  const ajv = new Ajv({ strict: false, allErrors: false });
  const operation = 'checkout.sessions.create';
  const validate = ajv.compile({ ...generated.operations[operation], definitions: generated.definitions });
  let accepted = 0;
  fc.assert(
    fc.property(form, (input) => {
      let params: unknown;
      try {
        params = readParams(operation, input as Form);
      } catch (error) {
        if (error instanceof ApiError) return;
        throw error;
      }
      accepted += 1;
      expect(validate(params), JSON.stringify(validate.errors)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(50);
});
