import {
  CANCELLED_FRAGMENT,
  INVOICE_FRAGMENT,
  ORDER_FRAGMENT,
  UNVERIFIED_RETURN,
  type OrderRequest,
} from '@stripe-cart/contract';

/** How the buyer came to this page. */
export type Arrival =
  /** From Stripe, with something to ask the proxy about. */
  | { readonly from: 'payment'; readonly ask: OrderRequest }
  /** From Stripe, but the proxy could not vouch for it. */
  | { readonly from: 'unverified' }
  /** By the link of an invoice. */
  | { readonly from: 'invoice'; readonly token: string }
  /** By Stripe's own "back" link. */
  | { readonly from: 'cancelled' };

/** The property of `history.state` that is ours; the page may keep others beside it. */
const STATE_KEY = 'stripeCart';

/** What Stripe appends to a return address of its own accord, and by what it is told from a parameter of the page's. */
const STRIPE_PARAMETERS = {
  session_id: /^cs_\w+$/,
  payment_intent: /^pi_\w+$/,
  payment_intent_client_secret: /^pi_\w+$/,
  redirect_status: /^\w+$/,
};

/**
 * Moves what the proxy and Stripe left in the address to `history.state`, before any other script, link or beacon
 * can read it there. There it survives a reload and Back, and is found again by the next call.
 */
export function takeArrival(): Arrival | null {
  const url = new URL(location.href);
  const arrival = arrivalIn(url);
  let changed = arrival !== null;
  if (changed) url.hash = '';
  for (const [name, pattern] of Object.entries(STRIPE_PARAMETERS)) {
    if (!pattern.test(url.searchParams.get(name) ?? '')) continue;
    url.searchParams.delete(name);
    changed = true;
  }
  if (!changed) return keptArrival();
  return keepArrival(arrival, url.href.replace(/#$/, ''));
}

/** Has a reload and Back find this arrival in place of the one that the address had. @returns it */
export function keepArrival<Kept extends Arrival | null>(arrival: Kept, address?: string): Kept {
  // A cancelled payment is news once; a reload should not tell it again.
  const kept = arrival?.from === 'cancelled' ? null : arrival;
  history.replaceState({ ...history.state, [STATE_KEY]: kept }, '', address);
  return arrival;
}

function arrivalIn(url: URL): Arrival | null {
  const fragment = url.hash.slice(1);
  if (fragment === CANCELLED_FRAGMENT) return { from: 'cancelled' };
  const [key, token] = fragment.split('=');
  if (token && key === INVOICE_FRAGMENT) return { from: key, token };
  if (token && key === ORDER_FRAGMENT)
    return token === UNVERIFIED_RETURN ? { from: 'unverified' } : { from: 'payment', ask: { by: key, token } };
  const session = url.searchParams.get('session_id') ?? '';
  return STRIPE_PARAMETERS.session_id.test(session) ? { from: 'payment', ask: { by: 'session', id: session } } : null;
}

function keptArrival(): Arrival | null {
  const kept: unknown = history.state?.[STATE_KEY];
  return typeof kept === 'object' ? (kept as Arrival | null) : null;
}
