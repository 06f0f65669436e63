import { REMEMBERED_CLIENTS } from '../limits.js';

/** A token bucket for each key: `burst` at once, then `perSecond`. */
export interface Pace {
  /** Takes one; 0 when there was one, else the whole seconds until there will be. Waiting takes nothing. */
  take(key: string): number;
}

interface Bucket {
  readonly tokens: number;
  /** Milliseconds since the epoch, when `tokens` was true. */
  readonly at: number;
}

/** @param options.now in milliseconds; a clock that runs backwards gives nobody anything */
export function createPace(options: { burst: number; perSecond: number; now: () => number }): Pace {
  const { burst, perSecond, now } = options;
  // Two halves of what is remembered. When the younger is full, the elder is forgotten whole: whoever asks now and
  // then is carried over, and nobody has to look for the one who has been quiet the longest.
  let younger = new Map<string, Bucket>();
  let elder = new Map<string, Bucket>();

  return {
    take(key) {
      const at = now();
      const known = younger.get(key) ?? elder.get(key);
      const tokens = known ? Math.min(burst, known.tokens + (Math.max(0, at - known.at) / 1000) * perSecond) : burst;
      const taken = tokens >= 1;
      younger.set(key, { tokens: taken ? tokens - 1 : tokens, at: Math.max(at, known?.at ?? at) });
      if (younger.size > REMEMBERED_CLIENTS / 2) {
        elder = younger;
        younger = new Map();
      }
      return taken ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
}
