import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';

/** Gives everything below a route this many milliseconds in all, as a signal that each wait is handed. */
export function deadline(milliseconds: number): MiddlewareHandler<RouteEnv> {
  return async (c, next) => {
    c.set('deadline', AbortSignal.timeout(milliseconds));
    return next();
  };
}
