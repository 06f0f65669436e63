import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProxy } from '@stripe-cart/proxy';
import { serveProxy, type ServedProxy } from '@stripe-cart/proxy/node';
import { KEY, useShop, type RunOptions } from '../links/shop.fixture.js';

const SECRET = 'k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu';
const SETTINGS = { CART_TOKEN_SECRET: SECRET, CART_PUBLIC_URL: 'https://pay.shop.example/', CART_SHOP: 'pottery' };
const UNKNOWN = 'in_1QbXyz2eZvKYlo2C';

const shop = useShop();

let running: ServedProxy;
/** Settings of the proxy that is running, which --check and --footer ask. */
let atProxy: Readonly<Record<string, string>>;
beforeAll(async () => {
  running = await serveProxy({
    env: { ...proxyEnv(SETTINGS, shop.stripeUrl), CART_PUBLIC_URL: '' },
    log: () => undefined,
  });
  atProxy = { CART_PUBLIC_URL: running.url };
});
afterAll(() => running.close());

const proxyEnv = (settings: Readonly<Record<string, string>>, stripe: string) => ({
  ...settings,
  STRIPE_SECRET_KEY: KEY,
  STRIPE_PUBLISHABLE_KEY: 'pk_test_TYooMQauvdEDq54NiTphI7jx',
  CART_ORIGINS: 'https://other.example,https://shop.example',
  CART_RETURN_URL: 'https://shop.example/thanks.html',
  CART_INVOICE_URL: 'https://shop.example/invoice.html',
  CART_CATALOG: { version: 1, currency: 'eur', items: [{ id: 'mug', name: 'Mug', amounts: { eur: 1800 } }] },
  STRIPE_API_BASE: stripe.replace(/\/$/, ''),
});

const run = (args: readonly string[], { env = {}, ...options }: RunOptions = {}) =>
  shop.run(['invoice-link', ...args], { ...options, env: { ...SETTINGS, ...env } });

async function draft(more: object = {}): Promise<string> {
  const { id: customer } = await shop.stripe.customers.create({ email: 'jenny@buyer.example' });
  const invoice = await shop.stripe.invoices.create({
    customer,
    collection_method: 'send_invoice',
    days_until_due: 400,
    ...more,
  });
  await shop.stripe.invoiceItems.create({ customer, invoice: invoice.id, currency: 'usd', amount: 12_000 });
  return invoice.id;
}

/** Whether a proxy with these settings takes the link for one of its own: without an answer from Stripe, what it asks. */
async function isOpenedBy(link: string, settings: Readonly<Record<string, string>> = SETTINGS): Promise<boolean> {
  const proxy = createProxy({
    // Nobody is there, so that a link that opens gets as far as asking.
    env: proxyEnv(settings, 'http://127.0.0.1:9'),
    log: () => undefined,
  });
  const answer = await proxy.request('/v1/invoice', {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URL(link).searchParams.get('t') }),
  });
  const { code } = (await answer.json()) as { code: string };
  expect(['stripe_unavailable', 'invoice_not_found']).toContain(code);
  return code === 'stripe_unavailable';
}

