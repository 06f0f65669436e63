import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { STRIPE_ANSWER_LIMIT_BYTES } from '../limits.js';
import { Refusal } from '../refusal.js';
import { json, openOddStripe, stripeError, type OddStripe } from '../test-stack/odd-stripe.js';
import { createGateway } from './stripe-gateway.js';

const SESSION = {
  id: 'cs_test_a1B2c3D4e5F6g7H8i9J0',
  object: 'checkout.session',
  livemode: false,
  status: 'open',
  payment_status: 'unpaid',
  metadata: {},
  url: 'https://checkout.stripe.com/c/pay/cs_test_a1',
  payment_intent: null,
  line_items: { object: 'list', data: [], has_more: false },
};
const PARAMS = { mode: 'payment' as const, line_items: [{ price: 'price_1', quantity: 1 }] };
const soon = (milliseconds = 6000) => AbortSignal.timeout(milliseconds);

let stripe: OddStripe;
afterEach(() => stripe.close());

async function gatewayTo(answer: (response: ServerResponse, before: number) => void) {
  stripe = await openOddStripe(answer);
  return createGateway({
    secretKey: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
    publishableKey: null,
    webhookSecrets: [],
    apiBase: stripe.url,
    livemode: false,
  });
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Refusal ? error.evidence.code : `${String(error)}`),
  );

const drip = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

test('a refusal that Stripe saved and repeats asks for a new attempt; a fresh one is for the owner', async () => {
  const gateway = await gatewayTo((response, before) =>
    stripeError(
      response,
      400,
      'invalid_request_error',
      'price_inactive',
      before === 0 ? {} : { 'idempotent-replayed': 'true' },
    ),
  );
  expect(await codeOf(gateway.createSession(PARAMS, 'key', soon()))).toBe('stripe_rejected');
  expect(await codeOf(gateway.createSession(PARAMS, 'key', soon()))).toBe('attempt_conflict');
});

