import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { isInRange, readPackageFile } from './package-file.js';

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const stripeCart = (...args: string[]) => node([], args);
const node = (options: string[], args: string[], env: Record<string, string> = {}) =>
  promisify(execFile)(process.execPath, [...options, BIN, ...args], { env: { ...process.env, ...env } }).then(
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

/** Runs before the command does, in its process. */
const before = (script: string) => ['--import', `data:text/javascript,${encodeURIComponent(script)}`];

it('says its version', async () => {
  expect(await stripeCart('--version')).toMatchObject({ code: 0, stdout: '0.1.0\n' });
});

it('refuses a Node that is too old, in one sentence', async () => {
  const old = before("Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.22.1' } })");
  const { code, stdout, stderr } = await node(old, ['--help']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^stripe-cart needs Node \^22\.22\.2 .*; this is 22\.22\.1\.\n$/);
});

it.each([
  ['22.22.2', true],
  ['22.21.9', false],
  ['23.99.0', false],
  ['24.15.0', true],
  ['25.1.0', false],
  ['26.0.0', true],
  ['31.2.3', true],
])('knows whether it runs on Node %s', (version, runs) => {
  expect(isInRange(version, readPackageFile().engines.node)).toBe(runs);
});

it.each([
  ['an option it does not know', ['links', '--json', '--no-such-option'], 'wrong_usage', 2],
  ['a command it does not know', ['teapot', '--json'], 'wrong_usage', 2],
  ['what nobody expected', ['links', '--json'], 'unexpected', 1],
])('prints one JSON document for %s', async (_, args, errorCode, exitCode) => {
  const env = { STRIPE_SECRET_KEY: 'sk_test_51abcdefghijk', STRIPE_API_BASE: 'http://127.0.0.1:9' };
  const { code, stdout, stderr } = await node(before("URL.parse = () => { throw new TypeError('Oh') }"), args, env);
  expect(JSON.parse(stdout)).toEqual({ error: { code: errorCode, message: expect.any(String) } });
  expect(code).toBe(exitCode);
  expect(stderr).not.toMatch(/^ +at /m);
});

it.each([
  ['an address', ['links', '--catalog', 'KEY', '--json']],
  ['a currency', ['catalog', '.', '--currency', 'KEY', '--json']],
  ['a folder', ['catalog', 'KEY', '--json']],
  ['an option', ['links', '--KEY', '--json']],
])('does not repeat a key that was given as %s', async (_, args) => {
  const key = 'sk_test_51OfTheCommandLine';
  const given = args.map((arg) => arg.replace('KEY', key));
  const { code, stdout, stderr } = await node([], given, { STRIPE_SECRET_KEY: 'sk_test_51abcdefghijk' });
  expect(code).toBeGreaterThan(0);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: expect.any(String) } });
  expect(stdout + stderr).not.toContain('51OfTheCommandLine');
});
