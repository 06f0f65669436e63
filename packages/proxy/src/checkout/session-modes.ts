import type { CheckoutMode } from '@stripe-cart/contract';
import { elementsSession } from './elements-session.js';
import { embeddedSession } from './embedded-session.js';
import { hostedSession } from './hosted-session.js';
import type { SessionMode } from './session-mode.js';

/** The ways to pay in which the proxy makes a Checkout Session: all but the payment link and the PaymentIntent. */
export const SESSION_MODES: Readonly<Record<Exclude<CheckoutMode, 'link' | 'intent'>, SessionMode>> = {
  hosted: hostedSession,
  embedded: embeddedSession,
  elements: elementsSession,
};
