import type { FaultKind } from './fault.js';

/** What a call comes to: how often it was tried, and what it ended in. */
export interface End {
  readonly attempts: number;
  /** `error.type`, `TypeError` for one that is not the SDK's own, or what it took for a success. */
  readonly ends: string;
}

/** What `stripe` 23.1.0 makes of a fault that happens to every attempt, with its default of two retries. */
export interface Behaviour extends End {
  readonly kind: FaultKind;
  readonly executed: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the call takes. */
  readonly takes: string;
  /** Where the client on `fetch` ends otherwise than the one on `node:http`. */
  readonly onFetch?: End;
}

const AT_ONCE = { attempts: 1, takes: 'no time' };
const RETRIED = { attempts: 3, takes: 'about a second: two pauses of 0.5 s or more' };
const API_ERROR = { ends: 'StripeAPIError' };
const CONNECTION_ERROR = { ends: 'StripeConnectionError' };

/** Both forms of a fault, where the client cannot tell whether the call was carried out. */
function both(kind: FaultKind, behaviour: Omit<Behaviour, 'kind' | 'executed'>): Behaviour[] {
  return [false, true].map((executed) => ({ kind, executed, ...behaviour }));
}

/**
 * The same for create, retrieve, expire and list: the SDK decides by status, headers and how the connection ended,
 * not by method. A POST sends one idempotency key with all its attempts.
 */
export const SDK_BEHAVIOUR: readonly Behaviour[] = [
  ...both('hang', { ...CONNECTION_ERROR, attempts: 3, takes: 'three times the timeout, and two pauses' }),
  { kind: 'drip', executed: false, ...RETRIED, ...API_ERROR, takes: 'as long as three refusals drip' },
  {
    kind: 'drip',
    executed: true,
    attempts: 1,
    ends: 'success',
    takes: 'as long as it drips, beyond any timeout: that one counts from byte to byte',
    onFetch: { attempts: 1, ...CONNECTION_ERROR },
  },
  ...both('reset', { ...RETRIED, ...CONNECTION_ERROR }),
  { kind: 'reset-body', executed: false, ...RETRIED, ...CONNECTION_ERROR },
  { kind: 'reset-body', executed: true, ...AT_ONCE, ...CONNECTION_ERROR },
  { kind: '429', executed: false, ...AT_ONCE, ends: 'StripeRateLimitError' },
  { kind: '429', executed: false, headers: { 'retry-after': '1' }, ...AT_ONCE, ends: 'StripeRateLimitError' },
  {
    kind: '429',
    executed: false,
    headers: { 'stripe-should-retry': 'true', 'stripe-rate-limited-reason': 'endpoint-rate' },
    ...RETRIED,
    ends: 'StripeRateLimitError',
  },
  ...both('500', { ...RETRIED, ...API_ERROR }),
  { kind: '500', executed: false, headers: { 'stripe-should-retry': 'false' }, ...AT_ONCE, ...API_ERROR },
  ...both('503', { ...RETRIED, ...API_ERROR }),
  ...both('409', { ...RETRIED, ...API_ERROR }),
  ...both('html', { ...RETRIED, ...API_ERROR }),
  { kind: 'lost', executed: true, ...RETRIED, ...API_ERROR },
  ...both('null', { ...AT_ONCE, ends: 'TypeError' }),
  ...both('[]', { ...AT_ONCE, ends: 'success without an object' }),
  ...both('{}', { ...AT_ONCE, ends: 'success without an object' }),
  ...both('empty', { ...AT_ONCE, ...API_ERROR }),
  ...both('truncated', { ...AT_ONCE, ...API_ERROR }),
  {
    kind: '64mb',
    executed: false,
    ...AT_ONCE,
    ends: 'success without an object',
    takes: 'as long as 64 MiB take to be read and parsed',
  },
  { kind: '64mb', executed: true, ...AT_ONCE, ends: 'success', takes: 'as long as 64 MiB take to be read and parsed' },
  ...both('301', { ...AT_ONCE, ...API_ERROR }),
];
