import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixedLinks } from '@stripe-cart/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadAddress, type BrokenShop } from './broken-shop.fixture.js';
import { ask, openClinic, PERMISSIONS, type Addresses, type Clinic, type SetUp } from './shop.fixture.js';

let clinic: Clinic;
let folder: string;
beforeAll(async () => {
  clinic = await openClinic();
  folder = await mkdtemp(join(tmpdir(), 'stripe-cart-doctor-'));
});
afterAll(async () => {
  await clinic.close();
  await rm(folder, { recursive: true });
});

interface PaymentLink {
  readonly id: string;
  readonly url: string;
}

/** A payment link for one mug. */
async function paymentLink({ sandbox }: Addresses): Promise<PaymentLink> {
  const price = { currency: 'eur', unit_amount: '1800', 'product_data][name': 'Mug' };
  const form = new URLSearchParams({ 'line_items[0][quantity]': '1' });
  for (const [name, value] of Object.entries(price)) form.set(`line_items[0][price_data][${name}]`, value);
  const link = (await ask(sandbox, 'POST', '/v1/payment_links', form)) as unknown as PaymentLink;
  expect(link.url).toMatch(/^http/);
  return link;
}

/** The text of a `links.json` in which one mug has this link. */
const linksText = (url: string, change: Partial<FixedLinks> = {}) =>
  JSON.stringify({
    version: 1,
    shop: 'shop',
    livemode: false,
    currency: 'eur',
    items: [
      {
        id: 'mug',
        name: 'Mug',
        description: null,
        image: null,
        url: null,
        currency: 'eur',
        unitAmount: 1800,
        quantity: { min: 1, max: 99, step: 1 },
        options: [],
        recurring: null,
        available: true,
      },
    ],
    links: [{ url, lines: [{ item: 'mug', options: [], quantity: 1 }], total: 1800, adjustable: false }],
    ...change,
  } satisfies FixedLinks);

let files = 0;
async function written(text: string, name = `links-${(files += 1)}.json`): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const withLinks = (text: (at: Addresses) => Promise<string>): SetUp => ({
  patient: async (at) => ({ links: await written(await text(at)) }),
});

/** A folder with these files in it. */
const withFolder = (contents: Readonly<Record<string, string>>): SetUp => ({
  async patient() {
    const own = await mkdtemp(join(folder, 'proxy-'));
    for (const [name, text] of Object.entries(contents)) await writeFile(join(own, name), text);
    return { folder: own };
  },
});
const KEY = ['sk', 'live', 'abcdefghijklmnop'].join('_');

/** What a shop of files has instead of a proxy that serves it. */
const SCRIPT = { '/stripe-cart.js': { body: '', headers: { 'content-type': 'text/javascript' } } };

/** A shop of files: no proxy, and a script of its own. */
const fixedPage = (shop: string, body = '') =>
  `<!doctype html><script type="module" src="${shop}/stripe-cart.js"></script>${body}
<stripe-cart checkout="fixed-link" links="/links.json"></stripe-cart><button data-cart-add="mug">Add</button>`;

/** The same, served with its file of links. */
const shopOfFiles = (body = '', policy = "default-src 'none'; script-src 'self'; connect-src 'self'"): SetUp => ({
  files: async (at) => ({
    '/': { body: fixedPage(at.shop, body), headers: { 'content-security-policy': policy } },
    '/links.json': { body: linksText((await paymentLink(at)).url) },
    ...SCRIPT,
  }),
  patient: () => ({ proxy: null }),
});

