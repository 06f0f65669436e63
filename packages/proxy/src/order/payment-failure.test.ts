import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { PAYMENT_FAILURES, type PaymentFailure } from '@stripe-cart/contract';
import { paymentFailureOf, reasonToTell } from './payment-failure.js';

const failed = (code: string | undefined, declineCode?: string) =>
  ({
    last_payment_error: { code, decline_code: declineCode, message: 'Canary text of Stripe’s', type: 'card_error' },
  }) as unknown as Stripe.PaymentIntent;

test.each<[string | undefined, string | undefined, PaymentFailure]>([
  ['card_declined', 'insufficient_funds', 'insufficient_funds'],
  ['card_declined', 'generic_decline', 'declined'],
  ['card_declined', 'do_not_honor', 'declined'],
  ['expired_card', undefined, 'expired_card'],
  ['card_declined', 'expired_card', 'expired_card'],
  ['incorrect_cvc', 'incorrect_cvc', 'incorrect_cvc'],
  ['incorrect_number', undefined, 'incorrect_number'],
  ['incorrect_zip', undefined, 'incorrect_zip'],
  ['processing_error', undefined, 'processing_error'],
  ['card_declined', 'issuer_not_available', 'processing_error'],
  ['payment_intent_authentication_failure', undefined, 'authentication_failed'],
  ['authentication_required', 'authentication_required', 'authentication_failed'],
  ['card_declined', 'card_not_supported', 'card_not_supported'],
  ['card_declined', 'transaction_not_allowed', 'card_not_supported'],
  ['card_declined', 'currency_not_supported', 'currency_not_supported'],
  ['card_declined', 'card_velocity_exceeded', 'over_limit'],
  ['payment_method_customer_decline', undefined, 'abandoned'],
  ['payment_intent_payment_attempt_expired', undefined, 'abandoned'],
  ['payment_method_not_available', undefined, 'method_unavailable'],
  // What a thief could learn something from is a decline like any other.
  ['card_declined', 'lost_card', 'declined'],
  ['card_declined', 'stolen_card', 'declined'],
  ['card_declined', 'fraudulent', 'declined'],
  ['card_declined', 'pickup_card', 'declined'],
  ['card_declined', 'restricted_card', 'declined'],
  ['card_declined', 'merchant_blacklist', 'declined'],
  // The bank's word decides, also where the error's own would be known.
  ['expired_card', 'stolen_card', 'declined'],
  ['card_declined', 'balance_insufficient', 'insufficient_funds'],
  ['setup_intent_authentication_failure', undefined, 'authentication_failed'],
  ['card_declined', 'three_d_secure_authentication_upstream_error', 'authentication_failed'],
  ['card_declined', 'a_word_nobody_knows_yet', 'declined'],
  ['a_word_nobody_knows_yet', undefined, 'declined'],
  [undefined, undefined, 'declined'],
])('%s, %s is %s', (code, declineCode, failure) => {
  expect(paymentFailureOf(failed(code, declineCode))).toBe(failure);
});

test('whatever Stripe says, the answer is a word of ours', () => {
  fc.assert(
    fc.property(
      fc.option(fc.string(), { nil: undefined }),
      fc.option(fc.string(), { nil: undefined }),
      (code, finer) => {
        expect(PAYMENT_FAILURES).toContain(paymentFailureOf(failed(code, finer)));
      },
    ),
  );
  for (const word of ['constructor', '__proto__', 'toString']) expect(paymentFailureOf(failed(word))).toBe('declined');
});

test('nothing is told where nothing failed, or the money was taken after all', () => {
  expect(paymentFailureOf(null)).toBeNull();
  expect(paymentFailureOf({ last_payment_error: null })).toBeNull();
  const declined = failed('card_declined', 'insufficient_funds');
  for (const status of ['unpaid', 'failed', 'canceled', 'expired'] as const) {
    expect(reasonToTell(status, declined)).toBe('insufficient_funds');
  }
  for (const status of ['paid', 'authorised', 'pending', 'review', 'refunded'] as const) {
    expect(reasonToTell(status, declined)).toBeNull();
  }
});

/** Codes of errors are in the SDK's types; decline codes are in the documentation alone. */
test('every code of an error that is known here is one of Stripe’s', async () => {
  const types = await readFile(
    fileURLToPath(new URL('resources/PaymentIntents.d.ts', import.meta.resolve('stripe'))),
    'utf8',
  );
  const [, codes = ''] = /namespace LastPaymentError \{\s*type Code = ([^;]+);/.exec(types) ?? [];
  const known = [
    'authentication_failure',
    'charge_exceeds_source_limit',
    'charge_exceeds_transaction_limit',
    'expired_card',
    'expired_payment_method',
    'incorrect_address',
    'incorrect_cvc',
    'incorrect_number',
    'incorrect_postal_code',
    'incorrect_zip',
    'insufficient_funds',
    'invalid_card_type',
    'invalid_cvc',
    'invalid_expiry_month',
    'invalid_expiry_year',
    'invalid_number',
    'payment_intent_authentication_failure',
    'payment_intent_incompatible_payment_method',
    'payment_intent_payment_attempt_expired',
    'payment_method_currency_mismatch',
    'payment_method_customer_decline',
    'payment_method_not_available',
    'payment_method_provider_timeout',
    'payment_method_unactivated',
    'payment_method_unexpected_state',
    'payment_method_unsupported_type',
    'postal_code_invalid',
    'processing_error',
  ];
  for (const code of known) {
    expect(codes).toContain(`'${code}'`);
    expect([code, paymentFailureOf(failed(code))]).not.toEqual([code, 'declined']);
  }
});
