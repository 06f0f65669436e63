import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
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
  const pageOf = (hasMore: boolean) =>
    gatewayTo((response) => json(response, 200, { object: 'list', data: [session(0)], has_more: hasMore }));

  test.each(['open', 'complete'] as const)('that are %s are read in one call', async (status) => {
    const gateway = await pageOf(false);
    expect((await gateway.listSessionsOfLink(LINK.id, status, soon())).map(({ id }) => id)).toEqual([session(0).id]);
    const [{ line } = { line: '' }, ...more] = stripe.requests;
    expect(more).toEqual([]);
    expect(Object.fromEntries(new URLSearchParams(line.slice(line.indexOf('?'))))).toMatchObject({
      payment_link: LINK.id,
      status,
      limit: '100',
    });
  });

  test('that are open may be more than one page, and complete ones that are leave it unresolved', async () => {
    const gateway = await pageOf(true);
    expect(await gateway.listSessionsOfLink(LINK.id, 'open', soon())).toHaveLength(1);
    expect(await codeOf(gateway.listSessionsOfLink(LINK.id, 'complete', soon()))).toBe('payment_unresolved');
    expect(stripe.requests).toHaveLength(2);
  });
});
