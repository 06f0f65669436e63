import { PROBLEMS, type ProblemCode } from '@stripe-cart/contract';
import { parseCheckoutReply } from '@stripe-cart/contract/parse';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../test-stack/node-runtime.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { tamperedRequest, type TamperedRequest } from '../test-stack/tampered-request.js';
import { workerdRuntime } from '../test-stack/workerd-runtime.js';

/** So many are on their way at once. */
const BATCH = 50;

/** Every stage at which a request can be refused has refused some. */
const REACHED = [
  'method_not_allowed',
  'origin_not_allowed',
  'unsupported_media_type',
  'body_too_large',
  'bad_json',
  'invalid_request',
  'unknown_field',
  'unknown_item',
  'price_changed',
];

interface Tally {
  sent: number;
  accepted: number;
  readonly refusals: Map<string, number>;
}

/**
 * Sends one and judges the answer: it is ours, it is no failure of ours, and it says yes only to what the contract
 * calls a checkout.
 */
async function judge(shop: TestShop, request: TamperedRequest, tally: Tally): Promise<void> {
  const response = await shop.send(request.path, request);
  const text = await response.text();
  tally.sent += 1;
  expect(response.status, text).toBeLessThan(500);
  expect(response.headers.get('x-request-id')).not.toBeNull();
  const answer = JSON.parse(text) as { code?: ProblemCode; status?: unknown };
  if (response.status >= 400) {
    const code = answer.code ?? 'internal';
    expect(PROBLEMS[code]?.[0], text).toBe(response.status);
    tally.refusals.set(code, (tally.refusals.get(code) ?? 0) + 1);
  } else {
    expect(parseCheckoutReply(answer), text).toMatchObject({ ok: true, value: { status: 'open' } });
    tally.accepted += 1;
  }
}

const RUNS: readonly (readonly [Runtime, number])[] = [
  [nodeRuntime, 20_000],
  [workerdRuntime, 2_000],
];

describe.each(RUNS)('tampered requests', (runtime, count) => {
  it(`${count} of them on ${runtime.name}: no failure of ours, and no Stripe call for what was refused`, async () => {
    const shop = await openShop(runtime);
    const seed = Number(process.env['TAMPERING_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    const tally: Tally = { sent: 0, accepted: 0, refusals: new Map() };
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(tamperedRequest, { minLength: BATCH, maxLength: BATCH }), async (requests) => {
          await Promise.all(requests.map((request) => judge(shop, request, tally)));
        }),
        { seed, numRuns: count / BATCH, endOnFailure: true },
      );
      const calls = (await shop.ledger()).filter(({ kind }) => kind === 'call');
      expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(['checkout.sessions.create']));
      expect(calls.length).toBe(tally.accepted);
      // Nearly all were refused, in many ways: else this would prove little.
      expect(tally.sent).toBe(count);
      expect(tally.accepted).toBeLessThan(count / 4);
      for (const code of REACHED) expect([...tally.refusals.keys()]).toContain(code);
      const codes = [...tally.refusals].map(([code, times]) => `${code} ${times}`).join(', ');
      process.stdout.write(
        `tampered requests on ${runtime.name}: seed ${seed}, ${tally.sent} sent, 0 answered 5xx, ` +
          `${tally.accepted} were good after all with ${calls.length} Stripe calls, the others cost none (${codes})\n`,
      );
    } finally {
      await shop.close();
    }
  }, 180_000);
});
