import { Hono } from 'hono';
import { Account } from './account/account.js';
import { letPass } from './agenda.js';
import { answerApi } from './api/api.js';
import { Permissions } from './api/permissions.js';
import { RateLimits } from './api/rate-limits.js';
import { settleWhatIsDue } from './checkout/expire.js';
import { Clock } from './clock.js';
import { controlRoutes } from './control/control.js';
import { ConnectionReset } from './faults/connection-reset.js';
import { elementsRoutes } from './elements/routes.js';
import { Faults } from './faults/faults.js';
import { IdempotencyKeys } from './idempotency.js';
import { Ledger, type LedgerEntry } from './ledger.js';
import { pageRoutes } from './pages/routes.js';
import { Deliveries } from './webhooks/deliveries.js';

export interface SandboxOptions {
  /** Where the sandbox is reached, as in `http://127.0.0.1:4242`; session URLs and pages are built from it. */
  readonly origin: string;
  /** Milliseconds since the epoch; `Date.now` by default. */
  readonly now?: () => number;
  /** How webhooks are sent; the platform's `fetch` by default. */
  readonly send?: typeof fetch;
  /** Told of each entry of the ledger as it is made; nobody by default. It must not throw. */
  readonly onEntry?: (entry: LedgerEntry) => void;
}

export interface Sandbox {
  /**
   * Answers Stripe's API under `/v1`, the payment page under `/c/pay`, `window.Stripe` at `/endive/stripe.js` with its
   * frames under `/elements`, and the controls under `/_sandbox`.
   *
   * @throws ConnectionReset where a fault breaks the connection; a response's body may error with it as well
   */
  fetch(request: Request): Promise<Response>;
}

/** One Stripe test account, empty, in memory. */
export function createSandbox({ origin, now = Date.now, send = fetch, onEntry }: SandboxOptions): Sandbox {
  const base = origin.replace(/\/+$/, '');
  const clock = new Clock(now);
  const faults = new Faults();
  const deliveries = new Deliveries(
    () => account,
    (...request) => send(...request),
  );
  const emptyAccount = (): Account => new Account(clock, new Ledger(onEntry), (event) => deliveries.add(event));
  let account = emptyAccount();
  let keys = new IdempotencyKeys();
  let limits = new RateLimits();
  let permissions = new Permissions();

  const reset = (): void => {
    faults.reset();
    deliveries.reset();
    clock.reset();
    account = emptyAccount();
    keys = new IdempotencyKeys();
    limits = new RateLimits();
    permissions = new Permissions();
  };

  /** Time passes on its own as well: every request finds expired what should have expired by then. */
  const settle = (): void => settleWhatIsDue(account);

  const advance = (seconds: number): Promise<void> => letPass(seconds, account, deliveries);

  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof ConnectionReset) throw error;
    const message = `The sandbox has made a mistake of its own: ${error.stack}`;
    return c.json({ error: { type: 'api_error', message } }, 500);
  });
  app.route(
    '/_sandbox',
    controlRoutes(() => ({ account, deliveries, faults, limits, permissions, origin: base, reset, advance })),
  );
  app.route(
    '/',
    pageRoutes(() => ({ account, deliveries })),
  );
  app.route(
    '/',
    elementsRoutes(() => ({ account, origin: base })),
  );
  app.all('/v1/*', (c) => answerApi(c.req.raw, { account, keys, faults, limits, permissions, origin: base }));

  return {
    async fetch(request) {
      settle();
      const response = await app.fetch(request);
      // Webhooks leave when the request has been answered, not before: the receiver may well ask about the object.
      void deliveries.deliverDue();
      return response;
    },
  };
}
