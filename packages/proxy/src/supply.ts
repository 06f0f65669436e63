import { CATALOG_FRESH_MS, CATALOG_LOAD_DEADLINE_MS, CATALOG_MAX_AGE_MS, CATALOG_RETRY_PAUSE_MS } from './limits.js';
import { whereabouts, type Log } from './log/log.js';
import { Refusal } from './refusal.js';

/** What is read from elsewhere and remembered: never older than its source's limit, never loaded twice at once. */
export interface Supply<Copy> {
  /**
   * What it says now; from memory while that is fresh, from memory and refreshed behind the request while it is
   * stale, and waited for only when there is none.
   * @throws {Refusal} `catalog_unavailable`
   */
  current(deadline: AbortSignal): Promise<Copy>;
  /** The reading under way behind the requests, if any. It never rejects. On Workers something has to wait for it. */
  readonly refreshing: Promise<void> | null;
}

/**
 * Keeps one good copy of what comes from elsewhere: the catalogue, or the shipping rates that go with it. While the copy is fresh, requests are served from it.
 * When it is stale they still are, and it is read again behind them, once for all of them. A reading that fails
 * changes nothing, until the copy is too old to sell from.
 * @param what as the log calls it
 * @param load reads the source; it has to give up when its signal says so
 * @param now in milliseconds
 */
export function createSupply<Copy>(
  what: 'catalog' | 'shipping_rates',
  load: (deadline: AbortSignal) => Promise<Copy>,
  { now, log }: { readonly now: () => number; readonly log: Log },
): Supply<Copy> {
  let copy: { readonly content: Copy; readonly readAt: number } | null = null;
  let reading: { readonly done: Promise<void>; readonly beganAt: number } | null = null;
  let lastTryAt = Number.NEGATIVE_INFINITY;

  /** Never rejects: who needs the copy looks at `copy` afterwards. */
  async function read(): Promise<void> {
    try {
      const content = await load(AbortSignal.timeout(CATALOG_LOAD_DEADLINE_MS));
      copy = { content, readAt: now() };
    } catch (error) {
      const code = error instanceof Refusal ? error.evidence.code : 'internal';
      const note = error instanceof Refusal ? error.note : undefined;
      log({ level: 'error', event: `${what}_refresh_failed`, code, note, ...whereabouts(error) });
    }
  }

  /**
   * One reading at a time. On Workers a reading dies with the request that began it, so one that is past its time is
   * not waited for.
   */
  function readOnce(): Promise<void> {
    const abandoned = reading !== null && now() - reading.beganAt > 2 * CATALOG_LOAD_DEADLINE_MS;
    if (reading !== null && !abandoned) return reading.done;
    lastTryAt = now();
    const began = { done: read().finally(() => (reading = reading === began ? null : reading)), beganAt: now() };
    reading = began;
    return began.done;
  }

  return {
    async current(deadline) {
      const age = copy === null ? Number.POSITIVE_INFINITY : now() - copy.readAt;
      if (copy !== null && age <= CATALOG_MAX_AGE_MS) {
        if (age > CATALOG_FRESH_MS && now() - lastTryAt > CATALOG_FRESH_MS) void readOnce();
        return copy.content;
      }
      if (reading !== null || now() - lastTryAt > CATALOG_RETRY_PAUSE_MS) await before(deadline, readOnce());
      if (copy !== null && now() - copy.readAt <= CATALOG_MAX_AGE_MS) return copy.content;
      throw new Refusal({ code: 'catalog_unavailable' });
    },
    get refreshing() {
      return reading?.done ?? null;
    },
  };
}

/** Of what needs no reading. */
export function steadySupply<Copy>(content: Copy): Supply<Copy> {
  return { current: () => Promise.resolve(content), refreshing: null };
}

function before(deadline: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    if (deadline.aborted) resolve();
    deadline.addEventListener('abort', () => resolve(), { once: true });
    void work.then(resolve);
  });
}
