import { CATALOG_FRESH_MS, CATALOG_LOAD_DEADLINE_MS, CATALOG_MAX_AGE_MS, CATALOG_RETRY_PAUSE_MS } from '../limits.js';
import { whereabouts, type Log } from '../log/log.js';
import { Refusal } from '../refusal.js';
import type { Supply } from './catalog.js';

/**
 * Keeps one good copy of a catalogue that comes from elsewhere. While the copy is fresh, requests are served from it.
 * When it is stale they still are, and it is read again behind them, once for all of them. A reading that fails
 * changes nothing, until the copy is too old to sell from.
 * @param load reads the source; it has to give up when its signal says so
 * @param now in milliseconds
 */
export function createCatalogSupply<Copy>(
  load: (deadline: AbortSignal) => Promise<Copy>,
  { now, log }: { readonly now: () => number; readonly log: Log },
): Supply<Copy> {
  let copy: { readonly catalog: Copy; readonly readAt: number } | null = null;
  let reading: { readonly done: Promise<void>; readonly beganAt: number } | null = null;
  let lastTryAt = Number.NEGATIVE_INFINITY;

  /** Never rejects: who needs a catalogue looks at `copy` afterwards. */
  async function read(): Promise<void> {
    try {
      const catalog = await load(AbortSignal.timeout(CATALOG_LOAD_DEADLINE_MS));
      copy = { catalog, readAt: now() };
    } catch (error) {
      const code = error instanceof Refusal ? error.evidence.code : 'internal';
      const note = error instanceof Refusal ? error.note : undefined;
      log({ level: 'error', event: 'catalog_refresh_failed', code, note, ...whereabouts(error) });
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
        return copy.catalog;
      }
      if (reading !== null || now() - lastTryAt > CATALOG_RETRY_PAUSE_MS) await before(deadline, readOnce());
      if (copy !== null && now() - copy.readAt <= CATALOG_MAX_AGE_MS) return copy.catalog;
      throw new Refusal({ code: 'catalog_unavailable' });
    },
    get refreshing() {
      return reading?.done ?? null;
    },
  };
}

/** A catalogue that needs no reading. */
export function steadyCatalog<Copy>(catalog: Copy): Supply<Copy> {
  return { current: () => Promise.resolve(catalog), refreshing: null };
}

function before(deadline: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    if (deadline.aborted) resolve();
    deadline.addEventListener('abort', () => resolve(), { once: true });
    void work.then(resolve);
  });
}
