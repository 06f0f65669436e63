/**
 * Bytes a buyer's browser fetches because the shop has a cart: what every visitor pays, and what a buyer pays from the
 * first button to the result. Measured in the browser, as they go over the wire.
 */
import http from 'node:http';
import { gunzipSync } from 'node:zlib';
import { serveDemo } from '@stripe-cart/demo/serve';
import { findBrowser } from '@stripe-cart/workshop/browser';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** What the script tag costs each visitor: its static closure, in bytes. */
const TAG_BUDGET_BYTES = 5_000;
/** All script that a buyer in English meets with hosted checkout, Lit included, in bytes. */
const BUYER_BUDGET_BYTES = 18_500;
/**
 * Everything else is a chunk that is loaded where it is needed, and has a budget in bytes. A chunk that is not named here
 * fails, so nothing can be moved out of sight.
 */
const CHUNK_BUDGETS_BYTES: Readonly<Record<string, number>> = {
  // Whoever pays in the page: the step, and what any form of Stripe's needs. 1,460 bytes of that are Stripe's own loader.
  'payment-step': 3_750,
  'stripe-js': 2_000,
  // And one of these, by the way they pay.
  'elements-form': 1_850,
  'embedded-page': 600,
  'intent-form': 3_500,
  // Where there is something to choose, and where something is out of the ordinary.
  'payment-choices': 800,
  'payment-trouble': 1_200,
  'payment-failures': 1_050,
  trouble: 3_950,
  // A cart with something that recurs; a page with an invoice; days in the language of the page, for both.
  recurring: 1_700,
  invoice: 4_096,
  'invoice-form': 550,
  dates: 150,
  // A page that sells by fixed links, and no other.
  'fixed-link-shop': 4_000,
};

/** Each way to pay in the page, all that is loaded of ours when its step opens, and the budget for that in bytes. */
const IN_PAGE = {
  elements: { form: 'elements-form', budget: 5_500 },
  embedded: { form: 'embedded-page', budget: 4_300 },
  intent: { form: 'intent-form', budget: 7_100 },
};

/** What the hosted page asks of a buyer of the demo shop, by the names of its fields. */
const BUYER = {
  email: 'ada@example.com',
  shippingName: 'Ada Lovelace',
  shippingAddressLine1: '12 St James’s Square',
  shippingPostalCode: 'SW1Y 4JH',
  shippingLocality: 'London',
  cardNumber: '4242424242424242',
  cardExpiry: '12 / 40',
  cardCvc: '123',
  billingName: 'Ada Lovelace',
};

let demo: Awaited<ReturnType<typeof serveDemo>>;
let browser: Browser;

beforeAll(async () => {
  demo = await serveDemo({ port: 0 });
  const { path, args } = await findBrowser();
  browser = await chromium.launch({ executablePath: path, args });
});

afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

it(`the tag is one request of ${TAG_BUDGET_BYTES} bytes at most`, async () => {
  const { wire, text } = await fetchGzipped(`${demo.proxy}/stripe-cart.js`);
  console.log(`script tag: ${wire} bytes on the wire`);
  expect(staticImports(text)).toEqual([]);
  expect(wire).toBeLessThanOrEqual(TAG_BUDGET_BYTES);
});

