/** What a buyer does when the bank asks whether it is them. */
export type Answer = 'Complete authentication' | 'Fail authentication' | 'Close' | 'Escape';

/** A card of Stripe's for tests, what a buyer does with it, and what they are to read. */
export interface PaymentOutcome {
  readonly card: string;
  /** Only where the bank asks. */
  readonly answer?: Answer;
  /** What the payment step says; null where it is paid at once. */
  readonly refusal: string | null;
}

const GENERAL = 'Your bank has declined this payment. Nothing was charged.';
const NOT_ENOUGH = 'There is not enough money on this card or account. Nothing was charged.';
const NOT_CONFIRMED = 'Your bank could not confirm that it was you. Nothing was charged.';

/**
 * Stripe's documented test cards and outcomes (https://docs.stripe.com/testing). What the bank calls lost, stolen or
 * fraudulent is not told to whoever stands in the shop: they read what any other declined buyer reads.
 */
export const PAYMENT_OUTCOMES: Readonly<Record<string, PaymentOutcome>> = {
  'a card that pays': { card: '4242424242424242', refusal: null },
  'a declined card': { card: '4000000000000002', refusal: GENERAL },
  'insufficient funds': { card: '4000000000009995', refusal: NOT_ENOUGH },
  'a lost card': { card: '4000000000009987', refusal: GENERAL },
  'a stolen card': { card: '4000000000009979', refusal: GENERAL },
  'a fraudulent card': { card: '4100000000000019', refusal: GENERAL },
  'a card over its limit': { card: '4000000000006975', refusal: 'This card or account is over its limit.' },
  'an expired card': { card: '4000000000000069', refusal: 'This card has expired.' },
  'a wrong security code': { card: '4000000000000127', refusal: 'The security code is not right.' },
  'a processing error': {
    card: '4000000000000119',
    refusal: 'The bank had trouble with this payment. Nothing was charged.',
  },
  '3D Secure passed': { card: '4000002760003184', answer: 'Complete authentication', refusal: null },
  '3D Secure failed': { card: '4000002760003184', answer: 'Fail authentication', refusal: NOT_CONFIRMED },
  '3D Secure closed': { card: '4000002760003184', answer: 'Close', refusal: NOT_CONFIRMED },
  '3D Secure left with Escape': { card: '4000002760003184', answer: 'Escape', refusal: NOT_CONFIRMED },
  '3D Secure unless set up before': { card: '4000002500003155', answer: 'Complete authentication', refusal: null },
  '3D Secure passed, and then declined': {
    card: '4000008400001629',
    answer: 'Complete authentication',
    refusal: GENERAL,
  },
  '3D Secure passed, and then insufficient funds': {
    card: '4000008260003178',
    answer: 'Complete authentication',
    refusal: NOT_ENOUGH,
  },
  '3D Secure optional': { card: '4000000000003055', refusal: null },
  '3D Secure not available': { card: '4000008400001280', refusal: GENERAL },
};
