import { WEBHOOK_EVENTS } from '@stripe-cart/proxy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, form, json, withPolicy } from './broken-shop.fixture.js';
import { CATALOG, openClinic, soundPage, type Addresses, type Clinic } from './shop.fixture.js';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

describe('a shop in which everything is right', () => {
  it('is said to be so', async () => {
    const findings = await clinic.findingsOf({});
    // For the record: it is a trial, and what only a setting that nobody sees would need.
    expect(findings.map(({ code, subject }) => `${code}: ${subject}`)).toEqual([
      expect.stringMatching(/^test_mode: http/),
      'permission_conditional: Shipping Rates: Read, with CART_SHIPPING_RATES',
    ]);
  });

  it('is said to be so under a strict policy, with the form for buyers without JavaScript', async () => {
    const policy = ({ proxy, sandbox }: Addresses) =>
      `default-src 'none'; script-src ${proxy}; connect-src ${proxy}; form-action ${proxy} ${sandbox}`;
    expect(await clinic.troublesOf(withPolicy(policy, (where) => soundPage(where, form(where))))).toEqual([]);
  });

  it('is not blamed for a proxy that is busy', async () => {
    const oneItem = { ...CATALOG, items: CATALOG.items.slice(0, 1) };
    const front = at('/v1/checkout', async (pass) => {
      const answer = await pass();
      return answer.status === 204 ? answer : json({ code: 'rate_limited', retryAfter: 30 }, { status: 429 });
    });
    expect(await clinic.troublesOf({ settings: { CART_CATALOG: oneItem }, front })).toEqual([]);
  });

  it('is asked nothing of Stripe that makes or changes anything', async () => {
    const before = await objects();
    await clinic.troublesOf({ key: 'sk_test_MayDoEverything1234', settings: { CART_CATALOG: CATALOG } });
    expect(await objects()).toEqual(before);
  });

  it('is told of both events and permissions as they are, when all are sent', async () => {
    expect(await clinic.troublesOf({ events: [...WEBHOOK_EVENTS, 'customer.created'] })).toEqual([]);
  });
});

/** What exists at Stripe beside webhook endpoints, which these tests make themselves. */
async function objects(): Promise<unknown[]> {
  const response = await fetch(`${clinic.sandbox}/_sandbox/ledger`);
  const { entries } = (await response.json()) as { entries: { kind: string; object?: string }[] };
  return entries.filter(({ kind, object }) => (kind === 'object' && object !== 'webhook_endpoint') || kind === 'money');
}
