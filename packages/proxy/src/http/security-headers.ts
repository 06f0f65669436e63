import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';

/**
 * What every answer carries. An answer of ours is data, or a page that loads nothing: it may not be framed, sniffed, cached or
 * named in a Referer. The widget's files have rules of their own for caching and embedding, and set them first.
 */
export function securityHeaders(publicUrl: string): MiddlewareHandler<RouteEnv> {
  const overHttps = publicUrl.startsWith('https:');
  return async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    // The page that refuses a form has a stricter one of its own, for its style.
    if (!c.res.headers.has('content-security-policy')) {
      c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
    if (overHttps) c.header('strict-transport-security', 'max-age=31536000');
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
    if (!c.res.headers.has('cross-origin-resource-policy')) c.header('cross-origin-resource-policy', 'same-origin');
  };
}