/** One thing each. */
const BROKEN: readonly BrokenShop[] = [
  [
    'a file of links that is not there',
    'links_unreadable',
    /cannot be read/,
    { patient: () => ({ links: '/none.json' }) },
  ],
  ['a file of links that is something else', 'links_unreadable', /version/, withLinks(async () => '{"items":[]}')],
  [
    'links made in the other mode',
    'links_mode_differs',
    /is live, the key test/,
    withLinks(async (at) => linksText((await paymentLink(at)).url, { livemode: true })),
  ],
  [
    'a link that was switched off',
    'link_inactive',
    /^http/,
    withLinks(async (at) => {
      const { id, url } = await paymentLink(at);
      await ask(at.sandbox, 'POST', `/v1/payment_links/${id}`, new URLSearchParams({ active: 'false' }));
      return linksText(url);
    }),
  ],
  [
    'a link of another account',
    'link_foreign',
    /buy\.example/,
    withLinks(async () => linksText('https://buy.example/1')),
  ],
  [
    'a link that leads nowhere, as far as anybody without a key can see',
    'link_unreachable',
    /ECONNREFUSED/,
    {
      patient: async () => ({ account: null, links: await written(linksText(`${await deadAddress()}/l`)) }),
    },
  ],
  [
    'a page that sells more than its links are for',
    'item_unknown',
    /bowl/,
    shopOfFiles('<button data-cart-add="bowl">Add</button>'),
  ],
  [
    'a page whose file of links was not published',
    'links_unreadable',
    /links\.json: status 404/,
    {
      ...shopOfFiles(),
      files: ({ shop }) => ({ '/': { body: fixedPage(shop) }, ...SCRIPT }),
    },
  ],
  ['a policy that keeps the file of links away', 'csp_connect', /127\.0\.0\.1/, shopOfFiles('', "connect-src 'none'")],
  [
    'a key among the settings that are published',
    'secret_in_file',
    /wrangler\.jsonc, line 2: a secret key/,
    withFolder({ 'wrangler.jsonc': `{ "vars": {\n"STRIPE_SECRET_KEY": "${KEY}" } }` }),
  ],
  [
    'a token secret among the settings that are published',
    'secret_in_file',
    /wrangler\.jsonc, line 1: a token secret/,
    withFolder({ 'wrangler.jsonc': '{ "vars": { "CART_TOKEN_SECRET": "k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu" } }' }),
  ],
  [
    'a file of secrets that is not ignored',
    'secret_in_file',
    /\.env, line 1: a secret key/,
    withFolder({ '.env': `STRIPE_SECRET_KEY=${KEY}`, '.gitignore': 'node_modules/\n' }),
  ],
];

describe('a shop with one thing wrong in its links or its folder', () => {
  it.each(BROKEN)('%s: %s', async (_, code, subject, setUp) => {
    expect(await clinic.troublesOf(setUp)).toEqual([{ code, subject: expect.stringMatching(subject) }]);
  });
});

describe('links and folders in which everything is right', () => {
  it('are said to be so', async () => {
    const setUp = withLinks(async (at) => linksText((await paymentLink(at)).url));
    expect(await clinic.troublesOf(setUp)).toEqual([]);
    const secrets = { '.gitignore': '/.dev.vars\n', '.dev.vars': `STRIPE_SECRET_KEY=${KEY}` };
    expect(await clinic.troublesOf(withFolder({ ...secrets, '.dev.vars.example': 'STRIPE_SECRET_KEY=\n' }))).toEqual(
      [],
    );
  });

  it('are said to be so in a shop without any proxy', async () => {
    expect(await clinic.troublesOf(shopOfFiles())).toEqual([]);
  });

  it('are looked at without a payment being begun', async () => {
    await clinic.troublesOf(withLinks(async (at) => linksText((await paymentLink(at)).url)));
    const ledger = (await (await fetch(`${clinic.sandbox}/_sandbox/ledger`)).json()) as {
      entries: { object?: string }[];
    };
    expect(ledger.entries.filter(({ object }) => object === 'payment_link')).not.toEqual([]);
    expect(ledger.entries.filter(({ object }) => object === 'checkout.session')).toEqual([]);
  });

  it('are not judged where the key may not look', async () => {
    const permissions = PERMISSIONS.filter((permission) => permission !== 'rak_payment_link_read');
    const findings = await clinic.findingsOf({
      permissions,
      ...withLinks(async (at) => linksText((await paymentLink(at)).url)),
    });
    expect(findings.map(({ code }) => code)).toContain('links_unknown');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
