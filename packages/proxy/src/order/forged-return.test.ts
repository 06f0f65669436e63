import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UNVERIFIED_RETURN } from '@stripe-cart/contract';
import { catalogFromFile } from '../catalog/from-file.js';
import { inProcess } from '../test-stack/in-process.js';
import { paidSession, type Fields, type Json } from '../test-stack/paid-session.js';
import { fingerprintOf } from './fingerprint.js';
import { linesMetadata } from './intent-lines.js';
import { createKeyring } from './keyring.js';
import { sealOrderToken } from './order-token.js';
import { paidBy } from './paid-by.js';
import { metadataOf, type PaymentKind, type SalePromise } from './promise.js';
import { returnNonce } from './return-nonce.js';
import { linesFrom } from './stripe-lines.js';
import type Stripe from 'stripe';

/*
 * Returns that nobody was promised: made up, put together from true parts, or found in somebody's history. None is called
 * paid, and none tells more than the next one, whether what it names exists or not, and whose it is.
 */

/** Ten times as many, and more, by `pnpm --filter @stripe-cart/proxy test:forged`. */
const FORGED = Number(process.env['FORGED_RETURNS'] ?? 1000);

const SECRET = 'k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu';
const OURS = createKeyring([SECRET]);
const THEIRS = createKeyring(['another secret of thirty-two or more']);
const NOW = Date.UTC(2026, 10, 22);
const ATTEMPTS = ['6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f', '0d8f7c1e-2b3a-4c5d-8e9f-0a1b2c3d4e5f'] as const;

const LINES = [{ item: 'mug', name: 'Mug', options: [], quantity: 1, unitAmount: 1800 }];

async function promised(kind: PaymentKind, change: Partial<SalePromise>): Promise<SalePromise> {
  const session = paidSession();
  const sold = linesFrom(
    session as unknown as Stripe.Checkout.Session,
    session['lines'] as unknown as Stripe.LineItem[],
  );
  return {
    shop: 'pottery',
    attempt: ATTEMPTS[0],
    kind,
    predecessor: null,
    number: '7QK2-M4ZD-X0VB',
    currency: 'eur',
    fingerprint: await fingerprintOf('eur', kind === 'intent' ? LINES : sold),
    allows: ['discount', 'shipping', 'tax'],
    charge: kind === 'intent' ? { total: 1800, shipping: null, shipsTo: [] } : null,
    ...change,
  };
}

async function paidObject(id: string, change: Partial<SalePromise> = {}, keys = OURS): Promise<Fields> {
  if (id.startsWith('pi_')) {
    const metadata = await metadataOf(await promised('intent', change), keys);
    const charge = { status: 'succeeded', disputed: false, refunded: false, amount_refunded: 0 };
    const intent = {
      object: 'payment_intent',
      id,
      livemode: false,
      created: 1,
      status: 'succeeded',
      latest_charge: charge,
    };
    const money = { amount: 1800, amount_received: 1800, currency: 'eur', next_action: null, last_payment_error: null };
    return { ...intent, ...money, metadata: { ...metadata, ...linesMetadata(LINES) } };
  }
  const session = paidSession();
  const metadata = await metadataOf(await promised('session', change), keys);
  return { ...session, id, created: 1, metadata, line_items: { data: session['lines'] ?? [], has_more: false } };
}

/** All of them are paid: a return that gets at one of them without its own nonce has won. */
const OBJECTS: readonly (readonly [id: string, change: Partial<SalePromise>, keys?: typeof OURS])[] = [
  ['cs_test_a1OursAndPaid000000', {}],
  ['pi_3OursAndPaid0000000000', {}],
  ['cs_test_a1OfTheOtherShop000', { shop: 'tiles' }],
  ['pi_3OfTheOtherShop0000000', { shop: 'tiles' }],
  ['cs_test_a1SignedByAnother00', {}, THEIRS],
  ['pi_3SignedByAnother000000', {}, THEIRS],
  ['cs_test_a1OfAnotherBuyer000', { attempt: ATTEMPTS[1] }],
  ['pi_3OfAnotherBuyer0000000', { attempt: ATTEMPTS[1] }],
];
const ABSENT = [
  'cs_test_a1NobodyEverMade000',
  'cs_live_a1NobodyEverMade000',
  'pi_3NobodyEverMade0000000',
  'in_1NobodyEverMade',
];