it(`a hosted-mode buyer meets ${BUYER_BUDGET_BYTES} bytes of script at most, and nobody else before checkout`, async () => {
  const page = await browser.newPage();
  const requests = watch(page);
  const stage = async (name: string) => {
    await page.waitForLoadState('networkidle');
    const scripts = requests.filter((url) => url.startsWith(demo.proxy) && url.endsWith('.js'));
    const sizes = await Promise.all([...new Set(scripts)].map(async (url) => (await fetchGzipped(url)).wire));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    console.log(`${name}: ${sizes.length} scripts, ${total} bytes`);
    return total;
  };

  await page.goto(`${demo.shop}/`);
  await stage('load and idle');
  await page.locator('[data-cart-add]').first().click();
  await stage('add');
  await page.locator('[data-cart-open]').first().click();
  await page.getByRole('dialog').waitFor();
  await stage('open');
  expect(strangers(requests)).toEqual([]);

  await page
    .getByRole('dialog')
    .getByRole('button', { name: /check ?out/i })
    .click();
  await page.waitForURL(`${demo.sandbox}/**`);
  for (const [name, value] of Object.entries(BUYER)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByTestId('hosted-payment-submit-button').click();
  await page.waitForURL(`${demo.shop}/**`);
  await page
    .getByText(/thank you|paid/i)
    .first()
    .waitFor();
  const total = await stage('return');
  expect(total).toBeLessThanOrEqual(BUYER_BUDGET_BYTES);
  await page.close();
});

it('everything else comes in a chunk of its own, within its budget, and none of it before it is needed', async () => {
  const chunks = await allChunks(`${demo.proxy}/stripe-cart.js`);
  const lazy = chunks.filter(({ depth }) => depth >= 2);
  const sizes = Object.fromEntries(lazy.map(({ name, wire }) => [name, wire]));
  console.log(`chunks: ${JSON.stringify(sizes)}`);
  expect(Object.keys(sizes).sort()).toEqual(Object.keys(CHUNK_BUDGETS_BYTES).sort());
  for (const [name, budget] of Object.entries(CHUNK_BUDGETS_BYTES))
    expect(sizes[name], name).toBeLessThanOrEqual(budget);

  const [tag, elements, ...others] = chunks.filter(({ depth }) => depth < 2);
  expect([tag?.name, elements?.name, ...others]).toEqual(['stripe-cart.js', 'elements']);
  expect([tag, elements].flatMap((chunk) => staticImports(chunk?.text ?? ''))).toEqual([]);
});

it.each(Object.entries(IN_PAGE))('checkout="%s" opens its step within its budget', async (mode, { form, budget }) => {
  const chunks = await allChunks(`${demo.proxy}/stripe-cart.js`);
  const ours = chunks.filter(({ name }) => name === 'payment-step' || name === form);
  const total = ours.reduce((sum, { wire }) => sum + wire, 0);
  console.log(`checkout="${mode}": ${total} bytes`);
  expect(total).toBeLessThanOrEqual(budget);
  // What each needs before it runs is there already: they are asked for at once, and no chain of requests.
  for (const { text } of ours) expect(staticImports(text).map(chunkName)).toEqual(['elements']);
  const step = ours.find(({ name }) => name === 'payment-step');
  const askedFor = dynamicImports(step?.text ?? '').map(chunkName);
  expect(askedFor).toContain(form);
  expect(askedFor).toContain('stripe-js');
});

it('a shop of files loads one chunk beside the elements, and no other shop does', async () => {
  const chunks = await allChunks(`${demo.proxy}/stripe-cart.js`);
  const links = chunks.filter(({ name }) => name === 'fixed-link-shop');
  expect(links).toHaveLength(1);
  expect(links[0]?.depth).toBe(2);
  const text = links[0]?.text ?? '';
  expect(staticImports(text).map(chunkName)).toEqual(['elements']);
  expect(dynamicImports(text)).toEqual([]);
});

const chunkName = (url: string) => url.replace(/^.*\/|-[\w-]{8}\.js$/g, '');

/** The files that a file loads, at once or when something happens, and those that these load; the first one at depth 0. */
async function allChunks(entry: string) {
  const chunks: { name: string; depth: number; wire: number; text: string }[] = [];
  const queue = [{ url: entry, depth: 0 }];
  for (const { url, depth } of queue) {
    const { wire, text } = await fetchGzipped(url);
    chunks.push({ name: chunkName(url), depth, wire, text });
    for (const path of [...dynamicImports(text), ...staticImports(text)]) {
      const found = new URL(path, url).href;
      if (!queue.some((one) => one.url === found)) queue.push({ url: found, depth: depth + 1 });
    }
  }
  return chunks;
}

/** The addresses a module imports when something happens. */
function dynamicImports(text: string): string[] {
  return [...text.matchAll(/import\(["'`]([^"'`]+)["'`]\)/g)].map(([, path]) => path ?? '');
}

/** Every address the page asks for, first to last. */
function watch(page: Page): string[] {
  const urls: string[] = [];
  page.on('request', (request) => void urls.push(request.url()));
  return urls;
}

const strangers = (urls: readonly string[]) =>
  urls.filter((url) => !url.startsWith(demo.shop) && !url.startsWith(demo.proxy) && !url.startsWith('data:'));

/** The addresses a module imports before it runs: none may be left for the browser to find out about. */
function staticImports(text: string): string[] {
  return [...text.matchAll(/(?:^|[;}\n])(?:import|export)[^;()]*?from?["']([^"']+)["']/g)].map(
    ([, name]) => name ?? '',
  );
}

/** Bytes of the body as sent, and the text they stand for. */
function fetchGzipped(url: string): Promise<{ wire: number; text: string }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          const zipped = response.headers['content-encoding'] === 'gzip';
          if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
          else resolve({ wire: body.length, text: (zipped ? gunzipSync(body) : body).toString('utf8') });
        });
      })
      .once('error', reject);
  });
}
