import { misconfiguredProxy, WEBHOOK_EVENTS } from '@stripe-cart/proxy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CATALOG,
  listen,
  openClinic,
  PERMISSIONS,
  soundPage,
  sriOf,
  type Addresses,
  type Front,
  type SetUp,
} from './shop.fixture.js';

let clinic: Awaited<ReturnType<typeof openClinic>>;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

/** What costs sales or is worth a look; notes are for the record. */
const troubles = async (setUp: SetUp) => {
  const findings = await clinic.findingsOf(setUp);
  return findings.filter(({ severity }) => severity !== 'note').map(({ code, subject }) => ({ code, subject }));
};

/** The front page with this in its head, or with this policy. */
const withPage = (
  page: (at: Addresses) => string,
  headers: (at: Addresses) => Record<string, string> = () => ({}),
): SetUp => ({
  files: (at) => ({ '/': { body: page(at), headers: headers(at) } }),
});
const withPolicy = (policy: (at: Addresses) => string, page: (at: Addresses) => string = soundPage): SetUp =>
  withPage(page, (at) => ({ 'content-security-policy': policy(at) }));

const script = (src: string, attributes = '') =>
  `<!doctype html><script type="module" src="${src}" ${attributes}></script>`;
const form = ({ proxy }: Addresses) =>
  `<form data-cart-add="mug" action="${proxy}/v1/checkout" method="post"><button>Buy</button></form>`;
const catalog = (...items: object[]): SetUp => ({
  settings: { CART_CATALOG: { ...CATALOG, items: [...CATALOG.items, ...items] } },
});

const at =
  (path: string, answer: (pass: () => Promise<Response>) => Promise<Response> | Response): Front =>
  async (request, pass) =>
    request.url?.startsWith(path) === true ? answer(pass) : pass();
const withHeader = (name: string, value: string | null) => async (pass: () => Promise<Response>) => {
  const answer = await pass();
  if (value === null) answer.headers.delete(name);
  else answer.headers.set(name, value);
  return answer;
};
const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
const refusedBy = (status: number) => () =>
  json(
    { error: { type: 'invalid_request_error', message: 'No.' } },
    { status, headers: { 'stripe-should-retry': 'false' } },
  );

/** An address on which nobody listens any more. */
async function deadAddress(): Promise<string> {
  const server = await listen(() => Promise.resolve(new Response()));
  await server.close();
  return server.url;
}

const HOUR_MS = 3_600_000;

