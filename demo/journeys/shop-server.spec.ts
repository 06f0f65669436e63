import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request as send } from 'node:http';
import { expect, test } from '@playwright/test';
import { Invoices } from '../serve/invoices.ts';
import { Journal } from '../serve/journal.ts';
import { LinkFiles } from '../serve/link-files.ts';
import { openOrderDesk } from '../serve/order-desk.ts';
import type { SandboxExtras, StripeJs } from '../serve/sandbox-extras.ts';
import { serveShop, type ShopServer } from '../serve/shop-server.ts';

const PROXY = 'https://pay.tidewrack.example';

let shop: ShopServer;

test.beforeEach(async () => {
  shop = await serveShop({ port: 0, host: '127.0.0.1' });
  shop.open(PROXY);
});

test.afterEach(() => shop.close());

/** A request as it is spelled: `fetch` would tidy the address up. */
function ask(address: string, { method = 'GET', headers = {} }: { method?: string; headers?: object } = {}) {
  const { hostname, port } = new URL(shop.url);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const asking = send({ hostname, port, path: address, method, headers: { ...headers } }, (reply) => {
      let body = '';
      reply.on('data', (chunk) => (body += String(chunk)));
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }));
    });
    asking.on('error', reject).end();
  });
}

test('what is the shop is served with its type; what lies beside it is not', async () => {
  const served = {
    '/': 'text/html; charset=utf-8',
    '/pots/bud-vase.html?from=mail': 'text/html; charset=utf-8',
    '/shop.css': 'text/css; charset=utf-8',
    '/pictures/bud-vase.svg': 'image/svg+xml',
  };
  for (const [address, type] of Object.entries(served)) {
    const reply = await ask(address);
    expect.soft(reply.status, address).toBe(200);
    expect.soft(reply.headers['content-type'], address).toBe(type);
    expect.soft(reply.headers['x-content-type-options'], address).toBe('nosniff');
  }

  const refused = [
    '/../package.json',
    '/pots/../../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/pictures/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/serve/cli.ts',
    '/package.json',
    '/catalog.json',
    '/node_modules/@playwright/test/package.json',
    '/pots/',
    '/pictures/',
    '/pictures/%00.svg',
    '/nothing.html',
    '/INDEX.HTML',
  ];
  for (const address of refused) {
    const reply = await ask(address);
    expect.soft(reply.status, address).toBe(404);
    expect.soft(reply.body, address).toContain('Washed away');
  }
});

test('a page carries the proxy’s origin, and a policy that lets in nothing else', async () => {
  const { body, headers } = await ask('/');
  expect(body).toContain(`src="${PROXY}/stripe-cart.js"`);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`script-src ${PROXY}`);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe-|\*|data:/);
  // What the policy would block is not in the page to begin with.
  expect(body).not.toMatch(/<style|style=|\son\w+=|<script>/);
});

const SANDBOX = 'http://127.0.0.1:4244';

/** What is added where Stripe is the sandbox; nothing of it is asked for here. */
function extras(stripeJs: StripeJs = 'preset'): SandboxExtras {
  const journal = new Journal();
  const links = new LinkFiles({ shop: shop.url, sandbox: SANDBOX, tokenSecret: '', journal, onNotice: () => {} });
  const invoices = new Invoices({ sandbox: SANDBOX, proxy: PROXY, tokenSecret: '', journal });
  return { sandbox: SANDBOX, journal, links, invoices, stripeJs };
}

