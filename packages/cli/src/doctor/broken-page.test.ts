import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, form, script, withHeader, withPage, withPolicy, type BrokenShop } from './broken-shop.fixture.js';
import { openClinic, type Addresses, soundPage, sriOf, type Clinic } from './shop.fixture.js';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

/** The shop offers payment inside the page. */
const IN_PAGE = { STRIPE_PUBLISHABLE_KEY: 'pk_test_TYooMQauvdEDq54NiTphI7jx' };
const payingInPage = (where: Addresses, checkout: string, body = '') =>
  soundPage(where, `<stripe-cart checkout="${checkout}"></stripe-cart>${body}`);

/** One thing each. */
const BROKEN: readonly BrokenShop[] = [
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
    'a page that moves to an origin which is not allowed',
    'origin_not_allowed',
    /^http:\/\/localhost:\d+$/,
    {
      files: ({ shop }) => ({
        '/moved.html': { status: 302, headers: { location: `${shop.replace('127.0.0.1', 'localhost')}/` }, body: '' },
      }),
      patient: ({ shop }) => ({ pages: [`${shop}/moved.html`] }),
    },
  ],
  [
    'a thank-you page that moves to an origin which is not allowed',
    'origin_not_allowed',
    /^http:\/\/localhost:\d+$/,
    {
      settings: (shop) => ({ CART_RETURN_URL: `${shop}/moved.html` }),
      files: ({ shop }) => ({
        '/moved.html': {
          status: 302,
          headers: { location: `${shop.replace('127.0.0.1', 'localhost')}/thanks.html` },
          body: '',
        },
      }),
    },
  ],
  [
    'a page that has no end',
    'page_unreachable',
    /too large/,
    { files: () => ({ '/': { body: 'x'.repeat(6 * 1024 * 1024) } }) },
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
      settings: IN_PAGE,
      files: (where) => ({
        '/': { body: payingInPage(where, 'elements'), headers: { 'content-security-policy': "frame-src 'none'" } },
        '/thanks.html': { body: payingInPage(where, 'elements', '<stripe-cart-return></stripe-cart-return>') },
      }),
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
    'a thank-you page that leads from the form in the page to Stripe’s',
    'return_mode_differs',
    /thanks\.html: not checkout="intent"/,
    { settings: IN_PAGE, files: (where) => ({ '/': { body: payingInPage(where, 'intent') } }) },
  ],
  [
    'a page for what was not paid that leads to another form',
    'return_mode_differs',
    /failed\.html: not checkout="intent"/,
    {
      settings: IN_PAGE,
      files: (where) => ({
        '/': { body: payingInPage(where, 'intent') },
        '/thanks.html': { body: payingInPage(where, 'intent', '<stripe-cart-return></stripe-cart-return>') },
        '/failed.html': { body: payingInPage(where, 'elements', '<stripe-cart-return></stripe-cart-return>') },
      }),
      patient: ({ shop }) => ({ pages: [`${shop}/`, `${shop}/failed.html`] }),
    },
  ],
];

describe('a shop with one thing wrong in its pages', () => {
  it.each(BROKEN)('%s: %s', async (_, code, subject, setUp) => {
    expect(await clinic.troublesOf(setUp)).toEqual([{ code, subject: expect.stringMatching(subject) }]);
  });
});
