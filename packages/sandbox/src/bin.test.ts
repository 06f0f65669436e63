import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { clientFor } from './account.fixture.js';

const run = promisify(execFile);
const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

let started: ChildProcess | null = null;
afterEach(() => {
  started?.kill('SIGKILL');
  started = null;
});

/** Starts it, and waits for the line that says where it is. */
async function start(...args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [BIN, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  started = child;
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

describe('the command', () => {
  test('says where it is, answers an SDK there, and ends cleanly when it is told to', async () => {
    const { child, url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await clientFor(url).products.create({ name: 'Mug' });
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('ends although somebody is waiting for an answer', async () => {
    const { child, url } = await start();
    const control = JSON.stringify({ operation: '*', kind: 'hang' });
    await fetch(`${url}/_sandbox/faults`, { method: 'POST', body: control });
    const hanging = clientFor(url).products.list();
    const refused = expect(hanging).rejects.toMatchObject({ type: 'StripeConnectionError' });
    while (!(await (await fetch(`${url}/_sandbox/ledger`)).text()).includes('"hang"'));
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    await refused;
  });

  test('writes its URL to the ready file, and builds page addresses from the origin it is given', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'stripe-cart-sandbox-'));
    try {
      const file = path.join(folder, 'ready');
      const { url } = await start('--ready-file', file, '--origin', 'https://stripe.example/');
      expect([readFileSync(file, 'utf8'), url]).toEqual(['https://stripe.example', 'https://stripe.example']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('has help and a version', async () => {
    const help = (await run(process.execPath, [BIN, '--help'])).stdout;
    for (const option of ['--port', '--host', '--origin', '--ready-file', '--version']) expect(help).toContain(option);
    expect((await run(process.execPath, [BIN, '--version'])).stdout.trim()).toBe(manifest.version);
  });

  test.each([
    [['--port', 'http'], '--port http is no port'],
    [['--port', '65536'], '--port 65536 is no port'],
    [['--origin', 'shop'], '--origin shop is no http or https address'],
    [['--colour'], "Unknown option '--colour'"],
    [['--host', '256.0.0.1', '--port', '0'], 'stripe-cart-sandbox: '],
  ])('%j is refused in a sentence, without a stack', async (args, sentence) => {
    await expect(run(process.execPath, [BIN, ...args])).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    });
    await expect(run(process.execPath, [BIN, ...args])).rejects.toMatchObject({
      stderr: expect.not.stringContaining('    at '),
    });
  });

  test('a port that is taken is said', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    await expect(run(process.execPath, [BIN, '--port', port])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('EADDRINUSE'),
    });
  });
});
