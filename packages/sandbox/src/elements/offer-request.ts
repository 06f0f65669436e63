import { parse, partsOf, textOf, unreadable } from './client-request.js';

/** Which intent a page is about to show: one that is there, or one that is still to be made. */
export type OfferRequest = { readonly key: string } & (
  | { readonly clientSecret: string; /** Elements that have nothing of it yet. */ readonly isFirst: boolean }
  | { readonly clientSecret: null; readonly deferred: Deferred }
);

/** What elements are made with that do not have an intent yet. */
export interface Deferred {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly isHeld: boolean;
  /** Null for all. */
  readonly allowed: readonly string[] | null;
  readonly excluded: readonly string[];
}

/** @throws ApiError for what no page of the stand-in sends */
export function readOfferRequest(body: string): OfferRequest {
  const parts = partsOf(parse(body));
  const [key, clientSecret] = [textOf(parts['key']) ?? '', textOf(parts['clientSecret'])];
  if (clientSecret !== null) return { key, clientSecret, isFirst: parts['first'] === true };
  const deferred = partsOf(parts['deferred']);
  const { amount, allowedPaymentMethodTypes: allowed, excludedPaymentMethodTypes: excluded } = deferred;
  if (typeof amount !== 'number') throw unreadable();
  return {
    key,
    clientSecret,
    deferred: {
      amount,
      currency: textOf(deferred['currency']) ?? '',
      isHeld: deferred['captureMethod'] === 'manual',
      allowed: Array.isArray(allowed) ? allowed.map(String) : null,
      excluded: Array.isArray(excluded) ? excluded.map(String) : [],
    },
  };
}

/** What a buyer answered the bank. */
export interface ChallengeAnswer {
  readonly key: string;
  readonly clientSecret: string;
  readonly challenge: string;
  readonly answer: 'pass' | 'fail' | 'abandon';
}

/** @throws ApiError for what no page of the stand-in sends */
export function readChallengeAnswer(body: string): ChallengeAnswer {
  const parts = partsOf(parse(body));
  const text = (name: string): string => textOf(parts[name]) ?? '';
  const { answer } = parts;
  if (answer !== 'pass' && answer !== 'fail' && answer !== 'abandon') throw unreadable();
  return { key: text('key'), clientSecret: text('clientSecret'), challenge: text('challenge'), answer };
}
