import type { Deps } from '../../deps.js';
import { Refusal } from '../../refusal.js';

/**
 * Has Stripe cancel a PaymentIntent. As with `../expire-session.ts`, what it answers is not asked: the buyer may have paid
 * in the same second, so whoever calls this looks again.
 *
 * @param number of its order, for the log
 */
export async function cancelIntent(
  { gateway, log }: Pick<Deps, 'gateway' | 'log'>,
  { id, number }: { readonly id: string; readonly number: string },
  deadline: AbortSignal,
): Promise<void> {
  try {
    await gateway.cancelPaymentIntent(id, deadline);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log({ level: 'warn', event: 'cancel_failed', number, note: error.note });
  }
}
