import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FINDINGS } from './finding-table.js';
import { finding, type FindingCode } from './findings.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The rows of the README's table, as they have to stand there. */
function rows(): string[] {
  return Object.entries(FINDINGS).map(
    ([code, [severity, means, mend]]) =>
      `| <a id="${code}"></a>\`${code}\` | ${severity} | ${inTable(means)} ${inTable(mend)} |`,
  );
}

/** In a table a tag would be markup. */
const inTable = (text: string) => text.replace(/(<[^>]+>)+/g, (tag) => `\`${tag}\``);

it('has a row in the README for each code, and no other, with the words that are printed', () => {
  const table = readme.slice(readme.indexOf('<!-- findings:'), readme.indexOf('<!-- end of findings -->'));
  const written = table.split('\n').filter((line) => line.startsWith('| <a id='));
  expect(written).toEqual(rows());
});

it('leads from every finding to its row', () => {
  for (const code of Object.keys(FINDINGS) as FindingCode[]) {
    const { docs, sentence, mend } = finding(code, '');
    expect(readme).toContain(`<a id="${new URL(docs).hash.slice(1)}"></a>`);
    expect([sentence, mend].every((text) => /^[A-Z“].*[.>]$/.test(text))).toBe(true);
  }
});
