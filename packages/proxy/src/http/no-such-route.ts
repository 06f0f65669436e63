import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';
import { Refusal } from '../refusal.js';

/**
 * Answers 405 to every other method, and says which ones there are. HEAD goes wherever GET goes: a route that has
 * work to spare for it asks for the method itself. Headers that pretend another method are not looked at.
 */
export function allowMethods(method: 'GET' | 'POST', ...others: 'OPTIONS'[]): MiddlewareHandler<RouteEnv> {
  const allowed: readonly string[] = [method, ...(method === 'GET' ? ['HEAD'] : []), ...others];
  return async (c, next) => {
    if (allowed.includes(c.req.method)) return next();
    c.header('allow', allowed.join(', '));
    throw new Refusal({ code: 'method_not_allowed' });
  };
}

/** A route like the others, so that a 404 is ours even where this app is mounted in another one. */
export const notFound: MiddlewareHandler<RouteEnv> = async () => {
  throw new Refusal({ code: 'not_found' });
};
