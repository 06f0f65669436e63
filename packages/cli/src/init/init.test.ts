import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './folder.fixture.js';
import { init, type InitOptions } from './init.js';

let place: Place;
beforeEach(async () => {
  place = await openPlace();
});
afterEach(() => place.remove());

const ANSWERS = ['--shop', 'shop.example', '--proxy', 'https://pay.shop.example', '--thanks', '/thanks.html'];
const WORKERS = [...ANSWERS, '--runtime', 'workers'];
const NODE = [...ANSWERS, '--runtime', 'node'];

const read = (...names: string[]) => readFile(join(place.path, ...names), 'utf8');
const filesIn = async (folder: string) => (await readdir(join(place.path, folder))).sort();

describe('a folder for Workers', () => {
  it('has what a Worker needs, and is accepted by wrangler as it is', async () => {
    const made = await place.stripeCart('init', 'pay', ...WORKERS);
    expect(made.code).toBe(0);
    // Whoever made the token secret has seen it, and can make links with it later: Cloudflare shows it to nobody.
    expect(made.stdout).toMatch(/^ +\d\. openssl rand -base64 32 .*Keep it/m);
    expect(made.stdout).not.toContain('|');
    expect((await stat(join(place.path, 'pay', '.dev.vars'))).mode & 0o077).toBe(0);
    expect(await filesIn('pay')).toEqual([
      '.dev.vars',
      '.dev.vars.example',
      '.gitignore',
      'catalog.json',
      'dev.js',
      'package.json',
      'worker.js',
      'wrangler.jsonc',
    ]);
    await place.install('pay');
    const { code, stdout, stderr } = await place.run('pay', 'wrangler', ['deploy', '--dry-run', '--outdir', 'out']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const binding of ['CART_CHECKOUT_LIMITER', 'CART_ORDER_LIMITER', 'https://shop.example/thanks.html']) {
      expect(stdout).toContain(binding);
    }
    // The catalogue is part of what is deployed.
    expect(await read('pay', 'out', 'worker.js')).toContain('"example"');
  });
});

describe('a folder for Node', () => {
  it('has what a process needs, and refuses to sell until it has a key', async () => {
    const made = await place.stripeCart('init', 'pay', ...NODE);
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('pay/start.js')]);
    // The one tag to paste, and what to do next.
    expect(made.stdout).toContain('<script type="module" src="https://pay.shop.example/stripe-cart.js"></script>');
    expect(made.stdout).toContain('<stripe-cart-return></stripe-cart-return>');
    expect(made.stdout).toContain('cd pay && npm install');
    expect(await filesIn('pay')).toEqual([
      '.env',
      '.env.example',
      '.gitignore',
      'catalog.json',
      'dev.js',
      'package.json',
      'start.js',
    ]);
    await place.install('pay');
    const { code, stderr } = await place.run('pay', process.execPath, ['--env-file-if-exists=.env', 'start.js']);
    expect(code).toBe(1);
    // Nothing but the key is missing.
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining('not configured'),
      expect.stringContaining('STRIPE_SECRET_KEY'),
    ]);
    // With a key it serves, and ends in order when it is told to, be that in the moment in which it says so.
    const onListening = `process.env.STRIPE_SECRET_KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
      process.env.PORT = '0';
      const { log } = console;
      console.log = (text) => (process.kill(process.pid, 'SIGTERM'), log(text));`;
    const preload = `data:text/javascript;base64,${btoa(onListening)}`;
    const served = await place.run('pay', process.execPath, [
      '--import',
      preload,
      '--env-file-if-exists=.env',
      'start.js',
    ]);
    expect(served).toEqual({ code: 0, stderr: '', stdout: expect.stringContaining('The proxy listens on') });
  });
});

describe('whatever the runtime', () => {
  it('sells from the catalogue it is given, byte for byte', async () => {
    const catalog = '{"version":1, "currency":"jpy","items":[{"id":"vase","name":"Vase","amounts":{"jpy":2000}}]}';
    await writeFile(join(place.path, 'shop.json'), catalog);
    await place.stripeCart('init', 'pay', ...NODE, '--catalog', 'shop.json');
    expect(await read('pay', 'catalog.json')).toBe(catalog);
  });
});

describe('what it refuses', () => {
  const refused = async (args: readonly string[], sentence: RegExp) => {
    const { code, stderr, stdout } = await place.stripeCart('init', ...args);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([2, '']);
  };

  it('a folder with something in it, and writes nothing', async () => {
    await mkdir(join(place.path, 'pay'));
    await writeFile(join(place.path, 'pay', 'worker.js'), 'mine');
    await refused(['pay', ...WORKERS], /pay is not empty.*--force/);
    expect(await filesIn('pay')).toEqual(['worker.js']);
  });

  it('to overwrite, even when it is forced', async () => {
    await mkdir(join(place.path, 'pay'));
    await writeFile(join(place.path, 'pay', 'worker.js'), 'mine');
    await writeFile(join(place.path, 'pay', '.dev.vars'), 'mine too');
    const { code, stderr } = await place.stripeCart('init', 'pay', ...WORKERS, '--force');
    expect(code).toBe(0);
    expect(stderr).toMatch(/kept +pay\/worker\.js/);
    expect([await read('pay', 'worker.js'), await read('pay', '.dev.vars')]).toEqual(['mine', 'mine too']);
    expect(await filesIn('pay')).toContain('wrangler.jsonc');
  });

  it('to ask where nobody can answer: it names what to give', async () => {
    await refused(['pay'], /--shop/);
    await refused(['pay', '--shop', 'shop.example', '--proxy', 'pay.shop.example'], /--runtime/);
    expect(await readdir(place.path)).toEqual([]);
  });

  const SOUND: InitOptions = {
    shop: 'shop.example',
    proxy: 'pay.shop.example',
    thanks: '/thanks.html',
    runtime: 'node',
  };
  const refusedWith = async (change: InitOptions, sentence: RegExp) => {
    await expect(init(join(place.path, 'pay'), { ...SOUND, ...change })).rejects.toThrow(sentence);
    expect(await readdir(place.path)).not.toContain('pay');
  };

  it.each<[string, InitOptions, RegExp]>([
    ['a shop without TLS', { shop: 'http://shop.example' }, /^--shop must be https/],
    ['a shop with a path', { shop: 'https://shop.example/store' }, /^--shop is scheme and host only/],
    ['a shop that is none', { shop: 'ftp://shop.example' }, /^--shop is not an address/],
    ['a proxy with a path', { proxy: 'https://shop.example/pay' }, /^--proxy is scheme and host only/],
    ['a proxy on this machine for a shop that is not', { proxy: 'http://pay.shop.example' }, /^--proxy must be https/],
    ['a thank-you page elsewhere', { thanks: 'https://other.example/thanks' }, /^--thanks has to be .*the shop’s/],
    ['a thank-you page that is a word', { thanks: 'x' }, /on the shop’s address, as in \/thanks\.html\.$/],
    ['another runtime', { runtime: 'deno' }, /^--runtime is workers .*or node/],
    ['a catalogue that is not there', { catalog: 'none.json' }, /^none\.json cannot be read/],
  ])('%s', (_, change, sentence) => refusedWith(change, sentence));

  it('a catalogue that the proxy would refuse, naming the place', async () => {
    const item = { id: 'mug', name: 'Mug', amounts: { eur: -1 } };
    const catalog = join(place.path, 'bad.json');
    await writeFile(catalog, JSON.stringify({ version: 1, currency: 'eur', items: [item] }));
    await refusedWith({ catalog }, /^--catalog items\.0\.amounts\.eur/);
  });
});
