import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';

/**
 * On Workers, what a request began is stopped when the request has been answered, or when its client goes away before
 * (https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil), unless the platform is asked to wait
 * for it. So it is asked at once: a first reading of the catalogue that others wait for too, and an order half handed
 * on, are finished whoever hangs up. Elsewhere nothing has to be asked.
 */
export function keptAlive(work: () => Promise<unknown> | null): MiddlewareHandler<RouteEnv> {
  return async (c, next) => {
    const answered = next();
    waiterOf(c)?.(answered.then(work, work));
    await answered;
  };
}

function waiterOf(c: Parameters<MiddlewareHandler<RouteEnv>>[0]): ((work: Promise<unknown>) => void) | null {
  try {
    const { executionCtx } = c;
    return (work) => executionCtx.waitUntil(work);
  } catch {
    // Hono throws where the platform has no such thing, and offers no way to ask first.
    return null;
  }
}
