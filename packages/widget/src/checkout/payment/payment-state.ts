/**
 * Where the payment step stands, and the only ways from one place to the next. Pure: `payment-step.ts` does the work.
 * Stripe is told to take the money on the way to `confirming`, and nowhere else. So while one
 * confirmation is out, no second one can begin.
 */
export type PaymentState =
  /** Stripe.js, the payment and its fields are being loaded. A wallet may be there before them. */
  | { readonly at: 'loading' }
  /** They cannot be had. Stripe's own page is offered. */
  | { readonly at: 'unavailable' }
  /** The form is the buyer's. `notice` is what became of their last press. */
  | { readonly at: 'filling'; readonly notice: string }
  /** The fields are looked through, Stripe has been told, or the buyer's bank is asking them something. */
  | { readonly at: 'confirming' }
  /** The same, for longer than anyone waits. */
  | { readonly at: 'waiting' }
  /** Stripe.js has said its word, or none; the proxy is asked. */
  | { readonly at: 'verifying' }
  /** Nobody could say what became of it. */
  | { readonly at: 'unsure' }
  /** It was not paid in time and cannot be paid any more. */
  | { readonly at: 'expired' };

type Place = PaymentState['at'];

const REACHED_FROM: Record<Place, readonly Place[]> = {
  loading: [],
  unavailable: ['loading', 'filling', 'verifying'],
  filling: ['loading', 'filling', 'confirming', 'waiting', 'verifying'],
  confirming: ['filling', 'loading'],
  waiting: ['confirming'],
  verifying: ['loading', 'filling', 'confirming', 'waiting', 'unsure'],
  unsure: ['verifying'],
  expired: ['waiting', 'verifying'],
};

/** @returns the wanted state, or the very same one as before where there is no way from it. */
export function nextPaymentState(state: PaymentState, wanted: PaymentState): PaymentState {
  return REACHED_FROM[wanted.at].includes(state.at) ? wanted : state;
}

/** While this holds, money may be moving: the button is locked, and the step cannot be left. */
export function isLocked({ at }: PaymentState): boolean {
  return at === 'confirming' || at === 'verifying';
}

/** While this holds, the form is of no use. */
export function hasStopped({ at }: PaymentState): boolean {
  return at === 'unavailable' || at === 'expired' || at === 'unsure';
}

/** While this holds, the step follows the cart: nothing has been confirmed of what was shown. */
export function isFollowing(state: PaymentState): boolean {
  return !isLocked(state) && state.at !== 'waiting' && state.at !== 'unsure';
}