test('what the sandbox adds is in the page and its policy, and nowhere without it', async () => {
  const drawer = `${shop.url}/_demo/what-just-happened.js`;
  const real = await ask('/');
  expect(real.body).not.toContain('_demo');
  expect(String(real.headers['content-security-policy'])).not.toContain(shop.url);
  expect((await ask('/_demo/what-just-happened.js')).status).toBe(404);
  expect((await ask('/_demo/happenings')).status).toBe(404);

  shop.open(PROXY, extras());
  const { body, headers } = await ask('/');
  expect(body).toContain('<script type="module" src="/_demo/what-just-happened.js"');
  expect(body).not.toContain('endive/stripe.js');
  const policy = directives(headers);
  expect(policy['script-src']).toEqual([PROXY, drawer]);
  expect(policy['connect-src']).toEqual([PROXY, `${shop.url}/_demo/happenings`]);
  expect(policy['frame-src']).toBeUndefined();
  expect((await ask('/_demo/what-just-happened.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
});

test('only a page with something that is paid where it stands lets Stripe in, and the sandbox where that is Stripe', async () => {
  const STRIPE_JS = ['https://js.stripe.com', 'https://*.js.stripe.com'];
  const script = `<script src="${SANDBOX}/endive/stripe.js"></script>`;
  for (const sandbox of [null, SANDBOX]) {
    for (const stripeJs of ['preset', 'route'] as const) {
      shop.open(PROXY, sandbox === null ? null : extras(stripeJs));
      for (const page of ['/pay-here.html', '/intent.html', '/embedded.html', '/invoice.html']) {
        const { body, headers } = await ask(page);
        const policy = directives(headers);
        const more = sandbox ? [sandbox] : [];
        const checkout = page === '/embedded.html' ? ['https://checkout.stripe.com'] : [];
        expect(policy['script-src']).toEqual(expect.arrayContaining([PROXY, ...STRIPE_JS, ...more]));
        expect(policy['connect-src']).toEqual(expect.arrayContaining([PROXY, 'https://api.stripe.com', ...more]));
        expect(policy['frame-src']).toEqual([...STRIPE_JS, 'https://hooks.stripe.com', ...checkout, ...more]);
        expect(String(headers['content-security-policy'])).not.toMatch(
          sandbox ? /unsafe-|data:/ : /unsafe-|data:|http:/,
        );
        expect(body.includes(script)).toBe(sandbox !== null && stripeJs === 'preset');
      }
    }
  }
  shop.open(PROXY);
  expect(String((await ask('/pots/storm-jug.html')).headers['content-security-policy'])).not.toContain('stripe.com');
});

/** All that Stripe.js is given, as https://docs.stripe.com/security/guide#content-security-policy has it. */
const DOCUMENTED = {
  'script-src': ['https://js.stripe.com', 'https://*.js.stripe.com'],
  'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  'connect-src': ['https://api.stripe.com'],
};

test('what a page lets in of Stripe is what Stripe documents and the README lists, and no more', async () => {
  const readme = await readFile(new URL('../../packages/widget/README.md', import.meta.url), 'utf8');
  const listed = [...readme.matchAll(/^\| `([a-z]+-src)` +\| `([^`]*)` +\|$/gm)];
  expect(Object.fromEntries(listed.map(([, directive, sources]) => [directive, sources?.split(' ')]))).toEqual(
    DOCUMENTED,
  );

  for (const page of ['/pay-here.html', '/intent.html', '/embedded.html', '/invoice.html']) {
    const framed = page === '/embedded.html' ? ['https://checkout.stripe.com'] : [];
    expect(directives((await ask(page)).headers), page).toEqual({
      'default-src': ["'none'"],
      'script-src': [PROXY, ...DOCUMENTED['script-src']],
      'connect-src': [PROXY, ...DOCUMENTED['connect-src']],
      'frame-src': [...DOCUMENTED['frame-src'], ...framed],
      'img-src': ["'self'"],
      'style-src': ["'self'"],
      'form-action': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
  }
});

test('a page of files has its script beside it, and asks nobody but the shop’s own files', async () => {
  const { body, headers } = await ask('/fixed-link.html');
  expect(body).not.toContain(PROXY);
  const policy = directives(headers);
  expect(policy['script-src']).toEqual([`${shop.url}/stripe-cart.js`, `${shop.url}/chunks/`]);
  expect(policy['connect-src']).toEqual([`${shop.url}/links.json`]);
  expect(policy['form-action']).toEqual(["'self'"]);
  const witness = directives((await ask('/verified-link.html')).headers);
  expect(witness['connect-src']).toEqual([`${shop.url}/verified-links.json`, PROXY]);

  const script = await ask('/stripe-cart.js');
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  const [chunk] = /chunks\/[\w-]+\.js/.exec(script.body) ?? [];
  expect((await ask(`/${chunk}`)).status).toBe(200);
  // Without the sandbox there is no list, and with it none but the two.
  expect((await ask('/links.json')).status).toBe(404);
  shop.open(PROXY, extras());
  expect((await ask('/other-links.json')).status).toBe(404);
});

test('a form for the proxy may be sent there, and from there to Stripe; from no other page', async () => {
  const aims = async (address: string) => directives((await ask(address)).headers)['form-action'];
  expect(await aims('/no-script.html')).toEqual(["'self'", PROXY, 'https://checkout.stripe.com']);
  expect(await aims('/pots/harbour-mug.html')).toEqual(["'self'"]);
});

/** A policy, directive by directive. */
function directives(headers: Record<string, unknown>): Record<string, readonly string[]> {
  return Object.fromEntries(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => directive.split(' '))
      .map(([name = '', ...sources]) => [name, sources]),
  );
}

test('what has not changed is not sent again, and only reading is allowed', async () => {
  const first = await ask('/');
  const again = await ask('/', { headers: { 'if-none-match': first.headers['etag'] } });
  expect(again.status).toBe(304);
  expect(again.body).toBe('');
  expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
  const head = await ask('/', { method: 'HEAD' });
  expect([head.status, head.body]).toEqual([200, '']);
  expect(head.headers['content-length']).toBe(String(Buffer.byteLength(first.body)));
  const post = await ask('/', { method: 'POST' });
  expect([post.status, post.headers['allow']]).toEqual([405, 'GET, HEAD']);
});

test('localhost is sent on to the shop’s own origin, so that there is one cart', async () => {
  const { port } = new URL(shop.url);
  const reply = await ask('/pots/bud-vase.html', { headers: { host: `localhost:${port}` } });
  expect(reply.status).toBe(308);
  expect(reply.headers['location']).toBe(`${shop.url}/pots/bud-vase.html`);
});

test('the order desk takes what is signed, once, and nothing else', async () => {
  const told: string[] = [];
  const desk = await openOrderDesk(({ id }) => told.push(id));
  const key = Buffer.from(desk.secret.slice('whsec_'.length), 'base64');
  const body = JSON.stringify({ id: '7QK2-M4ZD-X0VB', status: 'paid' });
  const now = Math.floor(Date.now() / 1000);

  async function deliver({ id = 'a.paid', at = now, text = body, signed = body, secret = key } = {}): Promise<number> {
    const signature = createHmac('sha256', secret).update(`${id}.${at}.${signed}`).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
    return (await fetch(desk.url, { method: 'POST', headers, body: text })).status;
  }

  expect(await deliver({ secret: Buffer.alloc(32) })).toBe(401);
  expect(await deliver({ text: body.replace('paid', 'free') })).toBe(401);
  expect(await deliver({ at: now - 3600 })).toBe(401);
  expect(await deliver({ at: now + 3600 })).toBe(401);
  expect((await fetch(desk.url, { method: 'POST', body })).status).toBe(401);
  expect((await fetch(desk.url)).status).toBe(405);
  expect(desk.orders).toEqual([]);

  expect(await deliver()).toBe(200);
  expect(await deliver()).toBe(200);
  expect(await deliver({ id: 'a.refunded' })).toBe(200);
  expect(told).toEqual(['7QK2-M4ZD-X0VB', '7QK2-M4ZD-X0VB']);
  await desk.close();
});
