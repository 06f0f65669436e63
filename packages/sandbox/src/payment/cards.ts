/** Why a payment was refused, in the words of Stripe's API. */
export interface Decline {
  /** `error.code`. */
  readonly code: string;
  /** `error.decline_code`, where a bank gave one. */
  readonly declineCode: string | null;
  /** For the buyer to read. */
  readonly message: string;
}

/** How the bank answers one of Stripe's test cards. */
export interface TestCard {
  readonly number: string;
  readonly brand: string;
  /** What the card is for, to show beside its number. */
  readonly does: string;
  /**
   * 3D Secure: `required` stops for a challenge; `optional` and `unsupported` are charged without one, as Stripe does when no rule asks;
   * `unavailable` needs one that the bank's server fails to start.
   */
  readonly authentication: 'required' | 'optional' | 'unavailable' | 'unsupported';
  /** Null when the payment succeeds, once authenticated where that is required. */
  readonly decline: Decline | null;
  /** Not challenged any more once the buyer has set it up for later. */
  readonly trustedOnceSetUp?: true;
  /** Can be set up for later all the same; it is the charge that is refused. */
  readonly setsUp?: true;
  /** What is given back to it comes back to the shop, days later. */
  readonly failsRefunds?: true;
  /** The page that lists the card. */
  readonly source: string;
}

const TESTING = 'https://docs.stripe.com/testing';

const declined = (declineCode: string, message = 'Your card was declined.'): Decline => ({
  code: 'card_declined',
  declineCode,
  message,
});

const pays = (number: string, brand: string, authentication: TestCard['authentication'] = 'unsupported'): TestCard => ({
  number,
  brand,
  does: 'pays',
  authentication,
  decline: null,
  source: `${TESTING}#cards`,
});

const refuses = (number: string, does: string, decline: Decline): TestCard => ({
  number,
  brand: 'visa',
  does,
  authentication: 'optional',
  decline,
  source: `${TESTING}#declined-payments`,
});

const authenticates = (
  number: string,
  does: string,
  authentication: TestCard['authentication'],
  decline: Decline | null = null,
): TestCard => ({ number, brand: 'visa', does, authentication, decline, source: `${TESTING}#regulatory-cards` });

/** Every test card of the sandbox. Pages show it for a click to fill; in test mode Stripe takes no other number. */
export const TEST_CARDS: readonly TestCard[] = [
  pays('4242424242424242', 'visa', 'optional'),
  pays('4000056655665556', 'visa'),
  pays('5555555555554444', 'mastercard', 'optional'),
  pays('2223003122003222', 'mastercard'),
  pays('5200828282828210', 'mastercard'),
  pays('378282246310005', 'amex'),
  pays('6011111111111117', 'discover'),
  {
    ...pays('4000000000005126', 'visa', 'optional'),
    does: 'pays, and no refund arrives',
    failsRefunds: true,
    source: `${TESTING}#refunds`,
  },
  refuses('4000000000000002', 'is declined', declined('generic_decline')),
  refuses(
    '4000000000009995',
    'has insufficient funds',
    declined('insufficient_funds', 'Your card has insufficient funds.'),
  ),
  { ...refuses('4000000000000341', 'can be saved, and is then declined', declined('generic_decline')), setsUp: true },
  refuses('4000000000009987', 'is reported lost', declined('lost_card')),
  refuses('4000000000009979', 'is reported stolen', declined('stolen_card')),
  refuses('4100000000000019', 'is blocked as fraudulent', declined('fraudulent')),
  refuses('4000000000006975', 'is used too often', declined('card_velocity_exceeded')),
  refuses('4000000000000069', 'has expired', {
    code: 'expired_card',
    declineCode: null,
    message: 'Your card has expired.',
  }),
  refuses('4000000000000127', 'has another security code', {
    code: 'incorrect_cvc',
    declineCode: null,
    message: 'Your card’s security code is incorrect.',
  }),
  refuses('4000000000000119', 'meets a processing error', {
    code: 'processing_error',
    declineCode: null,
    message: 'An error occurred while processing your card. Try again in a little bit.',
  }),
  {
    ...authenticates('4000002500003155', 'asks for 3D Secure, unless saved before', 'required'),
    trustedOnceSetUp: true,
  },
  authenticates('4000002760003184', 'asks for 3D Secure every time', 'required'),
  authenticates('4000000000003220', 'asks for 3D Secure', 'required'),
  authenticates('4000008400001629', 'asks for 3D Secure, then is declined', 'required', declined('generic_decline')),
  authenticates(
    '4000008260003178',
    'asks for 3D Secure, then has insufficient funds',
    'required',
    declined('insufficient_funds', 'Your card has insufficient funds.'),
  ),
  authenticates('4000008400001280', 'needs 3D Secure that is out of order', 'unavailable', declined('generic_decline')),
  authenticates('4000000000003055', 'supports 3D Secure, which nobody asks for', 'optional'),
];

const BY_NUMBER = new Map(TEST_CARDS.map((card) => [card.number, card]));

/** The card the buyer uses when a test asks for no particular one. */
export const CARD_THAT_PAYS = '4242424242424242';
export const CARD_THAT_IS_DECLINED = '4000000000000002';

export interface CardDetails {
  /** Spaces and dashes are passed over. */
  readonly number: string;
  /** 1 to 12. */
  readonly expMonth: number;
  /** Four digits. */
  readonly expYear: number;
  readonly cvc: string;
}

/** The test card of that number, or null: in test mode Stripe takes no other. */
export function cardOf(number: string): TestCard | null {
  return BY_NUMBER.get(number.replaceAll(/[\s-]/g, '')) ?? null;
}

/**
 * What Stripe refuses before any bank is asked: the PaymentIntent does not hear of it.
 *
 * @param now seconds since the epoch
 */
export function problemWith(details: CardDetails, now: number): Decline | null {
  const digits = details.number.replaceAll(/[\s-]/g, '');
  const refuse = (code: string, message: string, declineCode: string | null = null): Decline => ({
    code,
    declineCode,
    message,
  });
  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits))
    return refuse('incorrect_number', 'Your card number is incorrect.');
  if (!(Number.isInteger(details.expMonth) && details.expMonth >= 1 && details.expMonth <= 12)) {
    return refuse('invalid_expiry_month', 'Your card’s expiration month is invalid.');
  }
  const card = cardOf(digits);
  if (!(Number.isInteger(details.expYear) && isAhead(details, now)))
    return refuse('invalid_expiry_year', 'Your card’s expiration year is invalid.');
  const length = card?.brand === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/;
  if (!length.test(details.cvc)) return refuse('invalid_cvc', 'Your card’s security code is invalid.');
  if (!card)
    return refuse(
      'card_declined',
      'Your card was declined. This is not one of Stripe’s test cards: try 4242 4242 4242 4242.',
      'test_mode_live_card',
    );
  return null;
}

/** Good to the end of its month, and for no more than fifty years. */
function isAhead({ expMonth, expYear }: CardDetails, now: number): boolean {
  const end = Date.UTC(expYear, expMonth) / 1000;
  return expYear > 999 && end > now && expYear <= new Date(now * 1000).getUTCFullYear() + 50;
}

/** The check digit of a card number. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
