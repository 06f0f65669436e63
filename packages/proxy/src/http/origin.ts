import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';
import { PREFLIGHT_MAX_AGE_SECONDS } from '../limits.js';
import { Refusal } from '../refusal.js';

/**
 * The gate of the routes that pages call: a configured origin may call and read, any other is refused before anything
 * is read, priced or sent to Stripe. CORS alone would not do: a browser that may not read the answer has still sent
 * the request, and the handler would have run.
 *
 * Origins are compared as the browser wrote them, character for character. There is nothing to parse, so there is
 * nothing to misparse. Cookies and other credentials have no part in it.
 */
export function pageOrigin(origins: readonly string[], method: 'GET' | 'POST'): MiddlewareHandler<RouteEnv> {
  const allowed = new Set(origins);
  return async (c, next) => {
    const origin = c.req.header('origin');
    // A browser sends no Origin with a GET to its own origin, and what a GET reads here is public anyway.
    const welcome = origin === undefined ? method === 'GET' && c.req.method !== 'OPTIONS' : allowed.has(origin);
    if (!welcome) throw new Refusal({ code: 'origin_not_allowed' });

    if (c.req.method === 'OPTIONS') {
      return c.body(null, 204, {
        'access-control-allow-methods': method,
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': String(PREFLIGHT_MAX_AGE_SECONDS),
      });
    }
    return next();
  };
}

/**
 * Lets pages of the configured origins read every answer of ours, refusals above all: a widget that cannot read why
 * it was refused can only guess. Set beside the gate, not in it, because the gate's own refusals pass through here.
 */
export function readableByPages(origins: readonly string[]): MiddlewareHandler<RouteEnv> {
  const allowed = new Set(origins);
  return async (c, next) => {
    await next();
    // The widget's files are for any page, and have said so.
    if (c.res.headers.has('access-control-allow-origin')) return;
    // Said whatever the answer, so that a shared cache never gives one origin the copy made for another.
    c.header('vary', 'Origin', { append: true });
    const origin = c.req.header('origin');
    if (origin !== undefined && allowed.has(origin)) {
      c.header('access-control-allow-origin', origin);
      c.header('access-control-expose-headers', 'retry-after, x-request-id');
    }
  };
}
