import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { RouteEnv } from '../deps.js';
import type { Log } from '../log/log.js';

/**
 * Gives each request its id, and writes one line when it is answered: what was asked for and how it went. No query,
 * body, header or address is in it, so there is no token and nobody's name to redact. A path that is no route of
 * ours is not repeated either: it is whatever a stranger typed.
 */
export function requestLog(log: Log, now: () => number): MiddlewareHandler<RouteEnv> {
  return async (c, next) => {
    const startedAt = now();
    const requestId = crypto.randomUUID();
    c.set('requestId', requestId);
    await next();
    c.header('x-request-id', requestId);
    log({
      level: 'info',
      event: 'request',
      requestId,
      method: KNOWN_METHODS.has(c.req.method) ? c.req.method : 'other',
      route: matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? 'none',
      status: c.res.status,
      ms: now() - startedAt,
    });
  };
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);
