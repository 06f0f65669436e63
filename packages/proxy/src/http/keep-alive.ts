import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';

/**
 * On Workers, what a request began is stopped when the request has been answered, unless the platform is asked to
 * wait for it. Elsewhere nothing has to be asked.
 */
export function keptAlive(work: () => Promise<unknown> | null): MiddlewareHandler<RouteEnv> {
  return async (c, next) => {
    await next();
    const running = work();
    if (running !== null) waiterOf(c)?.(running);
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
