import type { Fault, FaultOrder } from './fault.js';

/** The faults that tests have ordered, used up call by call. */
export class Faults {
  #ordered: { readonly order: FaultOrder; left: number }[] = [];
  #release = Promise.withResolvers<void>();

  order(order: FaultOrder): void {
    this.#ordered.push({ order, left: order.times });
  }

  /**
   * The fault for this call, if one is ordered.
   *
   * @param isReplay a saved answer is about to be given again: nothing is executed, so nothing can fail as a `500` does
   */
  take(operation: string, isReplay: boolean): Fault | null {
    const found = this.#ordered.find(
      ({ order, left }) =>
        left > 0 &&
        (order.operation === operation || order.operation === '*') &&
        !(isReplay && order.fault.kind === '500'),
    );
    if (!found) return null;
    found.left -= 1;
    return found.order.fault;
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
