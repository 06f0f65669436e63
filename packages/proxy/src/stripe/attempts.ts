import { STRIPE_RETRY_PAUSE_MS, STRIPE_TRIES } from '../limits.js';
import { Refusal } from '../refusal.js';
import { before, pause } from './pause.js';
import { failureOf, type StripeFailure } from './stripe-failure.js';

/**
 * Up to three tries within the deadline. The SDK cannot be stopped from outside, so at the deadline the last try is
 * left behind; its own timeout ends it.
 * @throws {Refusal}
 */
export async function attempts<T>(
  call: () => Promise<T>,
  deadline: AbortSignal,
  { instead }: { instead?: () => Promise<T> } = {},
): Promise<T> {
  let current = call;
  for (let tried = 1; ; tried += 1) {
    const outcome = await outcomeOf(current, deadline);
    if ('answer' in outcome) return outcome.answer;
    const { failure } = outcome;
    if (!failure.again || tried === STRIPE_TRIES || deadline.aborted) throw failure.refusal;
    if (failure.replayed && instead !== undefined) current = instead;
    await untilNextTry(tried, failure, deadline);
  }
}

/**
 * Makes something under an idempotency key. Stripe saves failures of its own under a key too, and would repeat this one
 * for a day. Whatever it may have made under that key has no address that anybody was given, so it cannot be paid: a
 * second key is safe.
 */
export function creation<T>(make: (key: string) => Promise<T>, idempotencyKey: string, deadline: AbortSignal) {
  return attempts(() => make(idempotencyKey), deadline, { instead: () => make(`${idempotencyKey}.again`) });
}

/** What a call finds; null where Stripe knows no such object. */
export async function foundOrNull<T>(call: () => Promise<T>, deadline: AbortSignal): Promise<T | null> {
  try {
    return await attempts(call, deadline);
  } catch (error) {
    if (error instanceof Refusal && failureOf(error.cause).missing) return null;
    throw error;
  }
}

async function outcomeOf<T>(
  call: () => Promise<T>,
  deadline: AbortSignal,
): Promise<{ answer: T } | { failure: StripeFailure }> {
  try {
    return { answer: await before(deadline, call()) };
  } catch (error) {
    if (!deadline.aborted) return { failure: failureOf(error) };
    const refusal = new Refusal({ code: 'stripe_timeout' }, { note: 'deadline', cause: error });
    return { failure: { again: false, replayed: false, missing: false, refusal } };
  }
}

async function untilNextTry(tried: number, failure: StripeFailure, deadline: AbortSignal): Promise<void> {
  const longest = STRIPE_RETRY_PAUSE_MS * 2 ** (tried - 1);
  try {
    await pause(longest * (0.5 + Math.random() / 2), deadline);
  } catch {
    throw failure.refusal;
  }
}
