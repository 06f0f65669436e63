import { docs, type Rule } from './rule.js';

const JS = 'https://docs.stripe.com/js';
const CHANGELOG = 'https://docs.stripe.com/changelog';
const EXPRESS = 'https://docs.stripe.com/elements/express-checkout-element/accept-a-payment';

/** Rules about Elements for PaymentIntents, and what a browser may ask of an intent. */
export const PAYMENT_ELEMENTS_RULES = {
  // elements()
  'deferred-options': {
    statement:
      'elements() takes a client secret, or a mode with amount and currency, never both; `paymentMethodTypes` is gone',
    source: docs(`${CHANGELOG}/endive/2026-09-30/remove-elements-deferred-intent-payment-method-types`),
    gap: 'Only mode payment. An amount must be above 0; whether Stripe throws at once is not verified. appearance, fonts and locale do something, customer sessions and custom methods are refused as not covered',
  },
  'finished-intent': {
    statement: 'Elements cannot be made for an intent that is paid, held, being processed or canceled: `loaderror`',
    source: docs(`${CHANGELOG}/clover/2025-09-30/client-secret-reuse`),
    gap: 'One that waits for a next action is taken; Stripe refuses some of those',
  },
  'elements-update': {
    statement: 'elements.update() takes another amount, currency or appearance and resolves when the frames have it',
    source: docs(`${JS}/elements_object/update`),
    gap: 'With a client secret a new amount is refused: that is the stricter reading',
  },
  'fetch-updates': {
    statement: 'elements.fetchUpdates() shows an intent that was changed behind the page’s back',
    source: docs(`${JS}/elements_object/fetch_updates`),
    gap: 'That it is refused without a client secret is not verified',
  },
  'elements-submit': {
    statement:
      'elements.submit() marks what is missing; without it Elements that have no intent cannot be confirmed: IntegrationError',
    source: docs('https://github.com/stripe/stripe-js/issues/431'),
    gap: 'It counts for one confirmation, and no more once the Elements were told another amount: both not verified',
  },

  // Confirming
  'elements-agree': {
    statement:
      'An intent of another amount, currency or capture method than its Elements were told is not confirmed: 400',
    source: docs('https://docs.stripe.com/payments/accept-a-payment-deferred'),
    gap: 'An integration has shown the refusal for the currency (antiwork/gumroad#6497); `error.code` is not verified, and `setup_future_usage` is not compared',
  },
  'confirm-payment-outcome': {
    statement:
      'With `if_required` confirmPayment() ends in the intent; a decline is a card_error with its decline code and the intent',
    source: docs(`${JS}/payment_intents/confirm_payment`),
    gap: 'Sentences, and the codes of fields that are not filled in, are ours or missing',
  },
  'confirm-payment-redirect': {
    statement:
      'Without `if_required` confirmPayment() needs a `return_url`, goes there with the intent, its client secret and `redirect_status`, and resolves with an error only',
    source: docs(`${JS}/payment_intents/confirm_payment`),
    gap: 'When the browser comes Back to a page that is still alive, it can confirm again: not verified',
  },
  'confirm-payment-elements': {
    statement: 'confirmPayment() needs a mounted Payment Element, or a wallet whose buyer has just said yes',
    source: docs('https://github.com/stripe/react-stripe-js/issues/456'),
    gap: 'A second confirmPayment() while one is under way is answered with an error: not verified',
  },
  'confirm-payment-buyer': {
    statement:
      'What the Address and Link Authentication Elements collect goes along; what the Payment Element is told never to ask for, the page gives, or IntegrationError',
    source: docs(`${JS}/payment_intents/confirm_payment`),
    gap: 'Nobody has anything saved with Link; a part of an address that is never asked for is not looked at',
  },
  'voucher-overlay': {
    statement: 'A voucher is shown over the page; when it is closed the intent still waits for the buyer, for days',
    source: docs('https://docs.stripe.com/payments/oxxo/accept-a-payment.md?payment-ui=direct-api'),
    gap: 'OXXO only. Published for confirmOxxoPayment, taken for the Payment Element; a session’s voucher is not shown in the page',
  },
  'next-action': {
    statement:
      'handleNextAction() follows an intent that waits for the buyer; for any other it throws IntegrationError',
    source: docs(`${JS}/payment_intents/handle_next_action`),
    gap: 'Challenges, redirects and vouchers only',
  },
  'token-in-browser': {
    statement: 'createConfirmationToken() keeps what the elements hold for a server to confirm with',
    source: docs(`${JS}/confirmation_tokens/create_confirmation_token`),
    gap: '',
  },
  'express-click': {
    statement:
      'A page that listens to the click of a wallet says within a second what it shows, or it stays shut; what it lists is not above the amount',
    source: docs(EXPRESS),
    gap: 'The kinds of error are not verified. Link, Apple Pay and Google Pay are stand-ins that `/_sandbox/wallets` switches; they pay with 4242 4242 4242 4242. The end of the second is not tested',
  },
  'express-shipping': {
    statement:
      'A wallet that asks where to takes an address in one of `allowedShippingCountries`, has ways of shipping to choose from, and waits for the page with each choice',
    source: docs(EXPRESS),
    gap: 'That rates are refused when missing is the stricter reading; the buyer’s address is always the same but for the country, the first that is allowed',
  },
  'express-confirm': {
    statement: 'What a wallet’s buyer said yes to can be confirmed once, within the `confirm` event',
    source: docs('https://github.com/stripe/react-stripe-js/issues/570'),
    gap: 'No wallet asks for another card, and shippingaddresschange never happens',
  },

  // The API, from a browser
  'publishable-params': {
    statement:
      'A publishable key and a client secret read and confirm one intent; amount, metadata and the like are unknown parameters',
    source: docs('https://docs.stripe.com/keys'),
    gap: 'Which refusals have which code is not verified',
  },
  'publishable-shipping': {
    statement: 'Where a secret key has said where an order goes, a browser cannot say another place',
    source: docs('https://github.com/stripe/react-stripe-js/issues/504'),
    gap: '`error.code` not verified; that the same place again is taken is not verified',
  },
} as const satisfies Record<string, Rule>;
