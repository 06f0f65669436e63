import { closeLink } from '../link/close-link.js';
import { cartLinkWayIn } from '../link/cart-link.js';
import { readLink, type FoundLink, type LinkSession } from '../link/read-link.js';
import { fingerprintOf } from '../order/fingerprint.js';
import type { PaymentKind, SalePromise } from '../order/promise.js';
import { readSession, type FoundOrder } from '../order/read-order.js';
import { soldLines } from '../order/sold-lines.js';
import { Refusal } from '../refusal.js';
import type { Checkout } from './checkout.js';
import { expireSession } from './expire-session.js';
import { nextStep, nextStepOfLink, type NextStep } from './next-step.js';
import type { Payable } from './resume-token.js';
import { SESSION_MODES } from './session-modes.js';
import type { WayIn } from './session-mode.js';

/** What an attempt already has at Stripe, as it stands now, and what to do about it. */
export interface EarlierPayment {
  readonly payable: Payable;
  readonly step: NextStep;
  /** Where it can be gone back to. */
  readonly wayIn: WayIn | null;
  /** The session that has been paid, or is being paid. */
  readonly order: { readonly session: string; readonly kind: PaymentKind } | null;
  /** Closes it, and looks again: only what Stripe shows afterwards counts. */
  close(): Promise<EarlierPayment>;
}

/** @returns null where Stripe shows none. @throws {Refusal} `payment_unresolved` where it is not this attempt's */
export function earlierPayment(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  return payable.by === 'session' ? earlierSession(checkout, payable) : earlierLink(checkout, payable);
}

async function earlierSession(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  const { deps, keys, deadline } = checkout;
  const reading = await readSession(deps, keys, payable.id, deadline);
  if (reading.is === 'missing') return null;
  if (reading.is !== 'ours') return notOurs(reading.is);
  const { order } = reading;
  demandOwn(checkout, order.promise);
  const wayIn = await sessionWayIn(checkout, order);
  return {
    payable,
    step: nextStep(order.session.status, order.status, wayIn !== null),
    wayIn,
    order: paidBy(order),
    close: async () => {
      await expireSession(deps, { id: order.session.id, number: order.promise.number }, deadline);
      return again(await earlierSession(checkout, payable));
    },
  };
}

async function earlierLink(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  const { deps, keys, deadline } = checkout;
  const reading = await readLink(deps, keys, payable.id, deadline);
  if (reading.is === 'missing') return null;
  if (reading.is !== 'ours') return notOurs(reading.is);
  const { found } = reading;
  demandOwn(checkout, found.promise);
  const wayIn = await linkWayIn(checkout, found);
  const { number } = found.promise;

  const standing = (isActive: boolean, sessions: readonly LinkSession[]): EarlierPayment => {
    const states = sessions.map(({ session, status }) => ({ sessionStatus: session.status, status }));
    const step = nextStepOfLink(isActive, states, wayIn !== null);
    const settled = sessions.find(({ session, status }) => nextStep(session.status, status, true) === step);
    return {
      payable,
      step,
      wayIn,
      order: settled === undefined ? null : paidBy(settled),
      close: async () => standing(false, await closeLink(deps, keys, { link: payable.id, number }, deadline)),
    };
  };
  return standing(found.link.active, found.sessions);
}

/**
 * A session is gone back to for the same cart, paid on the same kind of page, and where Stripe still shows the way in.
 * It does for an open one; the documentation promises that of a page's address only
 * (https://docs.stripe.com/api/checkout/sessions/object), and says nothing of when a client secret is shown. Without it
 * the session is replaced.
 */
async function sessionWayIn(checkout: Checkout, { session, promise }: FoundOrder): Promise<WayIn | null> {
  const { mode, deps } = checkout;
  if (mode === 'link' || mode === 'intent' || !(await isSameCart(checkout, promise))) return null;
  return SESSION_MODES[mode].wayIn(session, deps.config);
}

async function linkWayIn(checkout: Checkout, { link, promise }: FoundLink): Promise<WayIn | null> {
  if (checkout.mode !== 'link' || !(await isSameCart(checkout, promise))) return null;
  return cartLinkWayIn(link, checkout.deps.config, promise.number);
}

const isSameCart = async ({ cart }: Checkout, { fingerprint }: SalePromise): Promise<boolean> =>
  fingerprint === (await fingerprintOf(cart.currency, soldLines(cart)));

const paidBy = ({ session, promise }: LinkSession) => ({ session: session.id, kind: promise.kind });

function demandOwn({ attempt }: Checkout, promise: SalePromise): void {
  if (promise.attempt !== attempt.id) notOurs('of another attempt');
}

const again = (found: EarlierPayment | null): EarlierPayment => found ?? notOurs('missing');

function notOurs(what: string): never {
  throw new Refusal({ code: 'payment_unresolved' }, { note: `the earlier payment is ${what}` });
}
