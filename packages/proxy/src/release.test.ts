import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from './config/variables.js';
import { VERSION } from './version.js';

const versionOf = (name: string) => (createRequire(import.meta.url)(name) as { version: string }).version;

/**
 * The oldest versions without a known hole that matters here. Raised when an advisory says so, never lowered:
 * hono before 4.13.5 forgot limits of forms and read queries after fragments (GHSA-g6gw-c38x-mqfc,
 * GHSA-crvj-82cr-hjcx), and before 4.12.25 reflected any origin with credentials (CVE-2026-54290);
 * stripe 23 checks signatures with a tolerance of 0 in a way of its own, which our check is written for.
 */
const FLOORS = { hono: '4.13.5', '@hono/node-server': '1.19.15', stripe: '23.1.0', jose: '6.0.0', valibot: '1.0.0' };

describe('this release', () => {
  it('has one version, in the package and in the paths of its files', () => {
    expect(VERSION).toBe(versionOf('../package.json'));
  });

  it('describes every setting in its README', async () => {
    const readme = await readFile(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
    expect(VARIABLES.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(Object.entries(FLOORS))('builds on %s of at least %s', (name, floor) => {
    const { dependencies } = createRequire(import.meta.url)('../package.json') as {
      dependencies: Record<string, string>;
    };
    const installed = dependencies[name] ?? '';
    expect(installed).toMatch(/^\d+\.\d+\.\d+$/);
    expect(compare(installed, floor)).toBeGreaterThanOrEqual(0);
  });
});

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
