import type Stripe from 'stripe';
import type { Log } from '../log/log.js';
import type { FoundOrder } from '../order/found-order.js';
import { chargeOf } from '../order/payment-state.js';
import { Refusal } from '../refusal.js';
import type { StripeGateway } from '../stripe/gateway.js';

/** How far a dispute of the buyer's bank has come; `won` is the shop's victory. */
export type DisputeState = 'open' | 'won' | 'lost';

/** An order with all that has happened to its money since. */
export interface OrderState extends FoundOrder {
  /** Given back so far, in minor units. */
  readonly refunded: number;
  /** Null while there never was one. */
  readonly dispute: DisputeState | null;
}

/**
 * A charge says that it was disputed, and goes on saying so when the shop has won; only the dispute knows. It is asked
 * for here, by the webhook, and one call more is spent on a disputed order alone. A key without the permission leaves
 * the dispute open.
 */
export async function stateOf(
  { gateway, log }: { readonly gateway: StripeGateway; readonly log: Log },
  found: FoundOrder,
  deadline: AbortSignal,
): Promise<OrderState> {
  const { payment, promise } = found;
  const charge = payment === null ? null : chargeOf(payment);
  const refunded = charge?.amount_refunded ?? 0;
  if (payment === null || !charge?.disputed) return { ...found, refunded, dispute: null };

  const dispute = await disputeState();
  const status = dispute === 'won' ? await found.statusIfDisputeWon() : found.status;
  return { ...found, status, refunded, dispute };

  async function disputeState(): Promise<DisputeState> {
    try {
      return outcomeOf(await gateway.listDisputes(payment?.id ?? '', deadline));
    } catch (error) {
      // Another failure of Stripe's is over when it brings the event again; a missing permission is not.
      if (!(error instanceof Refusal) || error.evidence.code !== 'misconfigured') throw error;
      log({ level: 'warn', event: 'dispute_unread', number: promise.number, note: error.note });
      return 'open';
    }
  }
}

/** Where a payment was disputed more than once, what is undecided counts first, then what is lost. */
function outcomeOf(disputes: readonly Stripe.Dispute[]): DisputeState {
  const states = disputes.map(({ status }) => FINAL.get(status) ?? 'open');
  if (states.length === 0 || states.includes('open')) return 'open';
  return states.includes('lost') ? 'lost' : 'won';
}

/** An inquiry that came to nothing and a dispute that was averted took no money, or gave it back. */
const FINAL: ReadonlyMap<string, DisputeState> = new Map([
  ['won', 'won'],
  ['warning_closed', 'won'],
  ['prevented', 'won'],
  ['lost', 'lost'],
]);
