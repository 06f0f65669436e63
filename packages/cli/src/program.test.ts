import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const stripeCart = (...args: string[]) =>
  promisify(execFile)(process.execPath, [BIN, ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

it('tells what it can do', async () => {
  const { code, stdout } = await stripeCart('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('Usage: stripe-cart');
});

it('refuses an option it does not know, and says where help is', async () => {
  const { code, stderr } = await stripeCart('--no-such-option');
  expect(code).toBe(2);
  expect(stderr).toContain('--help');
});