const shown = new Map<string, Json>();
for (const [id, change, keys] of OBJECTS) shown.set(id, await paidObject(id, change, keys));
const fetched = catalogFromFile({
  version: 1,
  currency: 'eur',
  items: [{ id: 'mug', name: 'Mug', amounts: { eur: 1800 }, returnUrl: 'https://evil.test/' }],
});
const settings = {
  CART_TOKEN_SECRET: SECRET,
  CART_PENDING_URL: 'https://shop.example/pending.html',
  CART_ERROR_URL: 'https://shop.example/sorry.html',
  CART_RETURN_PAGES: 'de=https://shop.example/danke.html',
};
const proxy = inProcess(shown, settings, fetched);

/** What the address would say that belongs to this very payment: what is forged is never that. */
const GENUINE = new Map<string, string>();
for (const [id, { attempt = ATTEMPTS[0] }] of OBJECTS) {
  GENUINE.set(id, await returnNonce(OURS, attempt, id.startsWith('pi_') ? 'intent' : 'session'));
}
const isGenuine = (id: string, nonce: string): boolean =>
  GENUINE.get(id) === nonce &&
  OBJECTS.some(([own, { shop }, keys]) => own === id && shop === undefined && keys === undefined);

const nonces = [
  ...new Set(GENUINE.values()),
  await returnNonce(OURS, '11111111-2222-4333-8444-555555555555', 'session'),
  await returnNonce(OURS, ATTEMPTS[0], 'link'),
  await returnNonce(THEIRS, ATTEMPTS[0], 'session'),
  await returnNonce(THEIRS, ATTEMPTS[0], 'intent'),
];
const ours = new Set(nonces.slice(0, -2));
const altered = (text: string) =>
  fc
    .tuple(fc.nat(text.length - 1), fc.constantFrom(...'AZaz09-_.'), fc.nat(2))
    .map(([at, character, cut]) =>
      cut === 0 ? text.slice(0, at) : text.slice(0, at) + character + text.slice(at + 1),
    );
const anyId = fc.oneof(
  fc.constantFrom(...OBJECTS.map(([id]) => id), ...ABSENT),
  fc.constantFrom('', '{CHECKOUT_SESSION_ID}', '../v1/balance', 'cs_test_', 'constructor'),
  fc.constantFrom(...OBJECTS.map(([id]) => id)).chain(altered),
);
const anyNonce = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nonces) },
  { weight: 2, arbitrary: fc.constantFrom(...nonces).chain(altered) },
  { weight: 1, arbitrary: fc.oneof(fc.string(), fc.constant('')) },
);
const query = fc
  .record(
    {
      nonce: anyNonce,
      session_id: anyId,
      payment_intent: anyId,
      payment_intent_client_secret: fc.constantFrom('pi_3OursAndPaid0000000000_secret_canary', 'canary'),
      redirect_status: fc.constantFrom('succeeded', 'failed', 'pending'),
      invoice: fc.constantFrom('in_1NobodyEverMade', 'a.b.c.d.e'),
    },
    { requiredKeys: ['nonce'] },
  )
  .filter(({ nonce, session_id: session = '', payment_intent: intent = '' }) =>
    [session, intent].every((id) => !isGenuine(id, nonce)),
  );

const shapeOf = (response: Response) => {
  const headers = [...response.headers].filter(([name]) => !['x-request-id', 'date'].includes(name)).sort();
  return JSON.stringify([response.status, headers]);
};

