/** Every case of the threat model names its test; this one checks that the named tests exist. */
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

it.each(rows)('$id names a test that exists', ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const { file, name } of tests) {
    const text = sources.get(file);
    expect(text, `no test file ${file}`).toBeDefined();
    expect(text?.includes(plain(name)), `no test “${name}” in ${file}`).toBe(true);
  }
});

function parseRows(text: string): Row[] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, id]) => /^[A-S]\d+$/.test(id ?? ''))
    .map((cells) => ({
      id: cells[1] ?? '',
      tests: [...(cells[4] ?? '').matchAll(/`([^`]+?) › ([^`]+)`/g)].map(([, file, name]) => ({
        file: file ?? '',
        name: name ?? '',
      })),
    }));
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
