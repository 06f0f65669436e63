import type Stripe from 'stripe';
import type { CheckoutReply } from '@stripe-cart/contract';
import type { Config } from '../config/config.js';
import type { Sale } from './session-params.js';

/** One way to pay a Checkout Session: on which page that is, and what a browser needs to get there. */
export interface SessionMode {
  params(sale: Sale): Stripe.Checkout.SessionCreateParams;
  /**
   * The reply that lets the buyer pay this session, without its resume token; null where it is paid on
   * another page, or Stripe does not show the way in: then it can only be replaced.
   * @throws {Refusal} `misconfigured` where the way in leads somewhere the widget would not go
   */
  wayIn(session: Stripe.Checkout.Session, config: Config): WayIn | null;
}

/** An open reply as far as the session alone makes it. */
export type WayIn = WithoutResume<Extract<CheckoutReply, { status: 'open' }>>;
type WithoutResume<Reply> = Reply extends unknown ? Omit<Reply, 'resume'> : never;
