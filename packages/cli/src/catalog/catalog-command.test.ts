/** The command as it is typed: what it prints, writes and ends with. Twice as a process, which takes its time. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CliError } from '../cli-error.js';
import { run } from '../program.js';
import { findPages } from './find-pages.js';
import { runCatalog, type CatalogOptions } from './run-catalog.js';

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const DEMO = fileURLToPath(new URL('../../../../demo/', import.meta.url));
const HOME = process.cwd();
const MUG =
  '<button data-cart-add="mug" data-item-name="Mug" data-item-price="12.50" data-item-currency="eur" data-item-image="/mug.jpg">';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'stripe-cart-catalog-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

function page(name: string, html: string | Buffer): void {
  mkdirSync(path.join(dir, 'public', path.dirname(name)), { recursive: true });
  writeFileSync(path.join(dir, 'public', name), html);
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** As a process. */
const asProcess = (...args: string[]) =>
  new Promise<Outcome>((resolve) => {
    const { PATH = '' } = process.env;
    const options = { cwd: dir, env: { PATH } };
    const child = execFile(process.execPath, [BIN, 'catalog', 'public', ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

/** The same command line, in this process. */
async function catalog(...args: string[]): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const listen = (name: 'stdout' | 'stderr') =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    });
  const spies = [listen('stdout'), listen('stderr')];
  process.chdir(dir);
  try {
    return { code: await run(['catalog', 'public', ...args]), ...said };
  } finally {
    process.chdir(HOME);
    for (const spy of spies) spy.mockRestore();
  }
}

const written = () => JSON.parse(readFileSync(path.join(dir, 'catalog.json'), 'utf8'));

describe('writing', () => {
  it('is done once nothing stands in the way, and the schema is named', async () => {
    page('index.html', MUG);
    const { code, stdout } = await asProcess('--base-url', 'https://shop.example');
    expect(stdout).toBe('1 page, 1 item; nothing to mend.\nWrote catalog.json.\n');
    expect(code).toBe(0);
    expect(written()).toEqual({
      $schema: expect.stringMatching(
        /^https:\/\/unpkg\.com\/@stripe-cart\/proxy@\d+\.\d+\.\d+\/catalog\.schema\.json$/,
      ),
      version: 1,
      currency: 'eur',
      items: [{ id: 'mug', name: 'Mug', image: 'https://shop.example/mug.jpg', amounts: { eur: 1250 } }],
    });
  });

  it('is not done with an error, each of which is a line with its place and its mend', async () => {
    page('a.html', MUG);
    page('pots/b.html', `<p>\n${MUG.replace('12.50', '12,50')}`);
    const { code, stdout, stderr } = await asProcess('--base-url', 'https://shop.example');
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe(
      'public/pots/b.html:2:50 error price_unreadable: mug: the price 12,50 cannot be taken. Write digits with a point before the decimals and no other sign, as in 1299.50.',
    );
    expect(stderr).toBe('Nothing was written: 1 error.\n');
    expect(existsSync(path.join(dir, 'catalog.json'))).toBe(false);
  });

  it('is not done with --dry-run', async () => {
    page('index.html', MUG);
    expect(await catalog('--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('not written') });
    expect(existsSync(path.join(dir, 'catalog.json'))).toBe(false);
  });

  it('prints one JSON document with --json, whatever comes of it', async () => {
    page('index.html', MUG);
    const good = await catalog('--json');
    expect(JSON.parse(good.stdout)).toMatchObject({ pages: 1, items: ['mug'], written: 'catalog.json' });
    expect(JSON.parse(good.stdout).findings).toEqual([
      {
        code: 'address_relative',
        severity: 'warning',
        place: { file: 'public/index.html', line: 1, column: 99 },
        message: expect.stringContaining('--base-url'),
      },
    ]);
    page('index.html', MUG.replace('12.50', 'dear'));
    const bad = await catalog('--json');
    expect(JSON.parse(bad.stdout)).toMatchObject({
      written: null,
      findings: [{ code: 'price_unreadable' }, { code: 'address_relative' }],
    });
    expect(bad.code).toBe(1);
  });

  it('lets no page write to the terminal but text', async () => {
    page('index.html', '<button data-cart-add="\u001b[2J\u202emug">');
    const { stdout } = await catalog();
    expect(stdout).toContain('price_missing');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u202e');
  });
});

describe('--check', () => {
  it('is clean right after writing, and fails when a page changes', async () => {
    page('index.html', MUG);
    await catalog();
    const before = readFileSync(path.join(dir, 'catalog.json'), 'utf8');
    expect(await catalog('--check')).toMatchObject({ code: 0, stdout: expect.stringContaining('agree') });
    page('index.html', MUG.replace('12.50', '13.00'));
    const { code, stdout, stderr } = await catalog('--check');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^public\/index\.html:1:9 error price_differs: mug: 13\.00 eur in the pages, 12\.50 in the catalogue/m,
    );
    expect(stderr).toBe('The pages and catalog.json disagree: 1 error.\n');
    expect(readFileSync(path.join(dir, 'catalog.json'), 'utf8')).toBe(before);
  });

  it('tells what is in one and not in the other', async () => {
    page('index.html', MUG + MUG.replaceAll('ug"', 'at"'));
    await catalog();
    page('index.html', MUG + MUG.replaceAll('ug"', 'op"'));
    const { stdout } = await catalog('--check');
    expect(stdout).toMatch(/^catalog\.json:\d+:1 error not_in_pages: mat:/m);
    expect(stdout).toMatch(/^public\/index\.html:1:\d+ error not_in_catalog: mop:/m);
  });

  it('knows of a catalogue kept by hand that the pages name no prices', async () => {
    cpSync(path.join(DEMO, 'pots'), path.join(dir, 'public/pots'), { recursive: true });
    cpSync(path.join(DEMO, 'index.html'), path.join(dir, 'public/index.html'));
    cpSync(path.join(DEMO, 'catalog.json'), path.join(dir, 'catalog.json'));
    const { code, stdout } = await catalog('--check');
    expect(stdout).toMatch(/agree, as far as they go: \d+ of \d+ items have no price in the pages\.$/m);
    expect(code).toBe(0);
    const write = await catalog('--out', 'new.json');
    expect(write.stdout).toMatch(/error price_missing: harbour-mug: no page says what it costs\. Add data-item-name=/);
    expect(write.code).toBe(1);
  });
});

describe('a command line that cannot be', () => {
  const refused = (options: Partial<CatalogOptions>, folder = 'public') =>
    runCatalog(path.join(dir, folder), { out: path.join(dir, 'catalog.json'), ...options }).then(
      () => 'nothing',
      (error: unknown) => (error instanceof CliError ? `${error.exitCode} ${error.code}` : String(error)),
    );

  it.each<[string, Partial<CatalogOptions>, string]>([
    ['nothing to check against', { check: true }, '2 no_catalog'],
    ['no currency', { currency: 'euro' }, '2 wrong_currency'],
    ['no address', { baseUrl: 'shop.example' }, '2 wrong_base_url'],
    ['no address of a site', { baseUrl: 'file:///public' }, '2 wrong_base_url'],
    ['check and push', { check: true, push: true }, '2 check_or_push'],
    ['nowhere to write', { out: '/no/where/catalog.json' }, '2 catalog_unwritable'],
    ['no pages left', { ignore: ['*.html'] }, '2 no_pages'],
  ])('%s', async (_, options, expected) => {
    page('index.html', MUG);
    expect(await refused(options)).toBe(expected);
    expect(existsSync(path.join(dir, 'catalog.json'))).toBe(false);
  });

  it('no folder, nothing for sale, a catalogue that is none', async () => {
    expect(await refused({})).toBe('2 no_folder');
    page('index.html', '<p>Hello');
    expect(await refused({ json: true })).toBe('1 nothing_for_sale');
    page('index.html', MUG);
    for (const text of ['{', '{"version":2}']) {
      writeFileSync(path.join(dir, 'catalog.json'), text);
      expect(await refused({})).toBe('2 catalog_invalid');
      expect(readFileSync(path.join(dir, 'catalog.json'), 'utf8')).toBe(text);
    }
  });

  it('no key, and nothing is written', async () => {
    page('index.html', MUG);
    vi.stubEnv('STRIPE_SECRET_KEY', undefined);
    expect(await catalog('--push')).toMatchObject({ code: 2, stderr: expect.stringContaining('STRIPE_SECRET_KEY') });
    expect(existsSync(path.join(dir, 'catalog.json'))).toBe(false);
  });
});

describe('the pages below a folder', () => {
  const names = async (...ignore: string[]) =>
    (await findPages(path.join(dir, 'public'), ignore, null)).pages.map(({ file }) => path.basename(file));

  it('are all but those ignored, hidden or installed, in the order of their paths', async () => {
    for (const name of ['b.html', 'a.htm', 'a/c.HTML', 'drafts/d.html', 'old-1.html', 'en/print.html', 'notes.txt']) {
      page(name, '');
    }
    page('.cache/x.html', '');
    page('node_modules/x/y.html', '');
    expect(await names()).toEqual(['a.htm', 'c.HTML', 'b.html', 'd.html', 'print.html', 'old-1.html']);
    expect(await names('drafts/', 'old-*.html', '**/print.html')).toEqual(['a.htm', 'c.HTML', 'b.html']);
    expect(await names('./a', '*.html', 'en')).toEqual(['a.htm', 'd.html']);
  });

  it('are found where the folder is a link, and not where one below it is', async () => {
    page('index.html', '');
    symlinkSync(path.join(dir, 'public'), path.join(dir, 'site'));
    symlinkSync(path.join(dir, 'public'), path.join(dir, 'public/again'));
    const { pages } = await findPages(path.join(dir, 'site'), [], null);
    expect(pages.map(({ file }) => path.basename(file))).toEqual(['index.html']);
  });

  it('may be in another encoding, which is said', async () => {
    page('index.html', Buffer.from('<p>Käse', 'latin1'));
    const { pages, findings } = await findPages(path.join(dir, 'public'), [], null);
    expect(pages[0]?.html).toBe('<p>Käse');
    expect(findings.map(({ code }) => code)).toEqual(['encoding']);
  });
});
