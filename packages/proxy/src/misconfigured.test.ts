import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError, createProxy } from './index.js';
import { serveProxy } from './node.js';
import { SOUND_SETTINGS } from './test-stack/shop.js';
import { workerdRuntime } from './test-stack/workerd-runtime.js';

const CANARY = 'sk_live_CanaryKey0123456789abcdef';
/** A live key with a shop on this machine, a wildcard, and a mistyped name. */
const BROKEN = { ...SOUND_SETTINGS, STRIPE_SECRET_KEY: CANARY, CART_ORIGINS: '*', CART_ORIGN: 'https://shop.example' };
const NAMES = ['CART_ORIGN', 'STRIPE_PUBLISHABLE_KEY', 'CART_ORIGINS', 'CART_RETURN_URL'];

describe('a configuration that must not sell', () => {
  it('does not become a proxy', () => {
    expect(() => createProxy({ env: BROKEN })).toThrow(ConfigError);
  });

  it('does not start on Node, and says everything that is wrong', async () => {
    const error = await serveProxy({ env: BROKEN }).catch((reason: unknown) => reason);
    const message = error instanceof ConfigError ? error.message : '';
    for (const name of NAMES) expect(message).toContain(`${name}:`);
    expect(message).not.toContain('Canary');
  });

  it('does not start as a process either: exit code 1, the list, no stack', async () => {
    const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
    const env = Object.fromEntries(
      Object.entries({ ...BROKEN, PORT: '0' }).map(([name, value]) => [name, String(value)]),
    );
    const { code, stderr } = await run(bin, { ...env, PATH: process.env['PATH'] ?? '' });
    expect(code).toBe(1);
    for (const name of NAMES) expect(stderr).toContain(`${name}:`);
    expect(stderr).not.toMatch(/Canary|\n\s+at /);
  });

  it('answers 503 to every request on Workers, with the names in the log', async () => {
    const proxy = await workerdRuntime.start(BROKEN);
    try {
      for (const path of ['/v1/health', '/v1/config', '/v1/return', '/stripe-cart.js', '/']) {
        const response = await fetch(`${proxy.url}${path}`, { redirect: 'manual' });
        const text = await response.text();
        expect([path, response.status]).toEqual([path, 503]);
        expect(JSON.parse(text)).toMatchObject({ code: 'misconfigured', retryable: true });
        expect(text).not.toMatch(/Canary|CART_|STRIPE_/);
      }
      await expect.poll(() => proxy.log()).toContain('CART_ORIGINS');
      for (const name of NAMES) expect(proxy.log()).toContain(name);
      expect(proxy.log()).not.toContain('Canary');
    } finally {
      await proxy.close();
    }
  });
});

function run(bin: string, env: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}
