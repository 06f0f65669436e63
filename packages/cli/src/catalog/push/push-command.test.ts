/** A push as a process: what is on the screen. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buttons, KEY, usePushAccount, type Button } from './push-account.fixture.js';

const BIN = fileURLToPath(new URL('../../../dist/bin.js', import.meta.url));
const account = usePushAccount();

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'stripe-cart-push-'));
  mkdirSync(path.join(dir, 'public'));
});
afterEach(() => rmSync(dir, { recursive: true }));

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
