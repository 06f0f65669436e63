import { Hono } from 'hono';
import type { Permissions } from '../api/permissions.js';
import { isOperation } from '../api/operations.js';
import { RATES, type RateLimitMode, type RateLimits } from '../api/rate-limits.js';
import { ApiError } from '../errors.js';
import { readFaultOrder } from '../faults/fault.js';
import type { Faults } from '../faults/faults.js';
import { actAsBuyer, readWishes } from '../pages/buyer-without-browser.js';
import type { PageState } from '../pages/checkout.js';
import { changeSettings, changeWallets, decideDispute, dispute } from './account-controls.js';
import { changeSavedCards, savePortalSettings } from './billing-controls.js';
import { bodyOf, ControlError } from './control-error.js';
import { payIntentAsBuyer, tokenOfBuyer } from './intent-buyer.js';
import { controlWebhooks } from './webhook-controls.js';

/** What tests may do that Stripe's API has no call for. */
export interface ControlState extends PageState {
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly permissions: Permissions;
  /** Where the sandbox is reached, without a trailing slash. */
  readonly origin: string;
  readonly reset: () => void;
  /** Lets `seconds` pass, and everything that falls due in them happen. */
  readonly advance: (seconds: number) => Promise<void>;
}

const MODES: readonly RateLimitMode[] = ['off', 'test', 'live'];

/** The routes under `/_sandbox`. They speak JSON and answer 400 with `{ error }` to what they cannot do. */
export function controlRoutes(state: () => ControlState): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    // What the account refuses is refused here as well, in the words of a control.
    if (error instanceof ControlError || error instanceof ApiError) return c.json({ error: error.message }, 400);
    throw error;
  });

  app.get('/ledger', (c) => c.json({ entries: state().account.ledger.entries() }));
  app.get('/deliveries', (c) => c.json({ deliveries: state().deliveries.report() }));

  app.post('/reset', (c) => {
    state().reset();
    return c.json({ reset: true });
  });

  app.post('/buyer', async (c) => {
    const { session, paymentIntent, action, ...rest } = await bodyOf(c.req.raw);
    const given = session ?? paymentIntent;
    if (typeof given !== 'string' || (action !== 'pay' && action !== 'decline' && action !== 'abandon')) {
      throw new ControlError('Give the id of a session or of a paymentIntent, and pay, decline or abandon as action.');
    }
    const wishes = readWishes(rest);
    if (session !== undefined) return c.json(await actAsBuyer(given, action, wishes, state()));
    return c.json(payIntentAsBuyer(state().account, given, action, wishes, state().origin));
  });

  app.post('/confirmation-tokens', async (c) => {
    return c.json({ id: tokenOfBuyer(state().account, readWishes(await bodyOf(c.req.raw))).id });
  });

  app.post('/webhooks', async (c) => c.json(await controlWebhooks(await bodyOf(c.req.raw), state().deliveries)));

  app.post('/clock', async (c) => {
    const { advance } = await bodyOf(c.req.raw);
    if (typeof advance !== 'number' || !Number.isSafeInteger(advance) || advance < 0) {
      throw new ControlError('Give advance as a whole number of seconds, 0 or more.');
    }
    await state().advance(advance);
    return c.json({ now: state().account.clock.now() });
  });

  app.post('/faults', async (c) => {
    const order = readFaultOrder(await bodyOf(c.req.raw), isOperation);
    if (typeof order === 'string') throw new ControlError(order);
    state().faults.order(order);
    return c.json({ ordered: true });
  });

  app.post('/limits', async (c) => {
    const { mode } = await bodyOf(c.req.raw);
    const known = MODES.find((each) => each === mode);
    if (!known) throw new ControlError(`Give mode as one of ${MODES.join(', ')}.`);
    state().limits.switchTo(known);
    return c.json({ mode: known, perSecond: known === 'off' ? null : RATES[known] });
  });

  app.post('/keys', async (c) => {
    const { key, permissions } = await bodyOf(c.req.raw);
    const isDeclared =
      typeof key === 'string' &&
      Array.isArray(permissions) &&
      permissions.every((each) => typeof each === 'string') &&
      state().permissions.declare(key, permissions);
    if (!isDeclared) {
      throw new ControlError('Give key as rk_test_… and permissions as a list such as rak_checkout_session_write.');
    }
    return c.json({ key, permissions });
  });

  app.post('/wallets', async (c) => c.json(changeWallets(await bodyOf(c.req.raw), state().account)));

  app.post('/cards', async (c) => c.json(changeSavedCards(await bodyOf(c.req.raw), state().account)));

  app.post('/portal', async (c) => c.json(savePortalSettings(await bodyOf(c.req.raw), state().account)));

  app.post('/account', async (c) => c.json(changeSettings(await bodyOf(c.req.raw), state().account)));

  app.post('/disputes', async (c) => c.json(dispute(await bodyOf(c.req.raw), state().account)));

  app.post('/disputes/:id', async (c) =>
    c.json(decideDispute(c.req.param('id'), await bodyOf(c.req.raw), state().account)),
  );
  return app;
}
