import { randomText } from '../account/identifier.js';

/** How the bank answers one of Stripe's test cards. https://docs.stripe.com/testing#declined-payments */
export interface CardOutcome {
  readonly brand: string;
  /** Null when the payment succeeds. */
  readonly decline: { readonly code: string; readonly declineCode: string | null; readonly message: string } | null;
}

/** Payment methods of other kinds, delayed ones among them, get their own table beside this one. */
const CARDS: Readonly<Record<string, CardOutcome>> = {
  '4242424242424242': { brand: 'visa', decline: null },
  '4000056655665556': { brand: 'visa', decline: null },
  '5555555555554444': { brand: 'mastercard', decline: null },
  '5200828282828210': { brand: 'mastercard', decline: null },
  '378282246310005': { brand: 'amex', decline: null },
  '6011111111111117': { brand: 'discover', decline: null },
  '4000000000000002': declined('card_declined', 'generic_decline', 'Your card was declined.'),
  '4000000000009995': declined('card_declined', 'insufficient_funds', 'Your card has insufficient funds.'),
  '4000000000009987': declined('card_declined', 'lost_card', 'Your card was declined.'),
  '4000000000009979': declined('card_declined', 'stolen_card', 'Your card was declined.'),
  '4000000000000069': declined('expired_card', null, 'Your card has expired.'),
  '4000000000000127': declined('incorrect_cvc', null, "Your card's security code is incorrect."),
  '4000000000000119': declined('processing_error', null, 'An error occurred while processing your card. Try again.'),
  '4000000000006975': declined('card_declined', 'card_velocity_exceeded', 'Your card was declined.'),
};

function declined(code: string, declineCode: string | null, message: string): CardOutcome {
  return { brand: 'visa', decline: { code, declineCode, message } };
}

/** The card the buyer uses when a test asks for no particular one. */
export const CARD_THAT_PAYS = '4242424242424242';
export const CARD_THAT_IS_DECLINED = '4000000000000002';

/** Null for a number that is not one of Stripe's test cards: in test mode Stripe takes no other. */
export function outcomeOf(cardNumber: string): CardOutcome | null {
  const digits = cardNumber.replaceAll(/[\s-]/g, '');
  return Object.hasOwn(CARDS, digits) ? (CARDS[digits] ?? null) : null;
}

/** A client secret for the PaymentIntent `id`. */
export function clientSecretOf(id: string): string {
  return `${id}_secret_${randomText(25)}`;
}
