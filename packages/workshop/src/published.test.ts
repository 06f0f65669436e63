/**
 * What a stranger gets from npm. Each package that is published is packed, unpacked somewhere else, and looked at from
 * there: its entry points load, each has its types, and nothing rides along that was not meant to.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** By folder: entry points, and the files a tarball may hold beside package.json, README.md and LICENSE. */
const PUBLISHED = {
  contract: { entries: ['.', './parse', './payment-failure-codes'], rides: /^dist\/[\w-]+\.(js|d\.ts)$/ },
  widget: { entries: ['.', './define'], rides: /^dist\/([\w-]+\/)*[\w.-]+\.(js|d\.ts)$/ },
  proxy: {
    entries: ['.', './node', './worker', './links', './invoices', './catalog.schema.json'],
    rides: /^(dist\/([\w-]+\/)*[\w.-]+\.(js|d\.ts)|catalog\.schema\.json|wrangler\.jsonc)$/,
  },
  // A command, and no library: nothing of it can be imported but what describes its file.
  cli: {
    entries: ['./links.schema.json', './package.json'],
    rides: /^(dist\/([\w-]+\/)*[\w.-]+\.(js|d\.ts)|links\.schema\.json)$/,
  },
  sandbox: { entries: ['.', './node'], rides: /^dist\/([\w-]+\/)*[\w.-]+\.(js|d\.ts|json)$/ },
} as const;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Record<string, string | { types: string; default: string }>;
  readonly bin?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly scripts?: Record<string, string>;
}

describe.each(Object.entries(PUBLISHED))('packages/%s', (name, { entries, rides }) => {
  let folder = '';
  let tarball = '';
  let unpacked = '';
  let manifest: Manifest;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'stripe-cart-pack-'));
    await run('npx', ['-y', 'pnpm@12.21.0', 'pack', '--pack-destination', folder], {
      cwd: path.join(ROOT, 'packages', name),
    });
    const [file] = (await readdir(folder)).filter((each) => each.endsWith('.tgz'));
    tarball = path.join(folder, file ?? '');
    await run('tar', ['-xzf', tarball, '-C', folder]);
    unpacked = path.join(folder, 'package');
    manifest = JSON.parse(await readFile(path.join(unpacked, 'package.json'), 'utf8'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has the entry points it promises, each with its types', async () => {
    expect(Object.keys(manifest.exports)).toEqual(entries);
    for (const entry of Object.values(manifest.exports)) {
      const files = typeof entry === 'string' ? [entry] : [entry.types, entry.default];
      for (const file of files) expect((await stat(path.join(unpacked, file))).size).toBeGreaterThan(0);
    }
  });

  it('starts its commands with Node', async () => {
    for (const file of Object.values(manifest.bin ?? {})) {
      expect(await readFile(path.join(unpacked, file), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
  });

  it('carries nothing but what is meant to be published', async () => {
    const files = await filesBelow(unpacked);
    const usual = ['LICENSE', 'README.md', 'package.json'];
    expect(files.filter((file) => !usual.includes(file) && !rides.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(usual));
    expect(files.filter((file) => /\.test\.|\.fixture\.|test-stack|black-box|\.tsbuildinfo/.test(file))).toEqual([]);
  });

  it('has a declaration for every module of its npm build', async () => {
    const files = await filesBelow(unpacked);
    const modules = files.filter((file) => file.endsWith('.js') && !file.startsWith('dist/script/'));
    expect(modules.length).toBeGreaterThan(0);
    expect(modules.filter((file) => !files.includes(file.replace(/\.js$/, '.d.ts')))).toEqual([]);
  });

  it('depends on exact versions and runs nothing when it is installed', () => {
    const versions = Object.values(manifest.dependencies ?? {});
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(Object.keys(manifest.scripts ?? {}).filter((script) => /install|prepare/.test(script))).toEqual([]);
  });

  it('holds no path of the machine that built it, and no key', async () => {
    for (const file of await filesBelow(unpacked)) {
      const text = await readFile(path.join(unpacked, file), 'utf8');
      expect(text.includes(ROOT) || text.includes(os.homedir() + path.sep), file).toBe(false);
      expect(/(sk|rk)_(live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,}/.test(text), file).toBe(false);
    }
  });

  it('passes publint', async () => {
    const { messages } = await publint({ pkgDir: unpacked, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  it('passes “are the types wrong”', async () => {
    const attw = path.join(ROOT, 'packages/workshop/node_modules/.bin/attw');
    await run(attw, [tarball, '--profile', 'esm-only', '--format', 'table-flipped', '--no-color']);
  });
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
