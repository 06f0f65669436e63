import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { LINK_SESSION_PAGES } from '../limits.js';
import { Refusal } from '../refusal.js';
import { json, openOddStripe, type OddStripe } from '../test-stack/odd-stripe.js';
import { createGateway } from './stripe-gateway.js';

const LINK = {
  id: 'plink_1TxAbCdEfGhIjKl',
  object: 'payment_link',
  livemode: false,
  active: true,
  metadata: {},
  url: 'https://buy.stripe.com/test_a1B2c3',
};
const session = (n: number) => ({
  id: `cs_test_a1B2c3D4e5F6g7H8i9J${n}`,
  object: 'checkout.session',
  livemode: false,
  status: 'expired',
  payment_status: 'unpaid',
  metadata: {},
  payment_intent: null,
});
const soon = () => AbortSignal.timeout(6000);

let stripe: OddStripe;
afterEach(() => stripe.close());

async function gatewayTo(answer: (response: ServerResponse, before: number) => void) {
  stripe = await openOddStripe(answer);
  const secretKey = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
  return createGateway({ secretKey, publishableKey: null, webhookSecrets: [], apiBase: stripe.url, livemode: false });
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Refusal ? error.evidence.code : `${String(error)}`),
  );

describe('an answer about a link that is none', () => {
  test.each<[string, object]>([
    ['another object', { object: 'price' }],
    ['an id of something else', { id: 'cs_test_a1B2c3D4e5F6' }],
    ['an id that leads elsewhere', { id: 'plink_../prices' }],
    ['no word on whether it is active', { active: undefined }],
    ['no metadata', { metadata: null }],
    ['no address', { url: null }],
    ['an address of script', { url: 'javascript:alert(1)' }],
  ])('%s', async (_, wrong) => {
    const gateway = await gatewayTo((response) => json(response, 200, { ...LINK, ...wrong }));
    const params = { line_items: [{ price: 'price_1', quantity: 1 }] };
    expect(await codeOf(gateway.createLink(params, 'key', soon()))).toBe('stripe_unreadable');
    expect(await codeOf(gateway.retrieveLink(LINK.id, soon()))).toBe('stripe_unreadable');
    expect(await codeOf(gateway.deactivateLink(LINK.id, soon()))).toBe('stripe_unreadable');
  });

  test('one that was switched off and is on is no success', async () => {
    const gateway = await gatewayTo((response) => json(response, 200, LINK));
    expect(await codeOf(gateway.deactivateLink(LINK.id, soon()))).toBe('stripe_unreadable');
  });
});

describe('the sessions of a link', () => {
  test('are read over all pages', async () => {
    const gateway = await gatewayTo((response, before) =>
      json(response, 200, { object: 'list', data: [session(before)], has_more: before < 2 }),
    );
    const found = await gateway.listSessionsOfLink(LINK.id, soon());
    expect(found.map(({ id }) => id)).toEqual([0, 1, 2].map((n) => session(n).id));
    const after = stripe.requests.map(({ line }) => /starting_after=(\w+)/.exec(line)?.[1]);
    expect(after).toEqual([undefined, session(0).id, session(1).id]);
  });

  test('are not read for ever: more than anybody opens leaves it unresolved', async () => {
    const gateway = await gatewayTo((response, before) =>
      json(response, 200, { object: 'list', data: [session(before)], has_more: true }),
    );
    expect(await codeOf(gateway.listSessionsOfLink(LINK.id, soon()))).toBe('payment_unresolved');
    expect(stripe.requests).toHaveLength(LINK_SESSION_PAGES);
  });
});