describe('an answer that is none', () => {
  test.each<[string, (response: ServerResponse) => void, string, number]>([
    ['null', (r) => json(r, 200, null), 'stripe_unreadable', 1],
    ['an empty list', (r) => json(r, 200, []), 'stripe_unreadable', 1],
    ['an empty object', (r) => json(r, 200, {}), 'stripe_unreadable', 1],
    ['another object', (r) => json(r, 200, { ...SESSION, object: 'payment_intent' }), 'stripe_unreadable', 1],
    ['an id of something else', (r) => json(r, 200, { ...SESSION, id: 'pi_123' }), 'stripe_unreadable', 1],
    ['no status', (r) => json(r, 200, { ...SESSION, status: 7 }), 'stripe_unreadable', 1],
    ['no address', (r) => json(r, 200, { ...SESSION, url: null }), 'stripe_unreadable', 1],
    ['an address of script', (r) => json(r, 200, { ...SESSION, url: 'javascript:alert(1)' }), 'stripe_unreadable', 1],
    ['a page', (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello'), 'stripe_unreadable', 1],
    ['a 404 without an error in it', (r) => json(r, 404, { nothing: true }), 'stripe_unreadable', 1],
    [
      'more than we read',
      (r) => json(r, 200, { ...SESSION, x: 'x'.repeat(STRIPE_ANSWER_LIMIT_BYTES) }),
      'stripe_unreadable',
      1,
    ],
    [
      'a page of a gateway',
      (r) => r.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502'),
      'stripe_unavailable',
      3,
    ],
    ['a connection that breaks off', (r) => r.destroy(), 'stripe_unavailable', 3],
    [
      'a body that breaks off',
      (r) => {
        r.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        r.write('{"id":');
        setImmediate(() => r.destroy());
      },
      'stripe_unavailable',
      3,
    ],
  ])('%s', async (_, answer, code, tries) => {
    const gateway = await gatewayTo(answer);
    expect(await codeOf(gateway.createSession(PARAMS, 'key-1', soon()))).toBe(code);
    expect(stripe.requests).toHaveLength(tries);
    expect(new Set(stripe.requests.map(({ key }) => key))).toEqual(new Set(['key-1']));
  });

  test.each([
    ['no client secret', null],
    ['another session’s', 'cs_test_z9Y8x7W6v5U4t3S2r1Q0_secret_fid'],
    ['an address in its place', 'https://checkout.stripe.com/c/pay/cs_test_a1'],
  ])('%s, where the buyer pays in the shop’s page', async (_, clientSecret) => {
    const gateway = await gatewayTo((r) => json(r, 200, { ...SESSION, client_secret: clientSecret }));
    const params = { ...PARAMS, ui_mode: 'elements' };
    expect(await codeOf(gateway.createSession(params, 'key-1', soon()))).toBe('stripe_unreadable');
  });

  test('a redirect: the key goes to no other host', async () => {
    const elsewhere = await openOddStripe((response) => json(response, 200, SESSION));
    const gateway = await gatewayTo((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(await codeOf(gateway.createSession(PARAMS, 'key-1', soon()))).toBe('stripe_unavailable');
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  // One try alone may take five seconds.
  test.each([
    ['a drip', drip],
    ['silence', () => undefined],
  ])('%s ends at the deadline, in the middle of the first try', { timeout: 4000 }, async (_, answer) => {
    const gateway = await gatewayTo(answer);
    expect(await codeOf(gateway.retrieveSession(SESSION.id, soon(300)))).toBe('stripe_timeout');
    expect(stripe.requests).toHaveLength(1);
  });
});

describe('a refusal of Stripe’s', () => {
  test.each<[number, string, string | undefined, string, number]>([
    [400, 'invalid_request_error', 'parameter_unknown', 'stripe_rejected', 1],
    [400, 'idempotency_error', undefined, 'attempt_conflict', 1],
    [401, 'invalid_request_error', undefined, 'misconfigured', 1],
    [402, 'card_error', 'card_declined', 'stripe_rejected', 1],
    [403, 'invalid_request_error', undefined, 'misconfigured', 1],
    [404, 'invalid_request_error', 'resource_missing', 'stripe_rejected', 1],
    [409, 'idempotency_error', 'idempotency_key_in_use', 'checkout_in_progress', 3],
    [429, 'invalid_request_error', 'rate_limit', 'stripe_unavailable', 3],
    [500, 'api_error', undefined, 'stripe_unavailable', 3],
    [503, 'api_error', undefined, 'stripe_unavailable', 3],
  ])('%i %s %s', async (status, type, code, wire, tries) => {
    const gateway = await gatewayTo((response) => stripeError(response, status, type, code));
    const refusal = await gateway.createSession(PARAMS, 'key-1', soon()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    const { evidence, note, message } = refusal as Refusal;
    expect(evidence.code).toBe(wire);
    expect(stripe.requests).toHaveLength(tries);
    // The owner learns Stripe's code; Stripe's text, which may hold anything, stays out of what is sent and noted.
    expect(note).toContain(String(status));
    expect(`${JSON.stringify(evidence)} ${note} ${message}`).not.toMatch(/CANARY|LEAK|ada@|acct_/);
  });

  test('is heeded when it says that another try is of no use', async () => {
    const gateway = await gatewayTo((r) =>
      stripeError(r, 500, 'api_error', undefined, { 'stripe-should-retry': 'false' }),
    );
    expect(await codeOf(gateway.retrieveSession(SESSION.id, soon()))).toBe('stripe_unavailable');
    expect(stripe.requests).toHaveLength(1);
  });

  test('that was saved under a key is left behind with that key, once', async () => {
    const gateway = await gatewayTo((response, before) =>
      before === 0
        ? stripeError(response, 500, 'api_error', undefined, { 'idempotent-replayed': 'true' })
        : json(response, 200, SESSION),
    );
    const { session, replayed } = await gateway.createSession(PARAMS, 'key-1', soon());
    expect([session.id, replayed]).toEqual([SESSION.id, false]);
    expect(stripe.requests.map(({ key }) => key)).toEqual(['key-1', 'key-1.again']);
  });

  test('of a session is no failure, but the answer that there is none', async () => {
    const gateway = await gatewayTo((r) => stripeError(r, 404, 'invalid_request_error', 'resource_missing'));
    expect(await gateway.retrieveSession(SESSION.id, soon())).toBeNull();
  });
});

describe('a call', () => {
  test('that failed in passing is made again, with the same key', async () => {
    for (const status of [429, 500, 409]) {
      const gateway = await gatewayTo((response, before) =>
        before === 0 ? stripeError(response, status, 'api_error') : json(response, 200, SESSION),
      );
      expect((await gateway.createSession(PARAMS, 'key-1', soon())).session.id).toBe(SESSION.id);
      expect(stripe.requests.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
      await stripe.close();
    }
  });

  test('tells a replay from a new session', async () => {
    const gateway = await gatewayTo((r) => json(r, 200, { ...SESSION, url: null }, { 'idempotent-replayed': 'true' }));
    expect((await gateway.createSession(PARAMS, 'key-1', soon())).replayed).toBe(true);
  });

  test('reads every page of prices', async () => {
    const gateway = await gatewayTo((response, before) =>
      json(response, 200, { object: 'list', data: [{ object: 'price', id: `price_${before}` }], has_more: before < 2 }),
    );
    expect((await gateway.listActivePrices(soon())).map(({ id }) => id)).toEqual(['price_0', 'price_1', 'price_2']);
    expect(stripe.requests[1]?.line).toContain('starting_after=price_0');
  });
});