test(`${FORGED} forged returns: called paid 0, told apart 0`, { timeout: 600_000 }, async () => {
  const answers = new Map<string, number>();
  proxy.log.length = 0;
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom('GET', 'GET', 'GET', 'HEAD'), async (forged, method) => {
      proxy.asked.length = 0;
      const response = await proxy.comeBack(forged, method);
      // What a stranger makes up costs the shop nothing of its share of Stripe.
      if (method === 'HEAD' || !ours.has(forged.nonce)) expect(proxy.asked).toEqual([]);
      expect(proxy.asked.length).toBeLessThanOrEqual(1);
      const shape = `${shapeOf(response)} ${await response.text()}`;
      answers.set(shape, (answers.get(shape) ?? 0) + 1);
      expect(response.headers.get('location')).toBe(
        `https://shop.example/thanks.html?from=stripe#order=${UNVERIFIED_RETURN}`,
      );
    }),
    { numRuns: FORGED },
  );
  expect(answers.size).toBe(1);
  expect(JSON.stringify(proxy.log)).not.toMatch(/canary|redirect_status|_secret_|succeeded/);
});

test('a genuine return is none of them, and is asked of Stripe once', async () => {
  for (const [id] of OBJECTS.slice(0, 2)) {
    proxy.asked.length = 0;
    const name = id.startsWith('pi_') ? 'payment_intent' : 'session_id';
    const response = await proxy.comeBack({ nonce: GENUINE.get(id) ?? '', [name]: id, redirect_status: 'failed' });
    const [page, token = ''] = (response.headers.get('location') ?? '').split('#order=');
    expect(page).toBe('https://shop.example/thanks.html?from=stripe');
    expect((await proxy.order({ by: 'order', token })).body.status).toBe('paid');
    expect(proxy.asked).toEqual([id, id]);
  }
});

test('a page that a fetched catalogue names elsewhere is no page of the shop’s', async () => {
  const [id = ''] = OBJECTS[1] ?? [];
  proxy.log.length = 0;
  const response = await proxy.comeBack({ nonce: GENUINE.get(id) ?? '', payment_intent: id });
  expect(new URL(response.headers.get('location') ?? '').origin).toBe('https://shop.example');
  expect(proxy.log.map(({ event }) => event)).toContain('return_page_ignored');
});

test(`${FORGED} forged orders: called paid 0, told apart 0`, { timeout: 600_000 }, async () => {
  const genuine = new Map<string, string>();
  const tokens: string[] = [];
  for (const id of [...OBJECTS.map(([own]) => own), ...ABSENT]) {
    const named = paidBy(id);
    if (named === null) continue;
    for (const nonce of nonces) {
      if (isGenuine(id, nonce)) genuine.set(id, await sealOrderToken(OURS, { paidBy: named, nonce }, 'pottery', NOW));
      else tokens.push(await sealOrderToken(OURS, { paidBy: named, nonce }, 'pottery', NOW));
      tokens.push(await sealOrderToken(THEIRS, { paidBy: named, nonce }, 'pottery', NOW));
      tokens.push(await sealOrderToken(OURS, { paidBy: named, nonce }, 'tiles', NOW));
    }
  }
  const expired = await Promise.all(
    [...genuine].map(([id, token]) => {
      const named = paidBy(id);
      const nonce = GENUINE.get(id) ?? '';
      return named === null
        ? token
        : sealOrderToken(OURS, { paidBy: named, nonce }, 'pottery', NOW - 91 * 24 * 3600 * 1000);
    }),
  );
  // The last bits of base 64 mean nothing: what is altered is altered before them.
  const anyToken = fc.oneof(
    fc.constantFrom(...tokens, ...expired),
    fc.constantFrom(...genuine.values()).chain((token) =>
      fc
        .tuple(fc.integer({ min: 0, max: token.length - 3 }), fc.constantFrom(...'AZaz09-_'))
        .filter(
          ([at, character]) =>
            token[at] !== '.' && !token.slice(at + 1, at + 2).startsWith('.') && token[at] !== character,
        )
        .map(([at, character]) => token.slice(0, at) + character + token.slice(at + 1)),
    ),
  );
  const answers = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyToken, async (token) => {
      const { status, headers, text, body } = await proxy.order({ by: 'order', token });
      const kept = [...headers].filter(([name]) => name !== 'x-request-id').sort();
      answers.add(JSON.stringify([status, kept, text.replace(body.requestId ?? '', '')]));
      expect([status, body.code]).toEqual([404, 'order_not_found']);
    }),
    { numRuns: FORGED },
  );
  expect(answers.size).toBe(1);
});
