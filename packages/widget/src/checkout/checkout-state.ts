import type { OrderReply, Quote } from '@stripe-cart/contract';
import type { PricedCart } from '../cart/priced-cart.js';
import type { WidgetProblem } from '../proxy-client.js';
import type { InPageReply } from './modes/open-payment.js';

/**
 * Where a checkout stands, and the only ways from one place to the next. Pure: the controller does the work, this
 * says what it may lead to. A press while something is under way leads nowhere, which is what makes a double click
 * one click.
 */
export type CheckoutState =
  /** An ordinary cart; `notice` is what just became of a payment step that closed by itself. */
  | { readonly at: 'idle'; readonly notice?: string }
  /** Asking what became of an earlier payment, before anyone may pay again. */
  | { readonly at: 'checking' }
  /** The proxy has been asked for a payment. */
  | { readonly at: 'starting' }
  /** On the way to Stripe's page. */
  | { readonly at: 'leaving'; readonly url: string }
  /** In the payment step, in this page. The reply may open the payment to Stripe.js, and lives nowhere but here. */
  | { readonly at: 'paying'; readonly reply: InPageReply }
  /** The catalogue asks another price than the buyer was shown; nothing is paid until they agree. */
  | { readonly at: 'price-changed'; readonly shown: PricedCart; readonly quote: Quote }
  /** It did not work; the cart is as it was. */
  | { readonly at: 'stopped'; readonly problem: WidgetProblem }
  /** The proxy has said what became of the order. */
  | { readonly at: 'answered'; readonly order: OrderReply };

type Place = CheckoutState['at'];

const ANYWHERE = null;

/** From where each place can be reached. From anywhere else, wanting to go there changes nothing. */
const REACHED_FROM: Record<Place, readonly Place[] | typeof ANYWHERE> = {
  idle: ANYWHERE,
  checking: ['idle', 'leaving', 'stopped'],
  starting: ['idle', 'price-changed', 'stopped', 'answered'],
  leaving: ['starting'],
  paying: ['starting'],
  'price-changed': ['starting', 'paying'],
  stopped: ['starting', 'checking', 'paying'],
  answered: ['starting', 'checking', 'paying'],
};

/** @returns the wanted state, or the very same one as before where there is no way from it. */
export function nextState(state: CheckoutState, wanted: CheckoutState): CheckoutState {
  const from = REACHED_FROM[wanted.at];
  return from === ANYWHERE || from.includes(state.at) ? wanted : state;
}

type BusyPlace = 'checking' | 'starting' | 'leaving' | 'paying';

/** While this holds, something is under way and the cart's pay button does nothing. */
export function isBusy(state: CheckoutState): state is Extract<CheckoutState, { at: BusyPlace }> {
  return REACHED_FROM.starting?.includes(state.at) === false;
}
