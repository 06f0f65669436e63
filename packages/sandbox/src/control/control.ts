import { Hono } from 'hono';
import { isOperation } from '../api/operations.js';
import { FAULT_KINDS, type FaultKind, type Faults } from '../faults.js';
import { actAsBuyer, type PageState } from '../pages/checkout.js';
import type { Attempt } from '../webhooks/deliveries.js';

/** What tests may do that Stripe's API has no call for. */
export interface ControlState extends PageState {
  readonly faults: Faults;
  readonly reset: () => void;
  /** Moves time forward and lets everything that is due happen. */
  readonly advance: (seconds: number) => Promise<void>;
}

/** The routes under `/_sandbox`. They speak JSON and answer 400 with `{ error }` to what they cannot do. */
export function controlRoutes(state: () => ControlState): Hono {
  const app = new Hono();
  app.get('/ledger', (c) => c.json({ entries: state().account.ledger.entries() }));

  app.post('/reset', (c) => {
    state().reset();
    return c.json({ reset: true });
  });

  app.post('/buyer', async (c) => {
    const { session, action, card, email } = await bodyOf(c.req.raw);
    if (typeof session !== 'string' || (action !== 'pay' && action !== 'decline' && action !== 'abandon')) {
      return c.json({ error: 'Give a session id and one of the actions pay, decline, abandon.' }, 400);
    }
    const given = {
      ...(typeof card === 'string' ? { card } : {}),
      ...(typeof email === 'string' ? { email } : {}),
    };
    return c.json(await actAsBuyer(session, action, given, state()));
  });

  app.post('/webhooks', async (c) => {
    const { deliver } = await bodyOf(c.req.raw);
    const { deliveries } = state();
    const ways: Record<string, () => Promise<Attempt[]>> = {
      now: () => deliveries.deliverNow(),
      twice: () => deliveries.deliverTwice(),
      reversed: () => deliveries.deliverReversed(),
      hold: async () => {
        deliveries.hold(true);
        return [];
      },
      resume: async () => {
        deliveries.hold(false);
        return deliveries.deliverDue();
      },
    };
    const way = typeof deliver === 'string' && Object.hasOwn(ways, deliver) ? ways[deliver] : undefined;
    if (!way) return c.json({ error: `Give deliver as one of ${Object.keys(ways).join(', ')}.` }, 400);
    return c.json({ attempts: await way() });
  });

  app.post('/clock', async (c) => {
    const { advance } = await bodyOf(c.req.raw);
    if (typeof advance !== 'number' || !Number.isSafeInteger(advance) || advance < 0) {
      return c.json({ error: 'Give advance as a whole number of seconds, 0 or more.' }, 400);
    }
    await state().advance(advance);
    return c.json({ now: state().account.clock.now() });
  });

  app.post('/faults', async (c) => {
    const { operation, kind, times = 1 } = await bodyOf(c.req.raw);
    const isKnown = typeof operation === 'string' && (operation === '*' || isOperation(operation));
    if (!isKnown || !FAULT_KINDS.includes(kind as FaultKind) || typeof times !== 'number' || times < 1) {
      return c.json(
        { error: `Give an operation the sandbox has (or *), times, and a kind: ${FAULT_KINDS.join(', ')}.` },
        400,
      );
    }
    state().faults.order(operation, kind as FaultKind, times);
    return c.json({ ordered: true });
  });
  return app;
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await request.json();
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
