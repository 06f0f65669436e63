import type { ProblemCode } from '@stripe-cart/contract';
import type { Deps } from '../deps.js';
import type { FoundOrder } from '../order/found-order.js';
import { CLAIM_LEASE_SECONDS } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { Claims } from './claim.js';
import { nextDelivery, noted, stateWord } from './deliveries.js';

/** Rounds one delivery tries: each used-up key before it was a failure of Stripe's own, and three in a row are an outage. */
const ROUNDS_AT_ONCE = 3;

/**
 * Claims kept in the metadata of the order's own session or PaymentIntent, for shops with no store of any kind.
 *
 * It is NOT a lock. What it rests on: Stripe runs one request per idempotency key, and answers a second one with other
 * parameters by an error. So each round of claims on an order has one key, everyone who tries writes another nonce,
 * and only the first write happens. Its weaknesses, which no care here can remove: Stripe forgets keys after 24 hours
 * or more; a holder that dies after handing the order on has told nobody, and after the lease the order is handed on
 * again; and whoever else may write the account's metadata may write these fields. It costs two calls per order.
 *
 * `cart_claim` is `ROUND STATE NONCE SINCE`, with the state `held`, `free` or `done` and the time in seconds;
 * `cart_delivered` lists the states of the order that were handed on.
 */
export function stripeClaims({ gateway, now, log }: Pick<Deps, 'gateway' | 'now' | 'log'>): Claims {
  return {
    async claim(order, deadline) {
      const { paidBy, metadata: known, promise } = order;
      const delivered = wordsIn(known, 'cart_delivered');
      const word = nextDelivery(delivered, stateWord(order));
      if (word === null) return { outcome: 'delivered' };

      const seconds = Math.floor(now() / 1000);
      const before = claimIn(known);
      if (before.state === 'held' && seconds - before.since < CLAIM_LEASE_SECONDS) return { outcome: 'held' };

      const write = (round: number, state: string, metadata: Record<string, string>, limit: AbortSignal) =>
        gateway.updateMetadata(paidBy, metadata, `cart-claim.${paidBy.id}.${round}.${state}`, limit);

      const round = await roundWon(before.round + 1);
      if (round === null) return { outcome: 'held' };

      /**
       * The first round from this one on that is ours; null where somebody else has it. A key that is used up, without
       * a trace of a claim beside the order, holds a failure that Stripe has saved and would repeat for a day: its round
       * is over, and everybody who tries moves on to the next.
       */
      async function roundWon(first: number): Promise<number | null> {
        for (let round = first; round < first + ROUNDS_AT_ONCE; round += 1) {
          const ours = `${round} held ${crypto.randomUUID()} ${seconds}`;
          try {
            const written = await write(round, 'held', { cart_claim: ours }, deadline);
            return written?.['cart_claim'] === ours ? round : null;
          } catch (error) {
            if (!isRefusal(error, 'attempt_conflict')) {
              if (isRefusal(error, 'checkout_in_progress')) return null;
              throw error;
            }
          }
          const now = await gateway.retrieveMetadata(paidBy, deadline);
          if (now?.['cart_claim'] !== known?.['cart_claim']) return null;
        }
        return null;
      }

      /** What is not written down is done again after the lease: a duplicate, which the receiver knows how to drop. */
      const note = async (state: string, metadata: Record<string, string>, limit: AbortSignal) => {
        try {
          await write(round, state, metadata, limit);
        } catch (error) {
          const code = error instanceof Refusal ? error.evidence.code : 'internal';
          log({ level: 'warn', event: 'claim_not_noted', number: promise.number, state, code });
        }
      };
      return {
        outcome: 'ours',
        word,
        delivered: (limit) =>
          note('done', { cart_claim: `${round} done`, cart_delivered: noted(delivered, word) }, limit),
        release: (limit) => note('free', { cart_claim: `${round} free` }, limit),
      };
    },
  };
}

const isRefusal = (error: unknown, code: ProblemCode): boolean =>
  error instanceof Refusal && error.evidence.code === code;

type Metadata = FoundOrder['metadata'];

function claimIn(metadata: Metadata): { round: number; state: string; since: number } {
  const [round = '', state = '', , since = ''] = wordsIn(metadata, 'cart_claim');
  return { round: Number.parseInt(round, 10) || 0, state, since: Number.parseInt(since, 10) || 0 };
}

function wordsIn(metadata: Metadata, field: string): string[] {
  return (metadata?.[field] ?? '').split(' ').filter((word) => word !== '');
}