/** What is wrong, the code it should be called by, a word of what is named, and how it is brought about. */
const BROKEN: readonly (readonly [what: string, code: string, subject: RegExp, setUp: SetUp])[] = [
  [
    'a proxy that is not there',
    'proxy_unreachable',
    /ECONNREFUSED/,
    { patient: async () => ({ proxy: await deadAddress(), pages: [] }) },
  ],
  [
    'a proxy with a wrong setting',
    'proxy_misconfigured',
    /http/,
    {
      front: async () =>
        misconfiguredProxy([{ at: 'CART_ORIGINS', mend: 'is missing.' }], { log: () => undefined }).request('/'),
    },
  ],
  [
    'an address that is the shop’s, not the proxy’s',
    'not_a_proxy',
    /health/,
    { patient: ({ shop }) => ({ proxy: shop, pages: [] }) },
  ],
  ['a proxy of another version', 'version_differs', /0\.9\.0/, { patient: () => ({ version: '0.9.0' }) }],
  [
    'a proxy whose clock is an hour ahead',
    'clock_skew',
    /the proxy’s is 360[01] s ahead/,
    {
      now: () => Date.now() + HOUR_MS,
      front: async (_, pass) => withHeader('date', new Date(Date.now() + HOUR_MS).toUTCString())(pass),
    },
  ],
  ['a shop that is closed', 'shop_closed', /Back on Monday/, { settings: { CART_CLOSED: 'Back on Monday.' } }],

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
    'a page that is not there',
    'page_unreachable',
    /404/,
    { patient: ({ shop }) => ({ pages: [`${shop}/none.html`] }) },
  ],
  [
    'a page of an origin that is not allowed',
    'origin_not_allowed',
    /^http:\/\/localhost:\d+$/,
    {
      patient: ({ shop }) => ({ pages: [`${shop.replace('127.0.0.1', 'localhost')}/`] }),
    },
  ],
  [
    'a gateway that takes CORS headers away',
    'cors_stripped',
    /GET \/v1\/config/,
    {
      front: at('/v1/', withHeader('access-control-allow-origin', null)),
    },
  ],
  [
    'a gateway that answers OPTIONS by itself',
    'cors_stripped',
    /OPTIONS \/v1\/checkout/,
    {
      front: async (request, pass) => (request.method === 'OPTIONS' ? new Response(null, { status: 405 }) : pass()),
    },
  ],
  [
    'a page without the script',
    'cart_missing',
    /http/,
    withPage(() => '<!doctype html><button data-cart-add="mug">Add</button>'),
  ],
  [
    'a page with the script of another proxy',
    'other_proxy',
    /other\.example/,
    withPage(() => script('https://other.example/stripe-cart.js')),
  ],
  [
    'a page with a classic script',
    'script_not_module',
    /stripe-cart\.js/,
    withPage(({ proxy }) => `<script src="${proxy}/stripe-cart.js"></script>`),
  ],
  [
    'a page that pins a version which is gone',
    'widget_unreachable',
    /v0\.0\.1.*404/,
    withPage(({ proxy }) => script(`${proxy}/v0.0.1/stripe-cart.js`)),
  ],
  [
    'a page with the hash of another script',
    'integrity_mismatch',
    /v0\.1\.0/,
    withPage(({ proxy }) => script(`${proxy}/v0.1.0/stripe-cart.js`, `integrity="${sriOf('another')}"`)),
  ],
  [
    'a page that pins the hash of what changes',
    'integrity_unpinned',
    /stripe-cart\.js/,
    {
      files: async ({ proxy }) => {
        const text = await (await fetch(`${proxy}/stripe-cart.js`)).text();
        return { '/': { body: script(`${proxy}/stripe-cart.js`, `integrity="${sriOf(text)}"`) } };
      },
    },
  ],
  [
    'a policy without the proxy’s script',
    'csp_script',
    /127\.0\.0\.1/,
    withPolicy(({ proxy }) => `script-src 'self'; connect-src ${proxy}`),
  ],
  [
    'a policy without the proxy’s API',
    'csp_connect',
    /127\.0\.0\.1/,
    withPolicy(({ proxy }) => `script-src ${proxy}; connect-src 'self'`),
  ],
  [
    'a policy without Stripe’s frames',
    'csp_frame',
    /js\.stripe\.com https:\/\/hooks\.stripe\.com/,
    {
      settings: { STRIPE_PUBLISHABLE_KEY: 'pk_test_TYooMQauvdEDq54NiTphI7jx' },
      ...withPolicy(
        () => "frame-src 'none'",
        (where) => soundPage(where, '<stripe-cart checkout="elements"></stripe-cart>'),
      ),
    },
  ],
  [
    'a policy in <meta> that lets the form go nowhere',
    'csp_form',
    /127\.0\.0\.1/,
    withPage(
      (where) =>
        `<meta http-equiv="Content-Security-Policy" content="form-action 'self'">${soundPage(where, form(where))}`,
    ),
  ],
  [
    'a policy that lets the form go no further than the proxy',
    'csp_form',
    /checkout\.stripe\.com/,
    withPolicy(
      ({ proxy }) => `form-action ${proxy}`,
      (where) => soundPage(where, form(where)),
    ),
  ],
  [
    'a policy that allows no Trusted Types of ours',
    'csp_trusted_types',
    /http/,
    withPolicy(() => "require-trusted-types-for 'script'; trusted-types mine"),
  ],
  [
    'a form on a page without referrer',
    'origin_null',
    /no-referrer/,
    withPage(
      (where) => soundPage(where, form(where)),
      () => ({ 'referrer-policy': 'no-referrer' }),
    ),
  ],
  [
    'a page that asks for what is not offered',
    'mode_not_offered',
    /elements/,
    withPage((where) => soundPage(where, '<stripe-cart checkout="elements"></stripe-cart>')),
  ],
  [
    'a page that sells what is not in the catalogue',
    'item_unknown',
    /teapot/,
    withPage((where) => soundPage(where, '<a data-cart-buy="teapot" href="/">Buy</a>')),
  ],
  [
    'a page with a secret key in it',
    'secret_in_page',
    /line 3: a secret key/,
    withPage((where) =>
      soundPage(where).replace('<body>', `<body data-key="${['sk', 'live', 'abcdefghijklmnop'].join('_')}">`),
    ),
  ],

  [
    'a catalogue that cannot be fetched',
    'catalog_unavailable',
    /catalog_unavailable/,
    {
      settings: (shop) => ({ CART_CATALOG: `${shop}/catalog.json` }),
    },
  ],
  [
    'a catalogue in Stripe with nothing marked',
    'catalog_empty',
    /http/,
    {
      settings: { CART_CATALOG: 'stripe' },
    },
  ],
  [
    'an item that is sold out',
    'item_unavailable',
    /plate/,
    catalog({ id: 'plate', name: 'Plate', amounts: { eur: 2400 }, stock: 0 }),
  ],
  [
    'an item that costs less than Stripe charges',
    'item_below_minimum',
    /sticker/,
    catalog({ id: 'sticker', name: 'Sticker', amounts: { eur: 20 } }),
  ],
  [
    'an item that costs more than Stripe charges',
    'item_not_sellable',
    /statue: amount_too_large/,
    catalog({ id: 'statue', name: 'Statue', amounts: { eur: 100_000_000 } }),
  ],

  [
    'a thank-you page that is not there',
    'return_page_unreachable',
    /thanks\.html: status 404/,
    { files: () => ({ '/thanks.html': { status: 404, body: '' } }) },
  ],
  [
    'a thank-you page that cannot say anything',
    'return_element_missing',
    /thanks\.html/,
    { files: () => ({ '/thanks.html': { body: '<p>Thank you!</p>' } }) },
  ],
  [
    'a thank-you page without the script',
    'cart_missing',
    /thanks\.html/,
    { files: () => ({ '/thanks.html': { body: '<stripe-cart-return></stripe-cart-return>' } }) },
  ],

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

