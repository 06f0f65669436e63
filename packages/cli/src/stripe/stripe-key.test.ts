import { expect, it } from 'vitest';
import { openStripeAccount } from './stripe-account.js';
import { withoutKeys } from './without-keys.js';

const TEST = 'sk_test_51abcdefghijk';

it.each([
  [TEST, { livemode: false, restricted: false }],
  ['rk_test_51abcdefghijk', { livemode: false, restricted: true }],
  [' sk_live_51abcdefghijk\n', { livemode: true, restricted: false }],
])('knows what %s opens', async (key, account) => {
  expect(await openStripeAccount({}, { STRIPE_SECRET_KEY: key })).toMatchObject(account);
});

it.each<[string, NodeJS.ProcessEnv, string]>([
  ['no key', {}, 'no_key'],
  ['an empty one', { STRIPE_SECRET_KEY: ' ' }, 'no_key'],
  ['a publishable one', { STRIPE_SECRET_KEY: 'pk_test_51abcdefghijk' }, 'wrong_key'],
  ['a webhook secret', { STRIPE_SECRET_KEY: 'whsec_51abcdefghijk' }, 'wrong_key'],
  ['a key with something after it', { STRIPE_SECRET_KEY: `${TEST} # mine` }, 'wrong_key'],
  ['two keys', { STRIPE_SECRET_KEY: `${TEST}\n${TEST}` }, 'wrong_key'],
  ['a path', { STRIPE_SECRET_KEY: TEST, STRIPE_API_BASE: 'https://api.example/v1' }, 'wrong_api_base'],
  ['plain http', { STRIPE_SECRET_KEY: TEST, STRIPE_API_BASE: 'http://api.example' }, 'wrong_api_base'],
  [
    'a live key elsewhere',
    { STRIPE_SECRET_KEY: 'sk_live_51abc', STRIPE_API_BASE: 'http://localhost:1' },
    'wrong_api_base',
  ],
])('refuses %s, and does not repeat it', async (_, env, code) => {
  const error: unknown = await openStripeAccount({}, env).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, exitCode: 2 });
  expect(String(error)).not.toContain('51abc');
});

it.each([
  ['Invalid API Key provided: sk_test_********wxyz', 'Invalid API Key provided: sk_test_…'],
  ['too many arguments: rk_live_51abcDEF.', 'too many arguments: rk_live_…'],
  ['it begins with sk_test_, sk_live_ or rk_.', 'it begins with sk_test_, sk_live_ or rk_.'],
  ['whsec_abc/def and pk_test_1', 'whsec_…/def and pk_test_1'],
])('cuts keys out of %s', (message, expected) => {
  expect(withoutKeys(message)).toBe(expected);
});
