import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, json, refusedBy, withHeader, type BrokenShop } from './broken-shop.fixture.js';
import { PERMISSIONS as NEEDED } from './permissions.js';
import { openClinic, PERMISSIONS, type Clinic } from './shop.fixture.js';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

/** One thing each. */
const BROKEN: readonly BrokenShop[] = [
  ['a key that may do everything', 'key_unrestricted', /sk_/, { key: 'sk_test_MayDoEverything1234' }],
  ['a key that was rolled', 'key_refused', /key/, { stripeFront: async () => refusedBy(401)() }],
  [
    'a key of the other mode',
    'key_mode_differs',
    /the key is test, the proxy live/,
    {
      front: at('/v1/config', async (pass) => {
        const answer = await pass();
        return json({ ...((await answer.json()) as object), livemode: true }, { headers: answer.headers });
      }),
    },
  ],
  [
    'a key that may not read disputes',
    'permission_missing',
    /Disputes: Read/,
    {
      permissions: PERMISSIONS.filter((permission) => permission !== 'rak_dispute_read'),
    },
  ],
  [
    'a key that may not make the links of a proxy that offers them',
    'permission_missing',
    /Payment Links: Write/,
    { settings: { CART_PAYMENT_LINKS: 'true' }, permissions: [...PERMISSIONS, 'rak_product_read'] },
  ],
  [
    'a key that may not read back what was sold by a link',
    'permission_missing',
    /Products: Read/,
    { settings: { CART_PAYMENT_LINKS: 'true' }, permissions: [...PERMISSIONS, 'rak_payment_link_write'] },
  ],
  [
    'a key that may only read sessions',
    'permission_missing',
    /Checkout Sessions: Write/,
    {
      permissions: PERMISSIONS.map((permission) => permission.replace('session_write', 'session_read')),
    },
  ],
  [
    'an API version that Stripe answers otherwise',
    'api_version_refused',
    /2024-06-20/,
    {
      stripeFront: async (_, pass) => withHeader('stripe-version', '2024-06-20')(pass),
    },
  ],
  ['Stripe in trouble', 'stripe_unreachable', /500/, { stripeFront: async () => refusedBy(500)() }],
  [
    'a firewall in front of the webhook',
    'webhook_unreachable',
    /403/,
    { front: at('/v1/webhooks/', () => new Response('Access denied', { status: 403 })) },
  ],
  [
    'another program at the webhook’s address',
    'webhook_unguarded',
    /webhooks/,
    { front: at('/v1/webhooks/', () => json({ received: true })) },
  ],
  [
    'a signing secret that is another endpoint’s',
    'webhook_secret_wrong',
    /STRIPE_WEBHOOK_SECRET/,
    { patient: () => ({ webhookSecrets: ['whsec_ofAnotherEndpoint0123456789'] }) },
  ],
  [
    'a proxy that has no signing secret',
    'webhook_secret_wrong',
    /STRIPE_WEBHOOK_SECRET/,
    { settings: { STRIPE_WEBHOOK_SECRET: undefined } },
  ],
  ['no webhook endpoint at Stripe', 'webhook_not_registered', /webhooks/, { events: null }],
  [
    'an endpoint that is switched off',
    'webhook_disabled',
    /webhooks/,
    {
      stripeFront: at('/v1/webhook_endpoints', async (pass) => {
        const list = (await (await pass()).json()) as { data: object[] };
        return json({ ...list, data: list.data.map((endpoint) => ({ ...endpoint, status: 'disabled' })) });
      }),
    },
  ],
  [
    'an endpoint that hears of nothing but orders',
    'webhook_events_missing',
    /charge\.refunded/,
    { events: ['checkout.session.completed'] },
  ],
];

describe('a key', () => {
  it('that lacks what only some settings need is told of it, and of no error', async () => {
    const findings = await clinic.findingsOf({ settings: { CART_CATALOG: 'stripe' } });
    const subjects = findings.filter(({ code }) => code === 'permission_conditional').map(({ subject }) => subject);
    expect(subjects).toEqual([
      'Prices: Read, with CART_CATALOG=stripe',
      'Products: Read, with CART_CATALOG=stripe',
      'Shipping Rates: Read, with CART_SHIPPING_RATES',
    ]);
  });

  it('is asked for the permissions that the proxy’s README has, each under its name in the Dashboard', () => {
    const readme = readFileSync(new URL('../../../proxy/README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^ *\| ([A-Z][\w ,]+?) +\| (Read|Write) +\|/gm)];
    const documented = rows.flatMap(([, names = '', level = '']) =>
      names.split(', ').map((name) => `${name}: ${level}`),
    );
    expect(new Set(NEEDED.map(({ name, level }) => `${name}: ${level}`))).toEqual(new Set(documented));
  });
});

describe('a shop with one thing wrong at Stripe', () => {
  it.each(BROKEN)('%s: %s', async (_, code, subject, setUp) => {
    expect(await clinic.troublesOf(setUp)).toEqual([{ code, subject: expect.stringMatching(subject) }]);
  });
});
