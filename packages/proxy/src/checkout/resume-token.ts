import type { Keyring } from '../order/keyring.js';
import { open, seal } from '../order/sealed-token.js';
import type { Attempt } from './attempt.js';

const DAY_SECONDS = 24 * 3600;

type Bound = Pick<Attempt, 'shop' | 'origin'>;

/** What an attempt has at Stripe, by its id. Only a session's says in which mode it was made. */
export type Payable =
  /** @property recurs whether a subscription begins with it */
  | { readonly by: 'session'; readonly id: string; readonly recurs?: boolean }
  | { readonly by: 'intent'; readonly id: string; readonly livemode: boolean }
  | { readonly by: 'link'; readonly id: string; readonly livemode: boolean };

/**
 * How long a token is good for, in seconds. It leads the next try of an attempt to what it already has, so it must not
 * end before that does.
 *
 * - Of a session: 90 days, longer than the slowest payment is pending, and than most carts are remembered.
 * - Of a link or a PaymentIntent: 100 years, because neither ends by itself, and a second one would be a second payment.
 * - Of a session that begins a subscription: as long, because it opens the customer portal, where that is ended.
 */
const lifetimeOf = (payable: Payable): number =>
  (payable.by === 'session' && payable.recurs !== true ? 90 : 100 * 365) * DAY_SECONDS;

/** What the widget stores before it navigates anywhere. */
export interface ResumeToken {
  readonly payable: Payable;
  readonly attempt: string;
}

/** As a browser brought it back. */
export interface KnownResumeToken extends ResumeToken {
  /** Milliseconds since the epoch; what can be paid is at least as old. */
  readonly sealedAt: number;
}

export function sealResumeToken(
  keys: Keyring,
  { payable, attempt }: ResumeToken,
  { shop, origin }: Bound,
  now: number,
): Promise<string> {
  const { by, id } = payable;
  const more = by === 'session' ? payable.recurs && { recurs: 'true' } : { livemode: String(payable.livemode) };
  return seal(keys, 'resume-token', { [by]: id, ...more, attempt, shop, origin }, lifetimeOf(payable), now);
}

/** Null for a token that says nothing here: not ours, expired, or of another shop or page's origin. */
export async function openResumeToken(
  keys: Keyring,
  token: string,
  bound: Bound,
  now: number,
): Promise<KnownResumeToken | null> {
  const content = (await open(keys, 'resume-token', token, now)) ?? {};
  const { attempt, shop, origin, exp } = content;
  if (shop !== bound.shop || origin !== bound.origin) return null;
  const payable = payableIn(content);
  if (payable === null || typeof attempt !== 'string') return null;
  return { payable, attempt, sealedAt: (Number(exp) - lifetimeOf(payable)) * 1000 };
}

function payableIn({ session, recurs, intent, link, livemode }: Readonly<Record<string, unknown>>): Payable | null {
  const isLive = livemode === 'true';
  if (typeof session === 'string') return { by: 'session', id: session, ...(recurs === 'true' && { recurs: true }) };
  if (typeof intent === 'string') return { by: 'intent', id: intent, livemode: isLive };
  return typeof link === 'string' ? { by: 'link', id: link, livemode: isLive } : null;
}
