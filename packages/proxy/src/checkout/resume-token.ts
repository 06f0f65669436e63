import type { Keyring } from '../order/keyring.js';
import { open, seal } from '../order/sealed-token.js';
import type { Attempt } from './attempt.js';

/**
 * Leads the next try of an attempt to the session it already has. The widget stores it before it navigates anywhere.
 * 90 days: longer than the slowest payment is pending, and than most carts are remembered.
 */
const LIFETIME_SECONDS = 90 * 24 * 3600;

type Bound = Pick<Attempt, 'shop' | 'origin'>;

export interface ResumeToken {
  /** Checkout Session id. */
  readonly session: string;
  readonly attempt: string;
}

/** As a browser brought it back. */
export interface KnownResumeToken extends ResumeToken {
  /** Milliseconds since the epoch; the session is at least as old. */
  readonly sealedAt: number;
}

export function sealResumeToken(
  keys: Keyring,
  token: ResumeToken,
  { shop, origin }: Bound,
  now: number,
): Promise<string> {
  const { session, attempt } = token;
  return seal(keys, 'resume-token', { session, attempt, shop, origin }, LIFETIME_SECONDS, now);
}

/** Null for a token that says nothing here: not ours, expired, or of another shop or page's origin. */
export async function openResumeToken(
  keys: Keyring,
  token: string,
  bound: Bound,
  now: number,
): Promise<KnownResumeToken | null> {
  const { session, attempt, shop, origin, exp } = (await open(keys, 'resume-token', token, now)) ?? {};
  if (shop !== bound.shop || origin !== bound.origin) return null;
  if (typeof session !== 'string' || typeof attempt !== 'string') return null;
  return { session, attempt, sealedAt: (Number(exp) - LIFETIME_SECONDS) * 1000 };
}
