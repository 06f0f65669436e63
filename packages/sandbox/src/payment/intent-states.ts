/**
 * What can happen to a PaymentIntent:
 * - `given`: a payment method, which is still to be confirmed
 * - `challenged`: the bank wants the buyer first, in a 3D Secure challenge or on its own site
 * - `instructed`: the buyer has a voucher and will pay at a till, days later
 * - `submitted`: a delayed method has been asked for the money and will answer days later
 * - `authorized`: the bank holds the money until the shop captures it
 * - `paid`: the money is there
 * - `declined`: it is not, and the next try needs a payment method
 * - `abandoned`: what is being paid for was changed before the buyer had answered
 * - `canceled`: nobody will pay it any more, and what the bank held is free again
 */
export type Happening =
  'given' | 'challenged' | 'instructed' | 'submitted' | 'authorized' | 'paid' | 'declined' | 'abandoned' | 'canceled';

type Steps = Readonly<Partial<Record<Happening, string>>>;

/** While the buyer has the next move, each try may end in any way, and a second try puts the first one aside. */
const BUYERS_MOVE: Steps = {
  given: 'requires_confirmation',
  challenged: 'requires_action',
  instructed: 'requires_action',
  submitted: 'processing',
  authorized: 'requires_capture',
  paid: 'succeeded',
  declined: 'requires_payment_method',
  abandoned: 'requires_payment_method',
  canceled: 'canceled',
};

/** By status, all of them. https://docs.stripe.com/payments/paymentintents/lifecycle */
const TRANSITIONS: Readonly<Record<string, Steps>> = {
  requires_payment_method: BUYERS_MOVE,
  requires_confirmation: BUYERS_MOVE,
  requires_action: BUYERS_MOVE,
  // The bank has the next move: nobody can pay again or cancel meanwhile.
  processing: { paid: 'succeeded', declined: 'requires_payment_method' },
  // The shop has it.
  requires_capture: { paid: 'succeeded', canceled: 'canceled' },
  succeeded: {},
  canceled: {},
};

/** The status after `happening`, or null where Stripe would refuse it. */
export function statusAfter(status: string, happening: Happening): string | null {
  return TRANSITIONS[status]?.[happening] ?? null;
}

/** Whether a buyer may confirm: with a new method, or with the one that was waiting for something. */
export function isConfirmable(status: string): boolean {
  return TRANSITIONS[status] === BUYERS_MOVE;
}
