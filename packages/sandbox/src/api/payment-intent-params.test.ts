import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
const RETURN = 'https://shop.example/back';

const create = (params: object) =>
  account.stripe.paymentIntents.create({
    amount: 1500,
    currency: 'usd',
    ...params,
  } as Stripe.PaymentIntentCreateParams);

describe('[intent-amount] [amount-too-small] [amount-too-large] [currency-step] [currency] an amount', () => {
  test.each([
    [{ amount: 0 }, 'parameter_invalid_integer', 'amount'],
    [{ amount: -5 }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 49 }, 'amount_too_small', 'amount'],
    [{ amount: 49, currency: 'eur' }, 'amount_too_small', 'amount'],
    [{ amount: 100_000_000 }, 'amount_too_large', 'amount'],
    [{ amount: 5125, currency: 'kwd' }, undefined, 'amount'],
    [{ currency: 'xyz' }, undefined, 'currency'],
  ])('%o is refused', async (params, code, param) => {
    expect(await refusal(create(params))).toMatchObject({ status: 400, code, param });
    const { id } = await create({});
    const { amount = 1500, currency = 'usd' } = params as { amount?: number; currency?: string };
    const changed = account.stripe.paymentIntents.update(id, { amount, currency });
    expect(await refusal(changed)).toMatchObject({ status: 400, code, param });
  });

  test('of exactly the smallest and largest is taken', async () => {
    expect((await create({ amount: 50 })).amount).toBe(50);
    expect((await create({ amount: 99_999_999 })).amount).toBe(99_999_999);
  });
});

describe('[intent-methods] the methods of an intent', () => {
  test.each([
    [{}, ['card', 'us_bank_account', 'amazon_pay']],
    [{ currency: 'jpy' }, ['card']],
    [{ automatic_payment_methods: { enabled: true, allow_redirects: 'never' } }, ['card', 'us_bank_account']],
    [{ allowed_payment_method_types: ['card', 'klarna'] }, ['card']],
    [{ excluded_payment_method_types: ['card'] }, ['us_bank_account', 'amazon_pay']],
    [{ capture_method: 'manual' }, ['card', 'amazon_pay']],
  ])('with %o are %o', async (params, types) => {
    expect((await create(params)).payment_method_types).toEqual(types);
  });

  test('are chosen one way only, and at least one is left', async () => {
    const both = { allowed_payment_method_types: ['card'], excluded_payment_method_types: ['card'] };
    expect(await refusal(create(both))).toMatchObject({ code: 'parameters_exclusive' });
    expect(await refusal(create({ allowed_payment_method_types: ['klarna'] }))).toMatchObject({
      status: 400,
      param: 'allowed_payment_method_types',
    });
    expect(await refusal(create({ automatic_payment_methods: { enabled: false } }))).toMatchObject({
      code: 'sandbox_not_covered',
    });
  });

  test('and no other one pays', async () => {
    const { id } = await create({ excluded_payment_method_types: ['card'] });
    const card = { payment_method: 'pm_card_visa', return_url: RETURN };
    expect(await refusal(account.stripe.paymentIntents.confirm(id, card))).toMatchObject({
      status: 400,
      code: 'payment_intent_incompatible_payment_method',
    });
  });
});

test('[intent-method-types] payment_method_types is gone, and says so', async () => {
  const { id } = await create({});
  const gone = { payment_method_types: ['card'] } as object;
  const { paymentIntents } = account.stripe;
  for (const call of [create(gone), paymentIntents.update(id, gone), paymentIntents.confirm(id, gone)]) {
    expect(await refusal(call)).toMatchObject({ status: 400, code: 'payment_method_types_no_longer_supported' });
  }
});

describe('[intent-return-url] [confirm-only] a return_url', () => {
  const paid = { confirm: true, payment_method: 'pm_card_visa' };

  test('is for confirmation only, as a token is', async () => {
    for (const early of [{ return_url: RETURN }, { confirmation_token: 'ctoken_0' }, { use_stripe_sdk: true }]) {
      const [param] = Object.keys(early);
      expect(await refusal(create(early))).toMatchObject({ status: 400, param });
    }
    expect((await account.stripe.paymentIntents.list()).data).toEqual([]);
  });

  test('is needed where a method may redirect, even for one that does not', async () => {
    expect(await refusal(create(paid))).toMatchObject({ status: 400, param: 'return_url' });
    const { id } = await create({});
    const confirmation = account.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(await refusal(confirmation)).toMatchObject({ status: 400, param: 'return_url' });
    expect(await refusal(create({ ...paid, return_url: 'back' }))).toMatchObject({ code: 'url_invalid' });
    const never = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } };
    expect((await create({ ...paid, ...never })).status).toBe('succeeded');
    // An app's own scheme is as good as https.
    expect((await create({ ...paid, return_url: 'com.shop.app://paid' })).status).toBe('succeeded');
  });

  test('and what keeps it from being confirmed keeps it from being made', async () => {
    for (const wrong of [{ payment_method: 'pm_0' }, { confirmation_token: 'ctoken_0' }, { customer: 'cus_0' }]) {
      const call = create({ confirm: true, return_url: RETURN, ...wrong });
      expect(await refusal(call)).toMatchObject({ status: 400, code: 'resource_missing' });
    }
    expect(await refusal(create({ receipt_email: 'ann' }))).toMatchObject({ code: 'email_invalid' });
    expect((await account.stripe.events.list()).data).toEqual([]);
  });
});

test('[confirm-needs-method] without a method there is nothing to confirm', async () => {
  const { id } = await create({});
  const confirm = () => account.stripe.paymentIntents.confirm(id, { return_url: RETURN });
  expect(await refusal(confirm())).toMatchObject({ status: 400, code: 'payment_intent_unexpected_state' });
  await account.stripe.paymentIntents.update(id, { payment_method: 'pm_card_visa' });
  expect((await confirm()).status).toBe('succeeded');
});

test('[not-covered] what is charged while nobody is there is not covered', async () => {
  const offSession = create({ confirm: true, payment_method: 'pm_card_visa', return_url: RETURN, off_session: true });
  expect(await refusal(offSession)).toMatchObject({ code: 'sandbox_not_covered', param: 'off_session' });
});
