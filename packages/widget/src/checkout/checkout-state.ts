import type { OrderReply, Quote } from '@stripe-cart/contract';
import type { PricedCart } from '../cart/priced-cart.js';
import type { WidgetProblem } from '../proxy-client.js';

/**
 * Where a checkout stands, and the only ways from one place to the next. Pure: the controller does the work, this
 * says what it may lead to. A press while something is under way leads nowhere, which is what makes a double click
 * one click.
 */
export type CheckoutState =
  | { readonly at: 'idle' }
  /** Asking what became of an earlier payment, before anyone may pay again. */
  | { readonly at: 'checking' }
  /** The proxy has been asked for a payment. */
  | { readonly at: 'starting' }
  /** On the way to Stripe's page. */
  | { readonly at: 'leaving'; readonly url: string }
  /** The catalogue asks another price than the buyer was shown; nothing is paid until they agree. */
  | { readonly at: 'price-changed'; readonly shown: PricedCart; readonly quote: Quote }
  /** It did not work; the cart is as it was. */
  | { readonly at: 'stopped'; readonly problem: WidgetProblem }
  /** The proxy has said what became of the order. */
  | { readonly at: 'answered'; readonly order: OrderReply };

export type CheckoutEvent =
  | { readonly type: 'check' }
  | { readonly type: 'start' }
  | { readonly type: 'open'; readonly url: string }
  | { readonly type: 'reprice'; readonly shown: PricedCart; readonly quote: Quote }
  | { readonly type: 'fail'; readonly problem: WidgetProblem }
  | { readonly type: 'answer'; readonly order: OrderReply }
  /** Nothing was found, or the buyer has read what there was to read, or came back by the Back button. */
  | { readonly type: 'rest' };

type Place = CheckoutState['at'];

/** From where each event is heard. From anywhere else it changes nothing. */
const HEARD_AT: Record<CheckoutEvent['type'], readonly Place[]> = {
  check: ['idle', 'leaving', 'stopped'],
  start: ['idle', 'price-changed', 'stopped', 'answered'],
  open: ['starting'],
  reprice: ['starting'],
  fail: ['starting', 'checking'],
  answer: ['starting', 'checking'],
  rest: ['idle', 'checking', 'starting', 'leaving', 'price-changed', 'stopped', 'answered'],
};

/** @returns the very same state where the event is not heard. */
export function nextState(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  if (!HEARD_AT[event.type].includes(state.at)) return state;
  switch (event.type) {
    case 'check':
      return { at: 'checking' };
    case 'start':
      return { at: 'starting' };
    case 'open':
      return { at: 'leaving', url: event.url };
    case 'reprice':
      return { at: 'price-changed', shown: event.shown, quote: event.quote };
    case 'fail':
      return { at: 'stopped', problem: event.problem };
    case 'answer':
      return { at: 'answered', order: event.order };
    case 'rest':
      return { at: 'idle' };
  }
}

/** While this holds, the buyer waits and the pay button does nothing. */
export function isBusy({ at }: CheckoutState): boolean {
  return at === 'checking' || at === 'starting' || at === 'leaving';
}
