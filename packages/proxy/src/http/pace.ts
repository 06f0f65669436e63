import { REMEMBERED_CLIENTS } from '../limits.js';

/** A token bucket for each key: `burst` at once, then `perSecond`. */
export interface Pace {
  /** Takes one; 0 when there was one, else the whole seconds until there will be. Waiting takes nothing. */
  take(key: string): number;
}

interface Bucket {
  tokens: number;
  /** Milliseconds since the epoch, when `tokens` was true. */
  at: number;
}

/** @param options.now in milliseconds; a clock that runs backwards gives nobody anything */
export function createPace(options: { burst: number; perSecond: number; now: () => number }): Pace {
  const { burst, perSecond, now } = options;
  const buckets = new Map<string, Bucket>();

  return {
    take(key) {
      const at = now();
      const known = buckets.get(key);
      const tokens = known ? Math.min(burst, known.tokens + (Math.max(0, at - known.at) / 1000) * perSecond) : burst;
      const taken = tokens >= 1;

      // Put back at the end, so that the first key of the map is the one that has been quiet the longest.
      buckets.delete(key);
      buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: Math.max(at, known?.at ?? at) });
      if (buckets.size > REMEMBERED_CLIENTS) {
        for (const quietest of buckets.keys()) {
          buckets.delete(quietest);
          break;
        }
      }
      return taken ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
}
