import type { MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';
import { Refusal } from '../refusal.js';
import type { ClientKey } from './client-key.js';
import { createPace, type Pace } from './pace.js';

/**
 * Counts one request of this client: 0 when it may go on, else the whole seconds to wait. What Cloudflare's rate
 * limiting binding offers is easily made one of these (`worker.ts`).
 */
export type ClientLimit = (client: string) => Promise<number> | number;

/** What one kind of request may cost: by client, and altogether. */
export interface Budget {
  readonly perClient: ClientLimit;
  readonly everybody: Pace;
}

/**
 * Refuses what is over the client's limit (429), then what is over everybody's (503), before the body is read. A
 * request without a known client counts against everybody's only.
 */
export function rateLimit(budget: Budget, clientKey: ClientKey): MiddlewareHandler<RouteEnv> {
  return async (c, next) => {
    const client = clientKey(c);
    const patience = client === null ? 0 : await budget.perClient(client);
    if (patience > 0) throw new Refusal({ code: 'rate_limited', retryAfter: patience });
    const wait = budget.everybody.take('everybody');
    if (wait > 0) throw new Refusal({ code: 'overloaded', retryAfter: wait });
    return next();
  };
}

/** A limit in this process's memory: a busy client's first minute is free, then it goes at the pace given. */
export function memoryLimit(perMinute: number, now: () => number): ClientLimit {
  const pace = createPace({ burst: perMinute, perSecond: perMinute / 60, now });
  return (client) => pace.take(client);
}
