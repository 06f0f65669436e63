/** A push as a process: what is on the screen. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCatalog } from '../run-catalog.js';
import { buttons, KEY, selling, usePushAccount, type Button } from './push-account.fixture.js';

const BIN = fileURLToPath(new URL('../../../dist/bin.js', import.meta.url));
const account = usePushAccount();

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'stripe-cart-push-'));
  mkdirSync(path.join(dir, 'public'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

const publish = (...items: readonly Button[]) => writeFileSync(path.join(dir, 'public/index.html'), buttons(...items));

const command = (...args: string[]) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const { PATH = '' } = process.env;
    const env = { PATH, STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: account.url };
    const all = [BIN, 'catalog', 'public', '--currency', 'eur', '--push', ...args];
    const child = execFile(process.execPath, all, { cwd: dir, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

it('shows what it would do, and does it', async () => {
  publish(['mug', '12.50'], ['jug', '30', 'data-item-custom1-name="Stamp"']);
  const dry = await command('--dry-run');
  expect(dry.stdout).toContain('catalog.json was not written: --dry-run.');
  expect(dry.stdout).toMatch(/^jug stays in catalog\.json: it has options/m);
  expect(dry.stdout).toMatch(/^mug {3}new product and price, 12\.50 eur$/m);
  expect(await account.onSale()).toEqual({});

  const done = await command('--yes', '--json');
  expect(JSON.parse(done.stdout)).toMatchObject({
    written: 'catalog.json',
    push: { livemode: false, done: true, steps: [{ id: 'mug', action: 'create' }], left: [{ id: 'jug' }] },
  });
  expect(done.code).toBe(0);
  expect(await account.onSale()).toEqual({ mug: 1250 });
});

it('does not say that all is well where a currency stays that no page names', async () => {
  await account.push(selling(['mug', '{"eur":12.50,"jpy":2000}']));
  publish(['mug', '12.50']);
  const { code, stdout } = await command();
  expect(stdout).toMatch(
    /^mug has amounts in Stripe that no page names, .*: jpy\.\nThere is nothing to do in Stripe\.$/m,
  );
  expect(code).toBe(0);
});

it('says that catalog.json is written, where nobody can be asked', async () => {
  publish(['mug', '12.50']);
  const { code, stdout, stderr } = await command('--json');
  expect(stderr).toMatch(
    /nobody can be asked: give --yes\.\nNothing was done in Stripe; catalog\.json is written\.\n$/,
  );
  expect(JSON.parse(stdout)).toMatchObject({ written: 'catalog.json', error: { code: 'not_confirmed' } });
  expect(code).toBe(2);
  expect(await account.onSale()).toEqual({});
});

it('says so where the answer is no', async () => {
  publish(['mug', '12.50']);
  const out = path.join(dir, 'catalog.json');
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keyboard });
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(keyboard as never);
  vi.stubEnv('STRIPE_SECRET_KEY', KEY);
  vi.stubEnv('STRIPE_API_BASE', account.url);
  // The question is the first thing that is said on the side. Whoever answers has seen it.
  const screen = vi.spyOn(process.stderr, 'write').mockImplementationOnce(() => {
    setImmediate(() => keyboard.write('n'));
    return true;
  });
  const wasTerminal = process.stderr.isTTY;
  process.stderr.isTTY = true;
  const pushed = runCatalog(path.join(dir, 'public'), { out, currency: 'eur', push: true });
  await expect(pushed).rejects.toMatchObject({
    exitCode: 130,
    message: `Nothing was done in Stripe; ${out} is written.`,
    document: { written: out, error: { code: 'declined' } },
  });
  expect(screen).toHaveBeenCalled();
  process.stderr.isTTY = wasTerminal;
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ items: [{ id: 'mug' }] });
});
