import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import { nextStep, type NextStep } from '../checkout/next-step.js';
import type { Keyring } from '../order/keyring.js';
import { bearsName, promiseIn, type SalePromise } from '../order/promise.js';
import type { ReadingDeps } from '../order/reading.js';
import type { FoundSession } from '../order/session-order.js';
import { verdict } from '../order/verdict.js';
import { Refusal } from '../refusal.js';

/** A payment link that was made for one attempt, with its sessions that are not expired, as Stripe has them now. */
export interface FoundLink {
  readonly link: Stripe.PaymentLink;
  readonly promise: SalePromise;
  readonly sessions: readonly LinkSession[];
}

/**
 * A session of a link, judged without its lines: that money was taken can be told without them, and what for is `review`
 * until the session itself is read.
 */
export type LinkSession = Pick<FoundSession, 'session' | 'promise' | 'status'>;

export type LinkReading =
  | { readonly is: 'ours'; readonly found: FoundLink }
  /** Stripe shows no link of this id to this key. */
  | { readonly is: 'missing' }
  /** Not made by this shop for an attempt, or changed by somebody since. */
  | { readonly is: 'foreign' };

/**
 * Reads a link in three calls.
 * @throws {Refusal} `payment_unresolved` where a session of it cannot be judged
 */
export async function readLink(
  deps: ReadingDeps,
  keys: Keyring,
  id: string,
  deadline: AbortSignal,
): Promise<LinkReading> {
  const { config, gateway } = deps;
  const link = await gateway.retrieveLink(id, deadline);
  if (link === null) return { is: 'missing' };
  const isNamed = link.livemode === config.stripe.livemode && bearsName(link.metadata, config.shop);
  const promise = isNamed ? await promiseIn(link.metadata, config.shop, keys) : null;
  if (promise?.kind !== 'link') return { is: 'foreign' };
  return { is: 'ours', found: { link, promise, sessions: await sessionsOf(deps, keys, id, deadline) } };
}

/**
 * The sessions of a link that was made for one attempt: the latest 100 that are open, and all that are complete. Those
 * that expired can never be paid, and anybody's visit may have opened them, so they are not even looked at. The open
 * ones come first: what is completed between the two calls is then seen as complete, and nothing is missed.
 */
export async function sessionsOf(
  { config, gateway }: ReadingDeps,
  keys: Keyring,
  link: string,
  deadline: AbortSignal,
): Promise<LinkSession[]> {
  const open = await gateway.listSessionsOfLink(link, 'open', deadline);
  const complete = await gateway.listSessionsOfLink(link, 'complete', deadline);
  const stillOpen = open.filter(({ id }) => !complete.some((other) => other.id === id));
  return Promise.all(
    [...complete, ...stillOpen].map(async (session) => {
      const promise = await promiseIn(session.metadata, config.shop, keys);
      if (promise?.kind !== 'link') return unresolved('a session of the link does not have its promise');
      return { session, promise, status: await verdict(session, [], promise) };
    }),
  );
}

/**
 * What has become of a link: the id of the session that tells, in the order of `nextStepOfLink`, by which it was paid, or
 * is being paid, or nobody can tell; else whether it still can be paid. Sessions that were only opened say nothing of
 * themselves: anybody's visit to the address opens one. While one is open it can be paid, switched off or not.
 */
export function outcomeOf({ link, sessions }: FoundLink): { readonly session: string } | OrderStatus {
  const whose = (step: NextStep) =>
    sessions.find(({ session, status }) => nextStep(session.status, status, false) === step);
  // Beside one that was paid, one that failed is no news; with no other, it is: a link is completed once.
  const failed = sessions.find(({ session }) => session.status === 'complete');
  const telling = whose('report_paid') ?? whose('report_pending') ?? whose('refuse') ?? failed;
  if (telling !== undefined) return { session: telling.session.id };
  return link.active || sessions.some(({ session }) => session.status === 'open') ? 'unpaid' : 'expired';
}

function unresolved(note: string): never {
  throw new Refusal({ code: 'payment_unresolved' }, { note });
}
