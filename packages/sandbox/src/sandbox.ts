import { Hono } from 'hono';
import { Account } from './account/account.js';
import { answerApi } from './api/api.js';
import { settleWhatIsDue } from './checkout/expire.js';
import { Clock } from './clock.js';
import { controlRoutes } from './control/control.js';
import { Faults } from './faults.js';
import { IdempotencyKeys } from './idempotency.js';
import { Ledger } from './ledger.js';
import { answerCheckoutPage } from './pages/checkout.js';
import { Deliveries } from './webhooks/deliveries.js';

export interface SandboxOptions {
  /** Where the sandbox is reached, as in `http://127.0.0.1:4242`; session URLs and pages are built from it. */
  readonly origin: string;
  /** Milliseconds since the epoch; `Date.now` by default. */
  readonly now?: () => number;
  /** How webhooks are sent; the platform's `fetch` by default. */
  readonly send?: typeof fetch;
}

export interface Sandbox {
  /** Answers Stripe's API under `/v1`, the payment page under `/c/pay` and the controls under `/_sandbox`. */
  fetch(request: Request): Promise<Response>;
}

/** One Stripe test account, empty, in memory. */
export function createSandbox({ origin, now = Date.now, send = fetch }: SandboxOptions): Sandbox {
  const base = origin.replace(/\/+$/, '');
  const clock = new Clock(now);
  const faults = new Faults();
  const deliveries = new Deliveries(
    () => account,
    (...request) => send(...request),
  );
  const emptyAccount = (): Account => new Account(clock, new Ledger(), (event) => deliveries.add(event));
  let account = emptyAccount();
  let keys = new IdempotencyKeys();

  const reset = (): void => {
    faults.reset();
    deliveries.reset();
    clock.reset();
    account = emptyAccount();
    keys = new IdempotencyKeys();
  };

  /** Time passes on its own as well: every request finds expired what should have expired by then. */
  const settle = (): void => settleWhatIsDue(account);

  const advance = async (seconds: number): Promise<void> => {
    clock.advance(seconds);
    settle();
    await deliveries.deliverDue();
  };

  const app = new Hono();
  app.route(
    '/_sandbox',
    controlRoutes(() => ({ account, deliveries, faults, reset, advance })),
  );
  app.on(['GET', 'POST'], '/c/pay/:id', (c) =>
    answerCheckoutPage(c.req.raw, c.req.param('id'), { account, deliveries }),
  );
  app.all('/v1/*', (c) => answerApi(c.req.raw, { account, keys, faults, origin: base }));
  app.get('/', (c) => c.text('An offline stand-in for Stripe: its API is under /v1, its controls under /_sandbox.'));

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
