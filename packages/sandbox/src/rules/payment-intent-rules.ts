import { docs, sdk, type Rule } from './rule.js';

/** Rules about PaymentIntents that the shop makes itself, ConfirmationTokens and SetupIntents. */
export const PAYMENT_INTENT_RULES = {
  'confirm-needs-method': {
    statement: 'An intent is confirmed with a payment method: the one given, or the one that it has',
    source: docs('https://docs.stripe.com/payments/paymentintents/lifecycle'),
    gap: '`payment_intent_unexpected_state` not verified',
  },
  'intent-methods': {
    statement:
      'An intent is paid with a method it offers: those of the account that its currency allows, less what `allowed_` and `excluded_payment_method_types` leave out',
    source: docs('https://docs.stripe.com/changelog/dahlia/2026-07-29/allowed-payment-method-types-parameter'),
    gap: '`error.code` of a method that it does not offer is not verified',
  },
  'intent-return-url': {
    statement:
      'Where automatic methods may redirect, whoever confirms gives a `return_url`, also for a method that does not: on creation only with `confirm`',
    source: sdk('PaymentIntents.d.ts', 'The URL to redirect your customer back to after they authenticate or cancel'),
    gap: '`error.code` not verified. That a confirmation by Stripe.js needs one as well is the stricter reading',
  },
  'setup-intents': {
    statement: 'A SetupIntent is set up once; after that, or once canceled, it is `setup_intent_unexpected_state`',
    source: sdk('SetupIntents.d.ts', 'A SetupIntent guides you through the process of setting up'),
    gap: 'Made by Checkout and subscriptions only, and read with the secret key; creating, confirming and cancelling one are not covered',
  },
} as const satisfies Record<string, Rule>;
