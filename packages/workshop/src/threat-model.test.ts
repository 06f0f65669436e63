/** Every case of the threat model, and every claim of the articles, names its test; this one checks that they exist. */
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A row: `| A1 | case | what happens | file › name; file › name |`. */
interface Row {
  readonly id: string;
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

const rows = parseRows(await readFile(path.join(ROOT, 'docs/threat-model.md'), 'utf8'));
const sources = await readTests();

it('lists its cases, each once', () => {
  expect(rows.length).toBeGreaterThan(50);
  const ids = rows.map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

it.each(rows)('$id names a test that exists', ({ tests }) => exist(tests));

/** `| claim | what holds | which files do it | tests |`, with paths below `packages/` unless they begin with `demo/`. */
const claims = (await readFile(path.join(ROOT, 'docs/from-the-articles.md'), 'utf8'))
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, claim]) => claim !== undefined && !/^(?:Claim|-+)$/.test(claim))
  .map(([, claim = '', , here = '', tests = '']) => ({ claim, here, tests }));

it('follows every claim of the articles', () => expect(claims.length).toBeGreaterThan(25));

it.each(claims)('“$claim” names files and a test that exist', ({ here, tests }) => {
  const below = (file: string) => (file.startsWith('demo/') ? file : `packages/${file}`);
  for (const [, file = ''] of here.matchAll(/`([a-z]+\/[^`]+\.ts)`/g)) {
    expect(existsSync(path.join(ROOT, below(file))), `no file ${file}`).toBe(true);
  }
  exist(namedTests(tests).map(({ file, name }) => ({ file: below(file), name })));
});

function exist(tests: Row['tests']): void {
  expect(tests.length).toBeGreaterThan(0);
  for (const { file, name } of tests) {
    const text = sources.get(file);
    expect(text, `no test file ${file}`).toBeDefined();
    expect(text?.includes(plain(name)), `no test “${name}” in ${file}`).toBe(true);
  }
}

function parseRows(text: string): Row[] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, id]) => /^[A-S]\d+$/.test(id ?? ''))
    .map(([, id = '', , , tests = '']) => ({ id, tests: namedTests(tests) }));
}

/** `file › name`, each in backticks. */
function namedTests(cell: string): Row['tests'] {
  return [...cell.matchAll(/`([^`]+?) › ([^`]+)`/g)].map(([, file = '', name = '']) => ({ file, name }));
}

/** The text of every test file, by its path from the root, quotation marks and escapes evened out. */
async function readTests(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of ['packages', 'demo']) {
    for (const entry of await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!/\.(test|suite|spec)\.ts$/.test(file) || /node_modules|\/dist\//.test(file)) continue;
      found.set(path.relative(ROOT, file).replaceAll(path.sep, '/'), plain(await readFile(file, 'utf8')));
    }
  }
  return found;
}

function plain(text: string): string {
  return text.replaceAll('\\', '').replaceAll(/[‘’“”"`]/g, "'");
}
