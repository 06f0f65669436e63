import type { OrderState } from './order-state.js';

/**
 * Names the state of an order in one word: its status, and what two orders of one status can differ in. Each word that
 * was handed on is noted with the session, so there is no space in it.
 */
export function stateWord({
  status,
  refunded,
  dispute,
  hasEnded = false,
}: Pick<OrderState, 'status' | 'refunded' | 'dispute' | 'hasEnded'>): string {
  const parts: string[] = [status];
  if (status === 'partly_refunded') parts.push(String(refunded));
  if (dispute === 'won' || dispute === 'lost') parts.push(`dispute_${dispute}`);
  if (hasEnded) parts.push('ended');
  return parts.join('.');
}

/**
 * The word to hand this state on by, or null where it was the last that was. A state that an order comes back to, as
 * when a refund fails, is news again, and is counted so that nobody takes it for the old news: `paid`, `paid-2`.
 * @param delivered the words handed on so far, the latest at the end
 */
export function nextDelivery(delivered: readonly string[], word: string): string | null {
  const before = delivered.filter((known) => known === word || known.startsWith(`${word}-`));
  const latest = before.at(-1);
  if (latest === undefined) return word;
  if (latest === delivered.at(-1)) return null;
  return `${word}-${(Number.parseInt(latest.slice(word.length + 1), 10) || 1) + 1}`;
}

/** What Stripe stores in one value of metadata (https://docs.stripe.com/api/metadata). */
const METADATA_VALUE_LENGTH = 500;

/** The list with this word at its end; where it grows too long for Stripe, the oldest words are forgotten. */
export function noted(delivered: readonly string[], word: string): string {
  const words = [...delivered, word];
  while (words.join(' ').length > METADATA_VALUE_LENGTH) words.shift();
  return words.join(' ');
}
