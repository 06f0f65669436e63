import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProxy } from '@stripe-cart/proxy';
import { CATALOG, listen, soundPage, sriOf } from './shop.fixture.js';

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** A proxy, and the two pages of a shop, at one address. */
let shop: Awaited<ReturnType<typeof openShop>>;
async function openShop() {
  const served: { current: (request: Request) => Response | Promise<Response> } = { current: () => new Response() };
  const server = await listen((request, body) => {
    const { method = 'GET', url = '/', headers } = request;
    const init = {
      method,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    };
    return Promise.resolve(served.current(new Request(`${server.url}${url}`, init)));
  });
  const proxy = createProxy({
    log: () => undefined,
    env: {
      STRIPE_SECRET_KEY: 'rk_test_TheProxysOwnKey0123456789',
      CART_PUBLIC_URL: server.url,
      CART_ORIGINS: server.url,
      CART_RETURN_URL: `${server.url}/thanks.html`,
      CART_CATALOG: CATALOG,
      CART_TOKEN_SECRET: 'k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu',
    },
  });
  const at = { shop: server.url, proxy: server.url, sandbox: '' };
  const page = (body: string) => new Response(soundPage(at, body), { headers: { 'content-type': 'text/html' } });
  served.current = (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/') return page('');
    if (pathname === '/pinned.html') return pinned(proxy);
    if (pathname === '/unknown.html') return page('<button data-cart-add="tea\u001b[2Jpot">Add</button>');
    return pathname === '/thanks.html' ? page('<stripe-cart-return></stripe-cart-return>') : proxy.fetch(request);
  };
  return server;
}
/** A page with a hash that holds only until the next release. */
async function pinned(proxy: ReturnType<typeof createProxy>): Promise<Response> {
  const hash = sriOf(await (await proxy.request('/stripe-cart.js')).text());
  const tag = `<script type="module" src="/stripe-cart.js" integrity="${hash}"></script>`;
  return new Response(tag, { headers: { 'content-type': 'text/html' } });
}

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function doctor(
  args: readonly string[],
  { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {},
) {
  return new Promise<Outcome>((resolve) => {
    const { STRIPE_SECRET_KEY: _, ...environment } = process.env;
    const child = execFile(
      process.execPath,
      [BIN, 'doctor', ...args],
      { env: { ...environment, ...env } },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(stdin);
  });
}

const findingsIn = ({ stdout }: Outcome) =>
  JSON.parse(stdout) as { ok: boolean; findings: { code: string; docs: string }[] };

describe('stripe-cart doctor', () => {
  it('ends well where nothing is wrong, and says what it did not look at', async () => {
    const { code, stdout, stderr } = await doctor([shop.url, '--page', `${shop.url}/`]);
    expect(stdout).toMatch(/✓ Origins and CORS/);
    expect(stdout).toMatch(/Key \(not looked at: set STRIPE_SECRET_KEY/);
    expect(stderr).toBe('0 errors, 0 warnings, 1 note.\n');
    expect(code).toBe(0);
  });

  it('ends with 1 where something is wrong, with its code, its mend and where to read on', async () => {
    const { code, stdout } = await doctor([shop.url, '--page', `${shop.url}/unknown.html`]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /error item_unknown: .*\n +http.*unknown\.html: tea \[2Jpot\n +Correct the id.*\n +https:.*#item_unknown/,
    );
  });

  it('prints one JSON document, as it found something wrong', async () => {
    const wrong = await doctor([shop.url, '--page', `${shop.url}/unknown.html`, '--json']);
    expect(wrong.code).toBe(1);
    expect(findingsIn(wrong)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        {
          code: 'item_unknown',
          severity: 'error',
          sentence: expect.stringMatching(/\.$/),
          subject: `${shop.url}/unknown.html: tea\u001b[2Jpot`,
          mend: expect.stringMatching(/\.$/),
          docs: expect.stringMatching(/^https:.*#item_unknown$/),
        },
      ]),
    });
  });

  it('takes the key from the environment or standard input, says what is wrong with it, and never repeats it', async () => {
    const key = ['pk', 'test', 'abcdefghijklmnop'].join('_');
    for (const outcome of [
      await doctor([shop.url, '--json'], { env: { STRIPE_SECRET_KEY: key } }),
      await doctor([shop.url, '--json', '--key-stdin'], { stdin: `${key}\n` }),
    ]) {
      expect(outcome.code).toBe(1);
      expect(findingsIn(outcome).findings.map(({ code }) => code)).toContain('key_wrong');
      expect(outcome.stdout + outcome.stderr).not.toContain(key);
    }
  });

  it('counts warnings as errors when it is strict', async () => {
    const page = ['--page', `${shop.url}/pinned.html`, '--json'];
    const lenient = await doctor([shop.url, ...page]);
    expect(findingsIn(lenient)).toMatchObject({ version: 1, ok: true, counts: { error: 0, warning: 1, note: 1 } });
    expect(findingsIn(lenient).findings).toContainEqual(expect.objectContaining({ code: 'integrity_unpinned' }));
    expect([lenient.code, (await doctor([shop.url, ...page, '--strict'])).code]).toEqual([0, 1]);
  });

  it('asks for something to look at', async () => {
    const { code, stderr } = await doctor([]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/address of a proxy/);
    expect((await doctor(['ftp://shop.example'])).code).toBe(2);
  });

  it('takes one page after each --page, and the proxy wherever it stands', async () => {
    const pages = ['--page', `${shop.url}/`, '--page', `${shop.url}/unknown.html`];
    const { code, stdout } = await doctor([...pages, shop.url]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✓ Origins and CORS/);
    expect(stdout).toMatch(/error item_unknown:/);
  });

  it.each([
    ['--folder', 'nope', 'no_folder', 'There is no folder nope.'],
    ['--links', 'nope.json', 'no_links', 'There is no file nope.json.'],
  ])('looks at nothing where what %s names is not there', async (option, name, code, message) => {
    const outcome = await doctor([option, name, shop.url, '--json']);
    expect([outcome.code, JSON.parse(outcome.stdout)]).toEqual([2, { error: { code, message } }]);
  });
});
