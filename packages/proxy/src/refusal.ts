import { PROBLEMS, type Problem, type ProblemEvidence } from '@stripe-cart/contract';

/**
 * The one way in which this proxy says no. Thrown from anywhere below a route, and turned into an answer in one
 * place (`app.ts`), so that no route can invent a status, a shape or a sentence of its own.
 *
 * What the caller may know is in `evidence`; what only the owner may know is in `cause` and `note`, which go to the
 * log, redacted, and nowhere else.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly evidence: ProblemEvidence;
  /** For the owner's log: Stripe's error code, the setting at fault. Never a value, never a buyer's data. */
  readonly note: string | undefined;
  /** Which line item's price Stripe would not sell, counted from 0, where that is why Stripe refused. */
  readonly unsaleableLine: number | undefined;

  constructor(
    evidence: ProblemEvidence,
    options: { note?: string | undefined; cause?: unknown; unsaleableLine?: number | undefined } = {},
  ) {
    super(evidence.code, { cause: options.cause });
    this.evidence = evidence;
    this.note = options.note;
    this.unsaleableLine = options.unsaleableLine;
  }
}

/** The body that goes over the wire. */
export function problemOf(evidence: ProblemEvidence, requestId: string): Problem {
  const [status, retryable] = PROBLEMS[evidence.code];
  return { ...evidence, status, retryable, requestId };
}
