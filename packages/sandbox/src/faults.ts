/**
 * What can go wrong with the next calls of an operation:
 * - `500`: carried out in no part, answered 500, and that answer is kept for the idempotency key
 * - `503`, `429`, `html`: turned away before anything began; `html` is a gateway's page with status 502
 * - `lost`: carried out and kept, but this answer is a 503
 * - `null`, `[]`, `{}`: status 200 with that as the whole body, nothing carried out
 * - `hang`: no answer until the client gives up or the sandbox is reset; the idempotency key is in use meanwhile
 */
export const FAULT_KINDS = ['500', '503', '429', 'html', 'lost', 'null', '[]', '{}', 'hang'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** The faults that tests have ordered, used up call by call. */
export class Faults {
  #ordered: { readonly operation: string; readonly kind: FaultKind; times: number }[] = [];
  #release = Promise.withResolvers<void>();

  /** @param operation as the SDK spells it, or `*` for any */
  order(operation: string, kind: FaultKind, times: number): void {
    this.#ordered.push({ operation, kind, times });
  }

  /** The fault for this call, if one is ordered. */
  take(operation: string): FaultKind | null {
    const fault = this.#ordered.find(
      (each) => each.times > 0 && (each.operation === operation || each.operation === '*'),
    );
    if (!fault) return null;
    fault.times -= 1;
    return fault.kind;
  }

  /** Settles when the client hangs up or the sandbox is reset. */
  async hang(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const gone = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([gone, this.#release.promise]);
  }

  reset(): void {
    this.#ordered = [];
    this.#release.resolve();
    this.#release = Promise.withResolvers<void>();
  }
}
