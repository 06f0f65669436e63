import type { WidgetProblem } from '../proxy-client.js';

/**
 * Where the payment of an invoice stands, and the only ways from one place to the next. Pure: the element does the work.
 * Stripe is told to take the money on the way from `filling` to `confirming`, and nowhere else, so a second press while
 * one confirmation is out leads nowhere.
 */
export type InvoiceState =
  /** The proxy is asked how the invoice stands. */
  | { readonly at: 'asking' }
  /** The proxy would not say, or nobody was there to ask; null where the page was opened by no link, or half of one. */
  | { readonly at: 'stopped'; readonly problem: WidgetProblem | null }
  /** There is nothing to pay here. Why, the invoice's own status says. */
  | { readonly at: 'settled' }
  /** Stripe's fields are being loaded. */
  | { readonly at: 'loading' }
  /** They cannot be had. */
  | { readonly at: 'unavailable' }
  /** The form is the buyer's. */
  | { readonly at: 'filling' }
  /** Stripe has been told, or the buyer's bank is asking them something. */
  | { readonly at: 'confirming' }
  /** The same, for longer than anyone waits. */
  | { readonly at: 'waiting' }
  /** Stripe.js has said its word, or none; the proxy is asked. */
  | { readonly at: 'verifying' }
  /** Nobody could say what became of it; `after` is what Stripe.js had said. */
  | { readonly at: 'unsure'; readonly after: Word };

/** What Stripe.js has said of a press that may have moved money: that it was confirmed, or nothing that can be relied on. */
export type Word = 'confirmed' | 'unknown';

type Place = InvoiceState['at'];

const ANYWHERE = null;

const REACHED_FROM: Record<Place, readonly Place[] | typeof ANYWHERE> = {
  // Another link, or a page that wakes up by Back in the middle of anything: what is known is what the proxy says now.
  asking: ANYWHERE,
  stopped: ['asking'],
  settled: ['asking', 'waiting', 'verifying'],
  loading: ['asking', 'verifying'],
  unavailable: ['loading', 'filling'],
  filling: ['loading', 'filling', 'confirming', 'waiting', 'verifying'],
  confirming: ['filling'],
  waiting: ['confirming'],
  verifying: ['confirming', 'waiting', 'unsure'],
  unsure: ['verifying'],
};

/** @returns the wanted state, or the very same one as before where there is no way from it. */
export function nextInvoiceState(state: InvoiceState, wanted: InvoiceState): InvoiceState {
  const from = REACHED_FROM[wanted.at];
  return from === ANYWHERE || from.includes(state.at) ? wanted : state;
}

const STOPPED: readonly Place[] = ['asking', 'stopped', 'settled', 'unavailable', 'unsure'];

/** While this holds, there is no form: nothing is known, nothing can be paid here, or nobody may press again. */
export function hasStopped({ at }: InvoiceState): boolean {
  return STOPPED.includes(at);
}
