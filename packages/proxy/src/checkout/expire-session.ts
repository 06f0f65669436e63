import type { Deps } from '../deps.js';
import { Refusal } from '../refusal.js';

/**
 * Has Stripe expire a session. What it answers is not asked: the buyer may have paid in another tab in the same second,
 * so whoever calls this looks again, and only what Stripe shows then counts.
 *
 * @param number of its order, for the log
 */
export async function expireSession(
  { gateway, log }: Pick<Deps, 'gateway' | 'log'>,
  { id, number }: { readonly id: string; readonly number: string },
  deadline: AbortSignal,
): Promise<void> {
  try {
    await gateway.expireSession(id, deadline);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log({ level: 'warn', event: 'expire_failed', number, note: error.note });
  }
}