describe('a shop in which everything is right', () => {
  it('is said to be so', async () => {
    expect(await troubles({})).toEqual([]);
  });

  it('is said to be so under a strict policy, with the form for buyers without JavaScript', async () => {
    const policy = ({ proxy, sandbox }: Addresses) =>
      `default-src 'none'; script-src ${proxy}; connect-src ${proxy}; form-action ${proxy} ${sandbox}`;
    expect(await troubles(withPolicy(policy, (where) => soundPage(where, form(where))))).toEqual([]);
  });

  it('is asked nothing of Stripe that makes or changes anything', async () => {
    const before = await objects();
    await troubles({ key: 'sk_test_MayDoEverything1234', settings: { CART_CATALOG: CATALOG } });
    expect(await objects()).toEqual(before);
  });

  it('is told of both events and permissions as they are, when all are sent', async () => {
    expect(await troubles({ events: [...WEBHOOK_EVENTS, 'customer.created'] })).toEqual([]);
  });
});

describe('a shop in which one thing is wrong', () => {
  it.each(BROKEN)('%s: %s', async (_, code, subject, setUp) => {
    expect(await troubles(setUp)).toEqual([{ code, subject: expect.stringMatching(subject) }]);
  });
});

/** What exists at Stripe beside webhook endpoints, which these tests make themselves. */
async function objects(): Promise<unknown[]> {
  const response = await fetch(`${clinic.sandbox}/_sandbox/ledger`);
  const { entries } = (await response.json()) as { entries: { kind: string; object?: string }[] };
  return entries.filter(({ kind, object }) => (kind === 'object' && object !== 'webhook_endpoint') || kind === 'money');
}
