import { docs, sdk, type Rule } from './rule.js';

const INTENTS = 'PaymentIntents.d.ts';

/** Rules about PaymentIntents that the shop makes itself, ConfirmationTokens and SetupIntents. */
export const PAYMENT_INTENT_RULES = {
  // Making one
  'intent-amount': {
    statement: 'The amount of a PaymentIntent is a positive integer, of at least the smallest charge of its currency',
    source: sdk(INTENTS, 'A positive integer representing how much to charge'),
    gap: 'The smallest charge of a currency that Stripe gives no figure for is 1',
  },
  'intent-methods': {
    statement:
      'An intent is paid with a method it offers: those of the account that its currency allows, by default with redirects, less what `allowed_`, `excluded_payment_method_types` and `allow_redirects` leave out',
    source: docs('https://docs.stripe.com/changelog/dahlia/2026-07-29/allowed-payment-method-types-parameter'),
    gap: '`error.code` of a method that it does not offer is not verified; `automatic_payment_methods` switched off is not covered',
  },
  'intent-method-types': {
    statement: '`payment_method_types` is `payment_method_types_no_longer_supported`',
    source: docs(
      'https://docs.stripe.com/changelog/endive/2026-09-30/removes-the-payment-method-types-parameter-from-payment-intents-and-setup-intents',
    ),
    gap: 'dahlia still takes it, which is not covered',
  },
  'confirm-only': {
    statement: 'A ConfirmationToken or `use_stripe_sdk` is for creation with `confirm` only',
    source: docs('https://docs.stripe.com/api/payment_intents/create'),
    gap: 'Not verified',
  },
  'intent-return-url': {
    statement:
      'Where automatic methods may redirect, whoever confirms gives a `return_url`, also for a method that does not: on creation only with `confirm`',
    source: sdk(INTENTS, 'The URL to redirect your customer back to after they authenticate or cancel'),
    gap: '`error.code` not verified. That a confirmation by Stripe.js needs one as well is the stricter reading',
  },

  // Changing and ending it
  'intent-update': {
    statement:
      'Amount, currency, customer, method and address change until it is confirmed for good; description, metadata and receipt email always',
    source: docs('https://docs.stripe.com/payments/payment-intents'),
    gap: 'A change while a challenge is open puts that aside, and the buyer confirms again: not verified. That a shipping address stays after success is the stricter reading; the methods offered do not follow another currency',
  },
  'owned-intent': {
    statement: 'The PaymentIntent that an invoice made is changed and canceled with the invoice only',
    source: sdk('InvoicePayments.d.ts', 'edited or canceled directly'),
    gap: '`error.code` not verified',
  },
  'intent-cancel': {
    statement: 'An intent is canceled until it has succeeded or is being processed; what a bank held is given back',
    source: sdk(INTENTS, 'You can cancel a PaymentIntent object when it'),
    gap: '`cancellation_reason` is `automatic` whatever else ends it, a void invoice too. Stripe can cancel one that is being processed in rare cases',
  },

  // Confirming it
  'confirm-needs-method': {
    statement: 'An intent is confirmed with a payment method: the one given, or the one that it has',
    source: docs('https://docs.stripe.com/payments/paymentintents/lifecycle'),
    gap: '`payment_intent_unexpected_state` not verified',
  },
  'kept-methods': {
    statement: 'A PaymentMethod is its customer’s, and for nobody else’s intent; without a customer it pays once',
    source: sdk(INTENTS, 'Payment methods attached to other Customers cannot be used'),
    gap: '`error.code` not verified; for intents of the shop’s own and invoices’',
  },
  'intent-declined': {
    statement:
      'A decline is 402 `card_error` with the intent in it, which waits for another method; the answer is kept for the idempotency key',
    source: docs('https://docs.stripe.com/declines'),
    gap: '`param`, `payment_method` and `request_log_url` of the error are left out',
  },
  'test-payment-methods': {
    statement: 'Stripe’s test PaymentMethods, such as `pm_card_visa`, stand for test cards',
    source: docs('https://docs.stripe.com/testing'),
    gap: 'Fourteen of them',
  },
  'server-challenge': {
    statement:
      'A challenge is `use_stripe_sdk` for Stripe.js and ConfirmationTokens, and a redirect where a server confirms without',
    source: sdk(INTENTS, 'Set to `true` when confirming server-side and using Stripe.js'),
    gap: '',
  },
  'return-params': {
    statement:
      'Whoever comes back finds `payment_intent`, `payment_intent_client_secret` and `redirect_status` added to the query of the return address',
    source: docs('https://docs.stripe.com/payments/accept-a-payment'),
    gap: '`redirect_status` of a debit that is being processed is not verified: `pending`',
  },
  vouchers: {
    statement:
      'A voucher is an instruction: `requires_action` with `oxxo_display_details` until the buyer has been to the till, or it runs out',
    source: docs('https://docs.stripe.com/payments/oxxo/accept-a-payment'),
    gap: 'OXXO only. It is paid after three minutes, or `fill_never` and `expire_with_delay` in the address keep it from that; the voucher has no page of its own; it is `pending` in `redirect_status`, which is not verified',
  },
  'manual-capture': {
    statement:
      'With `capture_method` manual the bank holds the money: `requires_capture` until the shop captures all or part of it, or cancels; after seven days it is canceled',
    source: docs('https://docs.stripe.com/payments/place-a-hold-on-a-payment-method'),
    gap: 'Seven days for every card; for card, Amazon Pay and Revolut Pay. Incremental and several captures are not covered',
  },
  'hold-released': {
    statement:
      'What is held and not captured is free again without a refund: the charge shows none, nobody is told of one, and an intent whose time ran out is canceled as `expired`',
    source: docs(
      'https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow',
    ),
    gap: 'That the shop’s own cancelling is told by `payment_intent.canceled` alone, and that a charge of which all that was captured is given back says `refunded`, is not verified',
  },
  'intent-client-secret': {
    statement: 'With its client secret a browser sees one intent, without customer, metadata or charge',
    source: sdk(INTENTS, 'Used for client-side retrieval using a publishable key'),
    gap: '',
  },
  'confirmation-token': {
    statement:
      'A ConfirmationToken confirms one intent, within fifteen minutes, with the amount, currency and way of capturing that its Elements had',
    source: sdk('ConfirmationTokens.d.ts', 'Time at which this ConfirmationToken expires'),
    gap: 'Fifteen minutes are from Stripe’s Android SDK, an example in the API’s reference has twelve hours; that one declined try uses it up is the stricter reading; the errors are not verified. `mandate_data` and `payment_method_options` are null',
  },
  'setup-intents': {
    statement: 'A SetupIntent is set up once; after that, or once canceled, it is `setup_intent_unexpected_state`',
    source: sdk('SetupIntents.d.ts', 'A SetupIntent guides you through the process of setting up'),
    gap: 'Made by Checkout and subscriptions only, and read with the secret key; creating, confirming and cancelling one are not covered',
  },
} as const satisfies Record<string, Rule>;
