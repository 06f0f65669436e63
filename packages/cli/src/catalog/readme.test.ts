import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FINDINGS } from './finding-table.js';

it('the README has every code of the catalogue command, as the table has it', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, rows = ''] = /<!-- catalog findings:[^>]*-->\n([^]*?)<!-- prettier-ignore-end -->/.exec(readme) ?? [];
  const expected = Object.entries(FINDINGS).map(
    ([code, { severity, means }]) => `| \`${code}\` | ${severity} | ${means.replaceAll('|', '\\|')} |`,
  );
  expect(rows.trim().split('\n').slice(2)).toEqual(expected);
});
