/**
 * What can go wrong with a call. Each kind says what the client sees; whether the call was carried out is a second
 * question, because a client that sees no answer cannot tell.
 */
export interface FaultKindOf {
  /** What the client gets. */
  readonly sees: string;
  /** Whether the call is carried out unless the order says otherwise. */
  readonly executed: boolean;
  /** The kinds of which only one form exists, and why. */
  readonly only?: string;
}

const kinds = {
  hang: { sees: 'no answer at all, until it gives up', executed: false },
  drip: { sees: 'the answer a byte at a time, `pace` milliseconds apart', executed: true },
  reset: { sees: 'a connection that is reset before the answer', executed: false },
  'reset-body': { sees: 'a connection that is reset in the middle of the body', executed: true },
  '429': { sees: 'status 429', executed: false, only: 'a rate limiter stands in front, so the call is never executed' },
  '500': { sees: 'status 500, which is kept for the idempotency key', executed: false },
  '503': { sees: 'status 503', executed: false },
  '409': { sees: 'status 409 with the code idempotency_key_in_use', executed: false },
  html: { sees: 'a gateway’s page in HTML with status 502', executed: false },
  lost: { sees: 'status 503', executed: true, only: 'it is the name of a 503 that is executed' },
  null: { sees: 'status 200 with the body null', executed: false },
  '[]': { sees: 'status 200 with the body []', executed: false },
  '{}': { sees: 'status 200 with the body {}', executed: false },
  empty: { sees: 'status 200 with no body', executed: false },
  truncated: { sees: 'the first half of the answer, as if it were the whole', executed: true },
  '64mb': { sees: 'the answer, swollen to 64 MiB', executed: true },
  '301': { sees: 'status 301 to the sandbox’s front page, or to the `location` given', executed: false },
} as const satisfies Record<string, FaultKindOf>;

export type FaultKind = keyof typeof kinds;

/** Every kind there is, by the name under which it is ordered. */
export const FAULT_KINDS: Readonly<Record<FaultKind, FaultKindOf>> = kinds;

/** One fault as it happens to one call. */
export interface Fault {
  readonly kind: FaultKind;
  /** True when the call is carried out and its answer kept for the idempotency key, whatever the client sees. */
  readonly executed: boolean;
  /** Headers that the answer has besides, or instead. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds between two bytes of a drip. */
  readonly pace: number;
}

/** So many calls of an operation (`*` for any) are to go wrong. */
export interface FaultOrder {
  /** As the SDK spells it, or `*`. */
  readonly operation: string;
  readonly times: number;
  readonly fault: Fault;
}

const isKind = (kind: unknown): kind is FaultKind => typeof kind === 'string' && Object.hasOwn(FAULT_KINDS, kind);

/**
 * Reads an order as it comes over the wire.
 *
 * @param isOperation whether the sandbox has an operation of that name
 * @returns the order, or the sentence that says what to give instead
 */
export function readFaultOrder(
  { operation, kind, times = 1, executed, headers = {}, pace = 100 }: Record<string, unknown>,
  isOperation: (name: string) => boolean,
): FaultOrder | string {
  if (typeof operation !== 'string' || (operation !== '*' && !isOperation(operation))) {
    return 'Give operation as the SDK spells it, such as checkout.sessions.create, or * for any call.';
  }
  if (!isKind(kind)) return `Give kind as one of ${Object.keys(FAULT_KINDS).join(', ')}.`;
  if (typeof times !== 'number' || !Number.isSafeInteger(times) || times < 1) {
    return 'Give times as a whole number of calls, 1 or more.';
  }
  const form = FAULT_KINDS[kind];
  if (executed !== undefined && typeof executed !== 'boolean') return 'Give executed as true or false.';
  if (form.only !== undefined && executed !== undefined && executed !== form.executed) {
    return `The kind ${kind} has no other form: ${form.only}.`;
  }
  if (!isHeaders(headers)) return 'Give headers as an object of names and texts, without those that frame the body.';
  if (typeof pace !== 'number' || !(pace >= 0 && pace <= 60_000)) {
    return 'Give pace as milliseconds between two bytes, from 0 to 60000.';
  }
  return { operation, times, fault: { kind, executed: executed ?? form.executed, headers, pace } };
}

/** Lengths and encodings are the sandbox's to say: a lie there would be another fault than the one ordered. */
const FRAMING = ['content-length', 'content-encoding', 'transfer-encoding', 'connection'];

function isHeaders(headers: unknown): headers is Record<string, string> {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return false;
  try {
    const read = new Headers(headers as Record<string, string>);
    return (
      Object.values(headers).every((value) => typeof value === 'string') && FRAMING.every((name) => !read.has(name))
    );
  } catch {
    return false;
  }
}
