import type { ProblemEvidence } from '@stripe-cart/contract';
import type { Parsed } from '@stripe-cart/contract/parse';
import { Refusal } from '../refusal.js';

/**
 * A body that is opened by its token. A text that has not even the shape of a token opens as little as one that was forged, and gets
 * the same answer; anything else that is wrong with the body is said as it is.
 *
 * @param parsed what the contract makes of `body`
 * @param unknown the answer to a token that opens nothing
 * @throws {Refusal}
 */
export function requestWithToken<Body extends { readonly token: string }>(
  body: unknown,
  parsed: Parsed<Body>,
  unknown: ProblemEvidence,
): Body {
  if (parsed.ok) return parsed.value;
  const isText = typeof (body as { token?: unknown } | null)?.token === 'string';
  const isShapeless = parsed.problem.code === 'invalid_request' && parsed.problem.path === 'token' && isText;
  throw new Refusal(isShapeless ? unknown : parsed.problem);
}
