import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { Answers, Runtime } from './answers.js';
import { exampleCatalog, projectFiles, WRANGLER_VERSION } from './project-files.js';

const answersFor = (runtime: Runtime): Answers => ({
  shop: 'https://shop.example',
  proxy: 'https://pay.shop.example',
  // A quote may stand in an address, and must not end the text it is written into.
  thanks: "https://shop.example/it's-yours.html",
  runtime,
});
const VERSIONS = { stripeCart: '1.2.3', wrangler: WRANGLER_VERSION, node: '>=22.12' };
const filesFor = (runtime: Runtime) =>
  new Map(projectFiles(answersFor(runtime), exampleCatalog(), VERSIONS).map(({ path, text }) => [path, text]));

describe.each<[Runtime, string]>([
  ['workers', '.dev.vars'],
  ['node', '.env'],
])('a folder for %s', (runtime, secretsFile) => {
  it('has one secret, in the file that is ignored, and a new one each time', () => {
    const made: string[] = [];
    for (const files of [filesFor(runtime), filesFor(runtime)]) {
      for (const [path, text] of files) {
        const secret = /CART_TOKEN_SECRET=(\S+)/.exec(text)?.[1];
        if (path === secretsFile) made.push(secret ?? '');
        else expect([path, secret]).toEqual([path, undefined]);
        expect(text).not.toMatch(/(sk|rk)_(live|test)_[A-Za-z0-9]{8}|whsec_[A-Za-z0-9]{8}/);
      }
      expect(files.get('.gitignore')?.split('\n')).toContain(secretsFile);
    }
    expect(made.map((secret) => Buffer.from(secret, 'base64').length)).toEqual([32, 32]);
    expect(new Set(made).size).toBe(2);
  });

  it('pins what it installs, exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(filesFor(runtime).get('package.json') ?? '') as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    expect({ ...dependencies, ...devDependencies }).toEqual({
      '@stripe-cart/proxy': '1.2.3',
      '@stripe-cart/sandbox': '1.2.3',
      'stripe-cart': '1.2.3',
      ...(runtime === 'workers' && { wrangler: WRANGLER_VERSION }),
    });
  });

  it('has the addresses as they were given, whatever is in them', () => {
    const config = filesFor(runtime).get(runtime === 'workers' ? 'wrangler.jsonc' : 'start.js');
    expect(config).toContain(`"https://shop.example/it's-yours.html"`);
  });
});

it('is made for the wrangler that the tests deploy with', () => {
  const own = createRequire(import.meta.url)('../../package.json') as { devDependencies: Record<string, string> };
  expect(WRANGLER_VERSION).toBe(own.devDependencies['wrangler']);
});

it('asks for its own domain at Cloudflare, and for none on workers.dev', () => {
  const routes = (proxy: string) => {
    const files = projectFiles({ ...answersFor('workers'), proxy }, '{}', VERSIONS);
    return files.find(({ path }) => path === 'wrangler.jsonc')?.text.match(/"routes".*/)?.[0];
  };
  expect(routes('https://pay.shop.example')).toContain('"pattern": "pay.shop.example", "custom_domain": true');
  expect(routes('https://stripe-cart-proxy.me.workers.dev')).toBe(undefined);
});
