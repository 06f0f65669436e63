import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';
import { Refusal } from '../refusal.js';

/**
 * One address, one spelling. Routers decode `%2e` and its like, so a firewall in front of this proxy and the proxy
 * itself could read the same path differently. Every path of ours is made of plain characters; another spelling is
 * another path, and there is nothing at it.
 */
export const plainPath: MiddlewareHandler<RouteEnv> = async (c, next) => {
  const asSent = new URL(c.req.url).pathname;
  if (asSent !== c.req.path || /[^\w./~-]|\/\//.test(asSent)) throw new Refusal({ code: 'not_found' });
  return next();
};
