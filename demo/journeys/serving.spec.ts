import { expect, test } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveDemo } from '../serve/serve.ts';

/** Longest time between SIGTERM and the end of everything, in milliseconds. */
const END_WITHIN_MS = 3_000;

const DEMO = fileURLToPath(new URL('..', import.meta.url));

interface Running {
  readonly process: ChildProcess;
  readonly urls: { shop: string; proxy: string; sandbox: string | null };
  /** All that was printed so far. */
  readonly output: () => string;
}

/** A folder for this test, and the demos it started: both are gone when it ends. */
const it = test.extend<{ prefix: string; folder: string; start: (...args: string[]) => Promise<Running> }>({
  prefix: 'stripe-cart demo ',

  folder: async ({ prefix }, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), prefix));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  start: async ({ folder }, use) => {
    const started: ChildProcess[] = [];
    let files = 0;
    await use(async (...args) => {
      const file = path.join(folder, `ready ${++files}.json`);
      const running = run(path.join(DEMO, 'serve/cli.ts'), [...args, '--ready-file', file]);
      started.push(running.process);
      await readiness(running.process, folder, file, running.output);
      return { ...running, urls: JSON.parse(await readFile(file, 'utf8')) as Running['urls'] };
    });
    for (const child of started) if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL');
  },
});

