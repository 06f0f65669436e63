import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startWorker } from './test-stack/workerd-runtime.js';
import { SHOP, SOUND_SETTINGS } from './test-stack/shop.js';

const here = fileURLToPath(new URL('..', import.meta.url));

/** A free Worker may have 3 MB after compression; this one has no reason to be near it. In bytes. */
const LARGEST_WORKER = 200_000;

describe('the Worker', () => {
  it('is built and accepted by wrangler as it is shipped, from what this package publishes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stripe-cart-worker-'));
    try {
      const wrangler = join(here, 'node_modules', 'wrangler', 'bin', 'wrangler.js');
      const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', DO_NOT_TRACK: '1', CI: '1', HOME: folder };
      const args = [
        wrangler,
        'deploy',
        '--dry-run',
        '--minify',
        '--outdir',
        folder,
        '--config',
        join(here, 'wrangler.jsonc'),
      ];
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: here, env });
      expect(stdout).toContain('CART_CHECKOUT_LIMITER');
      expect(stdout).toContain('CART_ORDER_LIMITER');
      const program = (await readdir(folder)).find((name) => name.endsWith('.js')) ?? '';
      expect(gzipSync(await readFile(join(folder, program))).length).toBeLessThan(LARGEST_WORKER);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);

  it('keeps its settings and its secrets apart, and whole addresses out of the log', async () => {
    const text = await readFile(join(here, 'wrangler.jsonc'), 'utf8');
    const json = text.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*[}\]])/g, '$1');
    const config = JSON.parse(json) as {
      vars: Record<string, string>;
      observability: { logs: { invocation_logs: boolean } };
    };
    expect(Object.keys(config.vars).filter((name) => /KEY|SECRET/.test(name))).toEqual([]);
    expect(config.observability.logs.invocation_logs).toBe(false);
  });

  it('counts with Cloudflare’s limiter where one is bound', async () => {
    const limit = (namespace_id: string) => ({ namespace_id, simple: { limit: 2, period: 60 } });
    const proxy = await startWorker(SOUND_SETTINGS, {
      ratelimits: { CART_CHECKOUT_LIMITER: limit('1'), CART_ORDER_LIMITER: limit('2') },
    });
    try {
      const ask = async (path: string, client: string) => {
        const response = await fetch(`${proxy.url}${path}`, {
          method: 'POST',
          headers: { origin: SHOP, 'content-type': 'application/json', 'cf-connecting-ip': client },
          body: '{}',
        });
        await response.body?.cancel();
        return [response.status, response.headers.get('retry-after')];
      };
      for (const path of ['/v1/checkout', '/v1/order']) {
        const answers = [];
        for (let n = 0; n < 3; n += 1) answers.push(await ask(path, '203.0.113.7'));
        expect(answers).toEqual([
          [422, null],
          [422, null],
          [429, '60'],
        ]);
        expect(await ask(path, '203.0.113.8')).toEqual([422, null]);
      }
    } finally {
      await proxy.close();
    }
  });
});
