import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createApp } from './app.js';
import { steadySupply } from './supply.js';
import { readConfig } from './config/read-config.js';
import type { Deps } from './deps.js';
import { createPace } from './http/pace.js';
import { createProxy } from './index.js';
import type { LogEntry } from './log/log.js';
import { createGateway } from './stripe/stripe-gateway.js';
import { SHOP, SOUND_SETTINGS } from './test-stack/shop.js';

const ENV = { ...SOUND_SETTINGS, CART_PUBLIC_URL: 'https://shop.example/pay' };
const silent = () => undefined;

describe('the proxy inside somebody’s own app', () => {
  const outer = new Hono();
  outer.get('/', (c) => c.text('the shop'));
  outer.route('/pay', createProxy({ env: ENV, log: silent }));
  outer.notFound((c) => c.text('outer not found', 404));
  outer.onError((_, c) => c.text('outer error', 500));

  it('answers under its path, and leaves the rest alone', async () => {
    expect(await (await outer.request('/')).text()).toBe('the shop');
    expect(await (await outer.request('/elsewhere')).text()).toBe('outer not found');
    expect(await (await outer.request('/pay/v1/health')).json()).toEqual({ status: 'ok' });
    expect((await outer.request('/pay/stripe-cart.js')).status).toBe(200);
    expect((await outer.request('/v1/health')).status).toBe(404);
  });

  it('keeps its own refusals and headers, whatever the app around it has', async () => {
    const foreign = await outer.request('/pay/v1/checkout', {
      method: 'POST',
      headers: { origin: 'https://evil.test' },
    });
    expect(await foreign.json()).toMatchObject({ code: 'origin_not_allowed' });
    const nowhere = await outer.request('/pay/v1/nowhere');
    expect(await nowhere.json()).toMatchObject({ code: 'not_found' });
    expect(nowhere.headers.get('x-request-id')).not.toBeNull();
  });
});

describe('the proxy behind something that has read the body', () => {
  it.each(['/v1/checkout', '/v1/webhooks/stripe'])(
    'says what is wrong at %s, and tells the owner the mend',
    async (path) => {
      const lines: LogEntry[] = [];
      const greedy = new Hono();
      greedy.use('*', async (c, next) => {
        await c.req.raw.text();
        await next();
      });
      const env = { ...ENV, STRIPE_WEBHOOK_SECRET: 'whsec_someSecretOfAnEndpoint0000' };
      greedy.route('/pay', createProxy({ env, log: (entry) => lines.push(entry) }));
      const response = await greedy.request(`/pay${path}`, {
        method: 'POST',
        headers: { origin: SHOP, 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' },
        body: '{}',
      });
      expect([response.status, await response.json()]).toMatchObject([503, { code: 'misconfigured' }]);
      expect(JSON.stringify(lines)).toContain('mount the proxy before it');
    },
  );
});

describe('a limiter of the platform’s that is out of order', () => {
  it('keeps nobody from paying, and is in the log', async () => {
    const lines: LogEntry[] = [];
    const broken = () => Promise.reject(new Error('canary'));
    const proxy = createProxy({
      env: { ...ENV, CART_CHECKOUTS_PER_SECOND: 2 },
      log: (entry) => lines.push(entry),
      now: () => 1_763_769_600_000,
      clientKey: () => 'somebody',
      clientLimits: { checkout: broken },
    });
    const ask = async () => {
      const headers = { origin: SHOP, 'content-type': 'application/json' };
      const response = await proxy.request('/v1/checkout', { method: 'POST', headers, body: '{}' });
      return response.status;
    };
    // The limit for everybody together still holds.
    expect([await ask(), await ask(), await ask()]).toEqual([422, 422, 503]);
    expect(lines.filter(({ event }) => event === 'client_limit_failed')).toHaveLength(3);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});

describe('what a request began on Workers', () => {
  it('is asked to be finished before the answer is there, and with what goes on behind it', async () => {
    let answer: (prices: Response) => void = () => undefined;
    const stripe = new Promise<Response>((resolve) => (answer = resolve));
    const real = globalThis.fetch;
    globalThis.fetch = () => stripe;
    try {
      const waits: Promise<unknown>[] = [];
      const context = { waitUntil: (work: Promise<unknown>) => void waits.push(work), passThroughOnException: silent };
      const proxy = createProxy({ env: { ...ENV, CART_CATALOG: 'stripe' }, log: silent });
      const asked = proxy.fetch(new Request('https://shop.example/v1/catalog'), {}, { ...context, props: {} });
      expect(waits).toHaveLength(1);
      let isOver = false;
      void waits[0]?.then(() => (isOver = true));
      await new Promise((resolve) => setImmediate(resolve));
      expect(isOver).toBe(false);
      answer(Response.json({ object: 'list', data: [], has_more: false }));
      expect((await asked).status).toBe(200);
      await waits[0];
    } finally {
      globalThis.fetch = real;
    }
  });
});

describe('a defect of ours', () => {
  const lines: LogEntry[] = [];

  /** An app in which the catalogue fails as no one has foreseen. */
  function brokenApp(error: Error) {
    const reading = readConfig(ENV);
    if (!reading.ok) throw new Error('these settings are sound');
    const { config } = reading;
    const now = Date.now;
    const current = async () => {
      throw error;
    };
    const catalog: Deps['catalog'] = { ...steadySupply(new Map()), current };
    const deps: Deps = {
      config,
      gateway: createGateway(config.stripe),
      catalog,
      shippingRates: steadySupply([]),
      now,
      log: (entry) => lines.push(entry),
    };
    const budget = { perClient: () => 0, everybody: createPace({ burst: 100, perSecond: 100, now }) };
    return createApp(deps, { clientKey: () => null, checkout: budget, order: budget });
  }

  it('is answered 500 with an id, readable by the page, and with nothing of what happened', async () => {
    const app = brokenApp(new TypeError('canary sk_live_NotARealKeyNotAReal of jenny@shop.example'));
    const response = await app.request('/v1/catalog', { headers: { origin: SHOP } });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toEqual({
      code: 'internal',
      status: 500,
      retryable: false,
      requestId: expect.any(String),
    });
    expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(`${text}${JSON.stringify([...response.headers])}`).not.toMatch(/canary|jenny|TypeError|\bat \//);
  });

  it('is in the log once, under that id, with the place and without the message', async () => {
    lines.length = 0;
    const response = await brokenApp(new TypeError('canary')).request('/v1/catalog');
    const { requestId } = (await response.json()) as { requestId: string };
    const defects = lines.filter(({ event }) => event === 'refused');
    expect(defects).toEqual([
      expect.objectContaining({ level: 'error', code: 'internal', requestId, error: 'TypeError' }),
    ]);
    expect(JSON.stringify(lines)).toContain('mounted.test.ts');
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});
