import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStripeAccount } from '../stripe/stripe-account.js';
import { json, refusedBy } from './broken-shop.fixture.js';
import { checkWallets } from './check-wallets.js';
import { ask, CATALOG, control, openClinic, PERMISSIONS, type Clinic, type Front, type SetUp } from './shop.fixture.js';

const PUBLISHABLE = { STRIPE_PUBLISHABLE_KEY: 'pk_test_TYooMQauvdEDq54NiTphI7jx' };
const CLUB = { id: 'club', name: 'Club', amounts: { eur: 900 }, recurring: { interval: 'month', intervalCount: 1 } };
const BILLING = [
  'rak_invoice_write',
  'rak_subscription_write',
  'rak_customer_portal_write',
  'rak_payment_method_domain_read',
];

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

/** Settings of the portal at Stripe, as many as are said; one that does not exist cannot be changed. */
const portalSettings =
  (...configurations: object[]): Front =>
  (request, pass) => {
    const path = '/v1/billing_portal/configurations';
    if (request.url?.startsWith(path) !== true) return pass();
    const list = { object: 'list', data: configurations, has_more: false, url: path };
    return Promise.resolve(request.method === 'GET' ? json(list) : refusedBy(404)());
  };

/** A shop that sells subscriptions, opens the portal and takes invoices, with everything that this needs. */
const sound = (changes: Partial<SetUp> = {}): SetUp => ({
  settings: (shop) => ({
    ...PUBLISHABLE,
    CART_CATALOG: { ...CATALOG, items: [...CATALOG.items, CLUB] },
    CART_CUSTOMER_PORTAL: 'true',
    CART_INVOICE_URL: `${shop}/invoice.html`,
  }),
  permissions: [...PERMISSIONS, ...BILLING],
  stripeFront: portalSettings({ id: 'bpc_1', object: 'billing_portal.configuration' }),
  files: ({ proxy }) => ({
    '/invoice.html': {
      body: `<script type="module" src="${proxy}/stripe-cart.js"></script><stripe-cart-invoice></stripe-cart-invoice>`,
    },
  }),
  ...changes,
});

const without = (permission: string) => [...PERMISSIONS, ...BILLING].filter((each) => each !== permission);

describe('a shop that sends invoices and sells subscriptions', () => {
  it('has nothing to be told of, if everything is there', async () => {
    expect(await clinic.troublesOf(sound())).toEqual([]);
  });

  it.each<[string, Partial<SetUp>, string, RegExp]>([
    ['no page for invoices', { files: () => ({}) }, 'invoice_page_unreachable', /invoice\.html: status 404/],
    [
      'a page for invoices that cannot show one',
      { files: () => ({ '/invoice.html': { body: '<h1>Thank you</h1>' } }) },
      'invoice_element_missing',
      /invoice\.html$/,
    ],
    [
      'a footer for invoices that nobody is told of',
      { patient: () => ({ writesInvoiceFooter: true }) },
      'webhook_events_missing',
      /^invoice\.created$/,
    ],
    ['a portal without settings', { stripeFront: portalSettings() }, 'portal_not_configured', /in test mode/],
    [
      'a key that may not end subscriptions',
      { permissions: [...without('rak_subscription_write'), 'rak_subscription_read'] },
      'permission_missing',
      /^Subscriptions: Write$/,
    ],
    [
      'a key that may not note what it handed on',
      { permissions: [...without('rak_invoice_write'), 'rak_invoice_read'] },
      'permission_missing',
      /^Invoices: Write$/,
    ],
    [
      'a key that may not open the portal',
      {
        stripeFront: async (request, pass) =>
          request.method === 'POST' && request.url?.startsWith('/v1/billing_portal/')
            ? refusedBy(403)()
            : portalSettings({ id: 'bpc_1' })(request, pass),
      },
      'permission_missing',
      /^Customer portal: Write$/,
    ],
  ])('%s', async (_, changes, code, subject) => {
    expect(await clinic.troublesOf(sound(changes))).toEqual([{ code, subject: expect.stringMatching(subject) }]);
  });

  it('is told of what only some pages and settings need', async () => {
    const findings = await clinic.findingsOf(sound());
    const notes = findings.filter(({ code }) => code === 'permission_conditional').map(({ subject }) => subject);
    expect(notes).toEqual([
      'PaymentIntents: Write, with checkout="intent"',
      'Shipping Rates: Read, with CART_SHIPPING_RATES',
    ]);
  });
});

describe('Apple Pay inside the page', () => {
  const account = (key: string) => openStripeAccount({}, { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: clinic.sandbox });

  it('is shown on the domains that are registered, each by its own name', async () => {
    for (const domain of ['shop.example', 'shop.invalid']) {
      await ask(clinic.sandbox, 'POST', '/v1/payment_method_domains', new URLSearchParams({ domain_name: domain }));
    }
    const origins = [
      'https://shop.example',
      'https://www.shop.example',
      'https://shop.invalid:8443',
      'http://127.0.0.1:80',
    ];
    const { findings } = await checkWallets(origins, await account('sk_test_TheOwnerOfTheShop'));
    expect(findings.map(({ code, subject }) => [code, subject])).toEqual([
      ['wallet_domain_missing', 'www.shop.example'],
      ['wallet_domain_inactive', 'shop.invalid'],
    ]);
  });

  it('is not looked into on this machine, nor with a key that may not', async () => {
    const owner = await account('sk_test_TheOwnerOfTheShop');
    expect(await checkWallets(['http://localhost:3000'], owner)).toMatchObject({
      findings: [],
      skipped: 'no page of a domain was given',
    });
    await control(clinic.sandbox, 'keys', { key: 'rk_test_WithoutDomains', permissions: PERMISSIONS });
    const { findings } = await checkWallets(['https://shop.example'], await account('rk_test_WithoutDomains'));
    expect(findings.map(({ code }) => code)).toEqual(['wallet_domain_unknown']);
  });
});
