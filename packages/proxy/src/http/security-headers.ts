import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';

/**
 * What every answer carries. An answer of ours is data, never a page: it may not be framed, sniffed, cached or
 * named in a Referer. The widget's files have rules of their own for caching and embedding, and set them first.
 */
export function securityHeaders(publicUrl: string): MiddlewareHandler<RouteEnv> {
  const overHttps = publicUrl.startsWith('https:');
  return async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    if (overHttps) c.header('strict-transport-security', 'max-age=31536000');
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
    if (!c.res.headers.has('cross-origin-resource-policy')) c.header('cross-origin-resource-policy', 'same-origin');
  };
}