describe('a link to an invoice', () => {
  it('is made from the id and the proxy’s settings alone, and that proxy opens it', async () => {
    const { code, stdout, stderr, calls } = await run([UNKNOWN], { env: { STRIPE_SECRET_KEY: '' } });
    expect({ code, calls, stderr }).toEqual({
      code: 0,
      calls: {},
      stderr: expect.stringMatching(/^Good until \d{4}-\d\d-\d\d\.\n$/),
    });
    expect(stdout).toMatch(/^https:\/\/pay\.shop\.example\/v1\/invoices\/pay\?t=[\w.-]+\n$/);
    expect(`${stdout}${stderr}`).not.toContain('1QbXyz');
    expect(await isOpenedBy(stdout.trim())).toBe(true);
    expect(await isOpenedBy(stdout.trim(), { ...SETTINGS, CART_SHOP: 'bakery' })).toBe(false);
    expect(await isOpenedBy(stdout.trim(), { ...SETTINGS, CART_TOKEN_SECRET: `${SECRET}Zz9` })).toBe(false);
  });

  it('ends when it is told to, and else 60 days beyond the due date that Stripe knows', async () => {
    const invoice = await draft();
    const expiresOf = async (...args: string[]) => {
      const { stdout } = await run([invoice, '--json', ...args], { env: atProxy });
      const document = JSON.parse(stdout) as { expires: string };
      return Math.round((Date.parse(document.expires) - Date.now()) / 86_400_000);
    };
    expect(await expiresOf()).toBe(180);
    expect(await expiresOf('--expires', '30d')).toBe(30);
    expect(await expiresOf('--check')).toBe(460);
  });

  it('stands at the foot of a draft with --footer, in the owner’s sentence, once', async () => {
    const invoice = await draft({ footer: 'VAT DE123456789' });
    const env = { ...atProxy, CART_INVOICE_FOOTER: 'Pay on our site: {link}' };
    const { code, stdout, calls } = await run([invoice, '--footer', '--json'], { env });
    expect({ code, calls }).toEqual({ code: 0, calls: { 'invoices.retrieve': 2, 'invoices.update': 1 } });
    const { url, ...document } = JSON.parse(stdout) as Record<string, unknown>;
    expect(document).toEqual({ invoice, expires: expect.any(String), status: 'draft', footer: true });
    const { footer } = await shop.stripe.invoices.retrieve(invoice);
    expect(footer).toBe(`VAT DE123456789\n\nPay on our site: ${String(url)}`);

    const again = await run([invoice, '--footer'], { env });
    expect(again).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('has a link') });
    expect((await shop.stripe.invoices.retrieve(invoice)).footer).toBe(footer);
  });

  it.each<[string, string[], (invoice: string) => Promise<unknown>, string]>([
    ['one that was voided', ['--check'], (id) => shop.stripe.invoices.voidInvoice(id), 'is void'],
    ['a footer that is final', ['--footer'], () => Promise.resolve(), 'of a draft only'],
  ])('is refused for %s', async (_, args, change, words) => {
    const invoice = await draft();
    await shop.stripe.invoices.finalizeInvoice(invoice);
    await change(invoice);
    expect(await run([invoice, ...args], { env: atProxy })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    [
      'another secret than the proxy’s',
      { CART_TOKEN_SECRET: `${SECRET}Zz9` },
      'link_opens_nothing',
      /CART_TOKEN_SECRET/,
    ],
    ['another name than the shop’s', { CART_SHOP: 'bakery' }, 'link_opens_nothing', /CART_SHOP/],
    ['the address of no proxy', { CART_PUBLIC_URL: 'http://127.0.0.1:9' }, 'proxy_unreachable', /CART_PUBLIC_URL/],
  ])('is refused with %s, before it stands in a footer', async (_, wrong, error, words) => {
    const invoice = await draft();
    for (const option of ['--check', '--footer']) {
      const { code, stdout } = await run([invoice, option, '--json'], { env: { ...atProxy, ...wrong } });
      expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
        code: 1,
        document: { error: { code: error, message: expect.stringMatching(words) } },
      });
      expect(stdout).not.toContain(SECRET);
    }
    expect((await shop.stripe.invoices.retrieve(invoice)).footer).toBe(null);
  });

  it('is refused for one that Stripe does not know', async () => {
    const { code, stderr, stdout } = await run([UNKNOWN, '--check', '--json']);
    expect({ code, document: JSON.parse(stdout) as unknown }).toMatchObject({
      code: 1,
      document: { error: { code: 'no_such_invoice' } },
    });
    expect(stderr).toContain(`knows no ${UNKNOWN} in test mode`);
  });

  it.each<[string, string[], RunOptions, string]>([
    ['anything but an id', ['A-0001'], {}, 'they begin with in_'],
    ['no secret', [UNKNOWN], { env: { CART_TOKEN_SECRET: '' } }, 'CART_TOKEN_SECRET is missing'],
    ['no address', [UNKNOWN], { env: { CART_PUBLIC_URL: '' } }, 'CART_PUBLIC_URL is missing'],
    ['no end', [UNKNOWN, '--expires', 'never'], {}, '--expires is a day'],
    ['no key for --check', [UNKNOWN, '--check'], { env: { STRIPE_SECRET_KEY: '' } }, 'STRIPE_SECRET_KEY is not set'],
  ])('is not made with %s, and nothing is asked', async (_, args, options, words) => {
    const { code, stdout, stderr, calls } = await run(args, options);
    expect({ code, stdout, calls }).toEqual({ code: 2, stdout: '', calls: {} });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain(SECRET);
  });

  it('explains itself', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const word of ['--expires', '--footer', '--check', 'Exit codes', 'Examples', 'cannot be paid twice']) {
      expect(stdout).toContain(word);
    }
  });
});
