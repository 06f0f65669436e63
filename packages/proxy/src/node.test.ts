import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from './index.js';
import { serveProxy } from './node.js';
import { exchange, rawRequest } from './test-stack/raw-socket.js';
import { nodeRuntime } from './test-stack/node-runtime.js';
import { CATALOG, openShop, SHOP, SOUND_SETTINGS, type TestShop } from './test-stack/shop.js';

describe('the proxy on Node', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stripe-cart-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads the catalogue from a file', async () => {
    const file = join(folder, 'catalog.json');
    await writeFile(file, JSON.stringify(CATALOG));
    const proxy = await serveProxy({ env: { ...SOUND_SETTINGS, CART_CATALOG: file }, log: () => undefined });
    const reply = await (await fetch(`${proxy.url}/v1/catalog`)).text();
    await proxy.close();
    expect(reply).toContain('"mug"');
  });

  it('does not start on a file that is missing or broken', async () => {
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{"version": 1,');
    for (const file of [broken, join(folder, 'missing.json')]) {
      await expect(serveProxy({ env: { ...SOUND_SETTINGS, CART_CATALOG: file } })).rejects.toThrow(ConfigError);
    }
  });

  it('says so in one sentence when the port is taken', async () => {
    const first = await serveProxy({ env: SOUND_SETTINGS, log: () => undefined });
    const port = new URL(first.url).port;
    await expect(serveProxy({ env: SOUND_SETTINGS, port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const child = startBin(['--port', port]);
    const [code] = (await once(child.process, 'close')) as [number];
    await first.close();
    expect(code).toBe(1);
    expect(child.stderr()).toMatch(/^That port is taken; .*\n$/);
  });

  it('ends on SIGTERM with exit code 0, even in the moment in which it says that it listens', async () => {
    const onListening = `const { write } = process.stdout;
      process.stdout.write = (text, ...rest) => {
        if (text.includes('listening')) process.kill(process.pid, 'SIGTERM');
        return write.call(process.stdout, text, ...rest);
      };`;
    const child = startBin(['--port', '0'], ['--import', `data:text/javascript;base64,${btoa(onListening)}`]);
    expect(await once(child.process, 'close')).toEqual([0, null]);
    expect(child.stdout()).toContain('"event":"listening"');
  });

  it('survives a rejection that nobody waited for, and logs it once, without what it says', async () => {
    const onSignal =
      "process.once('SIGUSR2', () => void Promise.reject(new Error('sk_live_canary of jenny@shop.example')))";
    const child = startBin(['--port', '0'], ['--import', `data:text/javascript;base64,${btoa(onSignal)}`]);
    const listening = () => /"url":"([^"]+)"/.exec(child.stdout())?.[1] ?? '';
    await expect.poll(listening, { timeout: 10_000 }).toMatch(/^http/);
    child.process.kill('SIGUSR2');
    await expect.poll(() => child.stdout()).toContain('"event":"unhandled_rejection"');
    expect((await fetch(`${listening()}/v1/health`)).status).toBe(200);
    child.process.kill('SIGTERM');
    const [code] = (await once(child.process, 'close')) as [number];
    expect(code).toBe(0);
    expect(child.stdout().match(/unhandled_rejection/g)).toHaveLength(1);
    expect(child.stdout() + child.stderr()).not.toMatch(/canary|jenny/);
  });

  it('lets a request under way end before it closes', async () => {
    const shop = await openShop(nodeRuntime);
    const body = '{"by":"order"}';
    let closed: Promise<void> | undefined;
    const answer = await exchange(shop.proxy, (socket) => {
      socket.write(
        `POST /v1/order HTTP/1.1\r\nHost: proxy\r\nOrigin: ${SHOP}\r\nContent-Type: application/json\r\n` +
          `Connection: close\r\nContent-Length: ${body.length}\r\n\r\n{`,
        () => {
          closed = shop.close();
          socket.write(body.slice(1));
        },
      );
    });
    await closed;
    expect(answer.status).toBe(422);
  });
});

