import type { Hono } from 'hono';
import {
  ConfigError,
  createProxy,
  misconfiguredProxy,
  type ClientLimit,
  type ProxyOptions,
  type RouteEnv,
} from './index.js';
import type { Environment } from './index.js';

/** What Cloudflare's rate limiting binding looks like from a Worker. */
interface RateLimitBinding {
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

/** Seconds: the period that the bindings in wrangler.jsonc count over. The binding itself does not tell. */
const BINDING_PERIOD_SECONDS = 60;

/** A Worker for a shop that has something to add in code: `export default proxyWorker({ onOrder })`. */
export function proxyWorker(options: Omit<ProxyOptions, 'env'> = {}) {
  // Settings come with the first request, and stay the same for as long as this isolate lives.
  let proxy: Hono<RouteEnv> | undefined;
  return {
    fetch(request: Request, env: Environment, context: Parameters<Hono['fetch']>[2]): Response | Promise<Response> {
      proxy ??= proxyFor(env, options);
      return proxy.fetch(request, env, context);
    },
  };
}

export default proxyWorker();

function proxyFor(env: Environment, options: Omit<ProxyOptions, 'env'>): Hono<RouteEnv> {
  const checkout = clientLimit(env['CART_CHECKOUT_LIMITER']);
  const order = clientLimit(env['CART_ORDER_LIMITER']);
  const clientLimits = { ...(checkout && { checkout }), ...(order && { order }), ...options.clientLimits };
  try {
    return createProxy({ ...options, env, clientLimits });
  } catch (error) {
    if (error instanceof ConfigError) return misconfiguredProxy(error.problems, options);
    throw error;
  }
}

function clientLimit(binding: unknown): ClientLimit | undefined {
  if (typeof binding !== 'object' || binding === null || !('limit' in binding)) return undefined;
  const limiter = binding as RateLimitBinding;
  return async (client) => ((await limiter.limit({ key: client })).success ? 0 : BINDING_PERIOD_SECONDS);
}
