import type { Context, MiddlewareHandler } from 'hono';
import type { RouteEnv } from '../deps.js';
import { whereabouts, type Log } from '../log/log.js';
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

/** Counts one request. Null when it may go on; else why not, and for how long. */
export type Admission = (c: Context<RouteEnv>) => Promise<Refusal | null>;

/**
 * Holds a request against the client's limit (429), then against everybody's (503). One without a known client counts
 * against everybody's only, and so does everyone while a limiter of the platform's is out of order: it must not keep a
 * whole shop from selling.
 */
export function admission(budget: Budget, clientKey: ClientKey, log: Log): Admission {
  const patienceOf = async (client: string): Promise<number> => {
    try {
      return await budget.perClient(client);
    } catch (error) {
      log({ level: 'error', event: 'client_limit_failed', ...whereabouts(error) });
      return 0;
    }
  };
  return async (c) => {
    const client = clientKey(c);
    const patience = client === null ? 0 : await patienceOf(client);
    if (patience > 0) return new Refusal({ code: 'rate_limited', retryAfter: patience });
    const wait = budget.everybody.take('everybody');
    return wait > 0 ? new Refusal({ code: 'overloaded', retryAfter: wait }) : null;
  };
}

/** Refuses what is over a limit, before the body is read. */
export function rateLimit(admit: Admission): MiddlewareHandler<RouteEnv> {
  return async (c, next) => {
    const refusal = await admit(c);
    if (refusal !== null) throw refusal;
    return next();
  };
}

/** A limit in this process's memory: a busy client's first minute is free, then it goes at the pace given. */
export function memoryLimit(perMinute: number, now: () => number): ClientLimit {
  const pace = createPace({ burst: perMinute, perSecond: perMinute / 60, now });
  return (client) => pace.take(client);
}
