import { readSession } from '../order/read-session.js';
import type { FoundSession } from '../order/session-order.js';
import type { Checkout } from './checkout.js';
import type { EarlierPayment } from './earlier-payment.js';
import { expireSession } from './expire-session.js';
import { endSubscription, goesOn } from '../subscription/end-subscription.js';
import { mayBegin, nextStep } from './next-step.js';
import type { Payable } from './resume-token.js';
import { again, demandOwn, isSameCart, notOurs } from './same-attempt.js';
import type { WayIn } from './session-mode.js';
import { SESSION_MODES } from './session-modes.js';

export async function earlierSession(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  const { deps, keys, deadline } = checkout;
  const reading = await readSession(deps, keys, payable.id, deadline);
  if (reading.is === 'missing') return null;
  if (reading.is !== 'ours') return notOurs(reading.is);
  const { session, promise, status, paidBy } = reading.order;
  demandOwn(checkout, promise);
  const wayIn = await sessionWayIn(checkout, reading.order);
  const isBegun = session.mode === 'subscription' && session.status === 'complete';
  const isGoingOn = isBegun && mayBegin(status) && (await goesOn(deps, session, deadline));
  return {
    payable,
    step: nextStep(session.status, status, wayIn !== null, isGoingOn),
    wayIn,
    order: { paidBy, promise },
    close: async () => {
      if (isGoingOn) await endSubscription(deps, session, promise.number, deadline);
      else await expireSession(deps, { id: session.id, number: promise.number }, deadline);
      return again(await earlierSession(checkout, payable));
    },
  };
}

/**
 * A session is gone back to for the same cart, paid on the same kind of page, and where Stripe still shows the way in.
 * It does for an open one; the documentation promises that of a page's address only
 * (https://docs.stripe.com/api/checkout/sessions/object), and says nothing of when a client secret is shown. Without it
 * the session is replaced.
 */
async function sessionWayIn(checkout: Checkout, { session, promise }: FoundSession): Promise<WayIn | null> {
  const { mode, deps } = checkout;
  if (mode === 'link' || mode === 'intent' || !(await isSameCart(checkout, promise))) return null;
  return SESSION_MODES[mode].wayIn(session, deps.config);
}
