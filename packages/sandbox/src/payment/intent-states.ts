/**
 * What can happen to a PaymentIntent of a Checkout Session:
 * - `challenged`: the bank wants the buyer first, in a 3D Secure challenge or on its own site
 * - `submitted`: a delayed method has been asked for the money and will answer days later
 * - `paid`: the money is there
 * - `declined`: it is not, and the next try needs a payment method
 * - `abandoned`: what is being paid for was changed before the buyer had answered
 * - `canceled`: the session ended before it was paid
 */
export type Happening = 'challenged' | 'submitted' | 'paid' | 'declined' | 'abandoned' | 'canceled';

type Steps = Readonly<Partial<Record<Happening, string>>>;

/** While the buyer has the next move, each try may end in any way, and a second try puts the first one aside. */
const BUYERS_MOVE: Steps = {
  challenged: 'requires_action',
  submitted: 'processing',
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
  // Manual capture is not covered: no payment of the sandbox gets here.
  requires_capture: {},
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
