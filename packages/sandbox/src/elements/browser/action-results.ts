import type { StripeCheckoutSession } from '@stripe/stripe-js';

/** What an action led to. */
export interface Success {
  readonly type: 'success';
  readonly session: StripeCheckoutSession;
}

/** An error that has no code: its message is for the buyer to read. */
export interface AnyError {
  readonly type: 'error';
  readonly error: { readonly message: string; readonly code: null };
}

export function anyError(message: string): AnyError {
  return { type: 'error', error: { message, code: null } };
}