it('the ready file names three addresses that answer', async ({ start, folder }) => {
  const { urls } = await start('--port', '0');
  expect(Object.keys(urls)).toEqual(['shop', 'proxy', 'sandbox']);
  const answers = await Promise.all([
    fetch(urls.shop),
    fetch(`${urls.proxy}/v1/health`),
    fetch(`${urls.sandbox}/_sandbox/ledger`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  // Nothing half-written lies beside it.
  expect(await readdir(folder)).toEqual(['ready 1.json']);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  it(`${signal} ends everything, even with connections open`, async ({ start }) => {
    const { process: child, urls } = await start('--port', '0');
    // Half a request each: connections that would stay open for as long as their server waits.
    const sockets = await Promise.all(Object.values(urls).map((url) => halfARequest(String(url))));
    const begun = performance.now();
    expect(await end(child, signal)).toBe(0);
    expect(performance.now() - begun).toBeLessThan(END_WITHIN_MS);
    for (const url of Object.values(urls)) await expect(fetch(String(url))).rejects.toThrow();
    for (const socket of sockets) socket.destroy();
  });
}

it('a taken port gives a sentence and another port', async ({ start }) => {
  const squatter = createServer();
  const port = await listen(squatter);
  const { urls, output } = await start('--port', String(port));
  expect(new URL(urls.shop).port).not.toBe(String(port));
  expect(output()).toContain(`Port ${port} is taken, so the shop is on ${new URL(urls.shop).port} this time.`);
  expect(output()).not.toMatch(/EADDRINUSE|^\s+at /m);
  expect((await fetch(urls.shop)).status).toBe(200);
  squatter.close();
});

it('two demos run side by side, each with its own account', async ({ start }) => {
  const [one, two] = await Promise.all([start('--port', '0'), start('--port', '0')]);
  const addresses = [...Object.values(one.urls), ...Object.values(two.urls)];
  expect(new Set(addresses).size).toBe(6);
  const page = await (await fetch(two.urls.shop)).text();
  expect(page).toContain(`${two.urls.proxy}/stripe-cart.js`);
  expect(page).not.toContain('pay.example.com');
});

it('a path with a space in it is no obstacle', async ({ folder }) => {
  const copy = path.join(folder, 'my shop');
  await cp(DEMO, copy, {
    recursive: true,
    filter: (source) => !/(node_modules|test-results|journeys)$/.test(source),
  });
  await symlink(path.join(DEMO, 'node_modules'), path.join(copy, 'node_modules'));
  const file = path.join(folder, 'ready.json');
  const running = run(path.join(copy, 'serve/cli.ts'), ['--port', '0', '--ready-file', file]);
  await readiness(running.process, folder, file, running.output);
  const { shop } = JSON.parse(await readFile(file, 'utf8')) as Running['urls'];
  expect((await fetch(`${shop}/pictures/bud-vase.svg`)).headers.get('content-type')).toBe('image/svg+xml');
  expect(await end(running.process, 'SIGTERM')).toBe(0);
});

it('a wrong option is answered with how to use it', async () => {
  for (const args of [
    ['--port', 'eighty'],
    ['--port', '70000'],
    ['--prot', '0'],
  ]) {
    const { process: child, output } = run(path.join(DEMO, 'serve/cli.ts'), args);
    const [code] = (await once(child, 'close')) as [number];
    expect(code, args.join(' ')).toBe(1);
    expect(output(), args.join(' ')).toMatch(/--port|--prot/);
    expect(output(), args.join(' ')).not.toMatch(/^\s+at /m);
  }
});

it('a live key is refused with a sentence that does not repeat it', async () => {
  const live = { STRIPE_SECRET_KEY: 'sk_live_NotARealKey', STRIPE_PUBLISHABLE_KEY: 'pk_test_51AbCdEfGh' };
  const { process: child, output } = run(path.join(DEMO, 'serve/cli.ts'), ['--port', '0'], live);
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(output().trim()).toBe('STRIPE_SECRET_KEY is a live key. This shop sells nothing, so it only takes test keys.');
});

const KEYS = { STRIPE_SECRET_KEY: 'sk_test_51AbCdEfGhIjKl', STRIPE_PUBLISHABLE_KEY: 'pk_test_51AbCdEfGhIjKl' };

/** Environments that are neither the sandbox's nor a test account's, and the variable each is refused by. */
const REFUSED: Record<string, readonly [env: Record<string, string>, name: RegExp]> = {
  'a live publishable key': [
    { ...KEYS, STRIPE_PUBLISHABLE_KEY: 'pk_live_NotARealKeyAtAll' },
    /^STRIPE_PUBLISHABLE_KEY/,
  ],
  'a restricted live key': [{ ...KEYS, STRIPE_SECRET_KEY: 'rk_live_NotARealKeyAtAll' }, /^STRIPE_SECRET_KEY/],
  'no publishable key': [{ STRIPE_SECRET_KEY: KEYS.STRIPE_SECRET_KEY }, /STRIPE_PUBLISHABLE_KEY is not/],
  'no secret key': [{ STRIPE_PUBLISHABLE_KEY: KEYS.STRIPE_PUBLISHABLE_KEY }, /STRIPE_SECRET_KEY is not/],
  'keys that changed places': [
    { STRIPE_SECRET_KEY: KEYS.STRIPE_PUBLISHABLE_KEY, STRIPE_PUBLISHABLE_KEY: KEYS.STRIPE_SECRET_KEY },
    /^STRIPE_SECRET_KEY/,
  ],
  'a webhook secret that is none': [{ ...KEYS, STRIPE_WEBHOOK_SECRET: 'undefined' }, /^STRIPE_WEBHOOK_SECRET/],
};

for (const [what, [env, name]] of Object.entries(REFUSED)) {
  it(`the demo does not start with ${what}`, async () => {
    const refusal = await serveDemo({ port: 0, env }).catch((error: Error) => error.message);
    expect(refusal).toMatch(name);
    for (const value of Object.values(env)) expect(refusal).not.toContain(value);
  });
}

it('with test keys the same shop is wired to the real Stripe', async () => {
  const demo = await serveDemo({ port: 0, env: KEYS });
  expect(demo.sandbox).toBeNull();
  const reply = await fetch(`${demo.proxy}/v1/catalog`, { headers: { origin: demo.shop } });
  const { config } = (await reply.json()) as { config: Record<string, unknown> };
  expect(config).toMatchObject({
    livemode: false,
    publishableKey: KEYS.STRIPE_PUBLISHABLE_KEY,
    checkoutOrigins: ['https://checkout.stripe.com', 'https://buy.stripe.com', 'https://billing.stripe.com'],
  });
  await demo.close();
});

it('with test keys the ready file says null, and the banner how to forward webhooks', async ({ folder }) => {
  const file = path.join(folder, 'ready.json');
  const { process: child, output } = run(path.join(DEMO, 'serve/cli.ts'), ['--port', '0', '--ready-file', file], KEYS);
  await readiness(child, folder, file, output);
  const { proxy, sandbox } = JSON.parse(await readFile(file, 'utf8')) as Running['urls'];
  expect(sandbox).toBeNull();
  expect(output()).toContain(`stripe listen --forward-to ${proxy}/v1/webhooks/stripe`);
  expect(await end(child, 'SIGTERM')).toBe(0);
});

/** Runs the command line as `npm run demo` does, with nothing of Stripe's in its environment but what is given. */
function run(file: string, args: readonly string[], env: Record<string, string> = {}) {
  const { STRIPE_SECRET_KEY: _1, STRIPE_PUBLISHABLE_KEY: _2, STRIPE_WEBHOOK_SECRET: _3, ...rest } = process.env;
  const child = spawn(process.execPath, ['--experimental-strip-types', '--no-warnings', file, ...args], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  return { process: child, output: () => printed };
}

/** Resolves as soon as the ready file is there, and fails at once if the demo ends before. */
async function readiness(child: ChildProcess, folder: string, file: string, output: () => string): Promise<void> {
  const ended = once(child, 'close').then(() => {
    throw new Error(`The demo ended before it was ready:\n${output()}`);
  });
  await Promise.race([
    ended,
    expect.poll(() => readdir(folder), { intervals: [50], timeout: 20_000 }).toContain(path.basename(file)),
  ]);
}

async function halfARequest(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write('GET / HTTP/1.1\r\n', resolve));
  return socket;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await closed;
  return code;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
