import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { WIDGET_FILES } from '../widget/files.generated.js';
import { VERSION } from '../version.js';

const CHUNKS = WIDGET_FILES.map(({ name }) => name).filter((name) => name.startsWith('chunks/'));

export function widgetSuite(runtime: Runtime): void {
  describe(`the widget's files on ${runtime.name}`, () => {
    let shop: TestShop;
    beforeAll(async () => {
      shop = await openShop(runtime);
    });
    afterAll(() => shop.close());

    it('serves the script to a page of any origin, as a module needs it', async () => {
      const response = await shop.send('/stripe-cart.js', { headers: { origin: 'https://anybody.example' } });
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=300, must-revalidate',
      });
      expect(response.headers.get('vary')).toBe('Accept-Encoding');
      expect((await response.text()).length).toBeGreaterThan(0);
    });

    it('sends the bytes that were compressed at build time, or the same bytes plain', async () => {
      for (const { name, bytes, gzip } of WIDGET_FILES) {
        const compressed = await wireBytes(shop, `/${name}`, 'gzip, deflate, br');
        expect(compressed).toEqual({ encoding: 'gzip', length: Buffer.from(gzip, 'base64').length });
        expect(await wireBytes(shop, `/${name}`, 'identity')).toEqual({ encoding: null, length: bytes });
        expect(await wireBytes(shop, `/${name}`, 'gzip;q=0, identity')).toEqual({ encoding: null, length: bytes });
      }
    });

    it('says 304 to a page that has it already', async () => {
      const first = await shop.send('/stripe-cart.js');
      await first.body?.cancel();
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^W\/"[^"]+"$/);
      const again = await shop.send('/stripe-cart.js', { headers: { 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect(again.headers.get('access-control-allow-origin')).toBe('*');
      const other = await shop.send('/stripe-cart.js', { headers: { 'if-none-match': '"another"' } });
      await other.body?.cancel();
      expect(other.status).toBe(200);
    });

    it('lets chunks and the versioned script be kept for ever', async () => {
      const paths = [`/v${VERSION}/stripe-cart.js`, ...CHUNKS.flatMap((name) => [`/${name}`, `/v${VERSION}/${name}`])];
      for (const path of paths) {
        const response = await shop.send(path);
        await response.body?.cancel();
        expect([path, response.status, response.headers.get('cache-control')]).toEqual([
          path,
          200,
          'public, max-age=31536000, immutable',
        ]);
      }
    });

    it('publishes the hash of each file, and the files have it', async () => {
      const response = await shop.send(`/v${VERSION}/integrity.json`);
      const hashes = (await response.json()) as Record<string, string>;
      expect(Object.keys(hashes)).toContain('stripe-cart.js');
      for (const [name, integrity] of Object.entries(hashes)) {
        const file = await (await shop.send(`/v${VERSION}/${name}`)).arrayBuffer();
        const hash = createHash('sha384').update(new Uint8Array(file)).digest('base64');
        expect([name, integrity]).toEqual([name, `sha384-${hash}`]);
      }
    });

    it('has no other file and no other version', async () => {
      for (const path of [
        '/v0.0.1/stripe-cart.js',
        '/chunks/',
        '/chunks/other.js',
        '/stripe-cart.js.map',
        '/package.json',
      ]) {
        expect([path, (await shop.send(path)).status]).toEqual([path, 404]);
      }
    });
  });
}

/** How long the body is on the wire, which `fetch` does not tell. */
async function wireBytes(
  shop: TestShop,
  path: string,
  accept: string,
): Promise<{ encoding: string | null; length: number }> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get(`${shop.proxy}${path}`, { headers: { 'accept-encoding': accept } }, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => (length += chunk.length));
      response.on('end', () => resolve({ encoding: response.headers['content-encoding'] ?? null, length }));
    }).on('error', reject);
  });
}