describe('requests that no client library would send', () => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await openShop(nodeRuntime);
  });
  afterEach(() => shop.close());

  const head = `POST /v1/checkout HTTP/1.1\r\nHost: proxy\r\nOrigin: ${SHOP}\r\nContent-Type: application/json\r\n`;

  /** What must not be understood in two ways, by a proxy in front and by this one. */
  const AMBIGUOUS: readonly (readonly [string, string])[] = [
    ['a length and chunks', `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
    ['two lengths', `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`],
    ['a length that is no number', `${head}Content-Length: two\r\n\r\n{}`],
    ['a negative length', `${head}Content-Length: -2\r\n\r\n{}`],
    ['a header folded onto a second line', `${head}X-Folded: a\r\n b\r\nContent-Length: 2\r\n\r\n{}`],
    ['line feeds alone', `${head.replaceAll('\r\n', '\n')}Content-Length: 2\n\n{}`],
    ['a space before the colon', `${head}Content-Length : 2\r\n\r\n{}`],
    ['no host', `POST /v1/checkout HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`],
  ];

  it.each(AMBIGUOUS)('refuses %s, and closes the connection', async (_, bytes) => {
    const answer = await rawRequest(shop.proxy, bytes);
    expect(answer.status).toBe(400);
    expect(await shop.stripeCalls()).toBe(0);
  });

  it('answers 431 to headers without end', async () => {
    const answer = await rawRequest(shop.proxy, `${head}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(answer.status).toBe(431);
    expect(shop.log()).not.toContain('aaaa');
  });

  it.each(['GET http://[ HTTP/1.1', 'GET /\\evil HTTP/1.1', 'GET /v1/../../v1/health\\.. HTTP/1.1', 'GET * HTTP/1.1'])(
    'answers %s with a problem, not with an error of its own',
    async (line) => {
      const answer = await rawRequest(shop.proxy, `${line}\r\nHost: proxy\r\nConnection: close\r\n\r\n`);
      expect([400, 404]).toContain(answer.status);
      if (answer.status === 404) expect(answer.body).toContain('"code":"not_found"');
    },
  );

  it.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'QUERY'])('has no use for %s', async (method) => {
    const answer = await rawRequest(
      shop.proxy,
      `${method} /v1/checkout HTTP/1.1\r\nHost: proxy\r\nConnection: close\r\n\r\n`,
    );
    expect([0, 400, 404, 405, 501]).toContain(answer.status);
    expect(answer.body).not.toContain('Host: proxy');
  });

  it('refuses a body that announces too much before any of it is there, and ends the connection', async () => {
    const answer = await rawRequest(shop.proxy, `${head}Content-Length: 1000000000\r\n\r\n`);
    expect(answer.status).toBe(413);
    expect(answer.headers.toLowerCase()).toContain('connection: close');
  });

  it('waits for the rest of a body only so long, and serves everybody else meanwhile', async () => {
    const unfinished = Array.from({ length: 200 }, () =>
      exchange(shop.proxy, (socket) => socket.write(`${head}Content-Length: 100\r\n\r\n{"mode":`)),
    );
    for (let round = 0; round < 20; round += 1) expect((await shop.send('/v1/health')).status).toBe(200);
    const answers = await Promise.all(unfinished);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([408]));
    expect(answers[0]?.body).toContain('"code":"body_timeout"');
    expect(await shop.stripeCalls()).toBe(0);
  });
});

function startBin(args: readonly string[], nodeArgs: readonly string[] = []) {
  const settings = { ...SOUND_SETTINGS, CART_CATALOG: JSON.stringify('stripe').slice(1, -1) };
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
  const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
  const child = spawn(process.execPath, [...nodeArgs, bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return { process: child, stdout: () => stdout, stderr: () => stderr };
}
