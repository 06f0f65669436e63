// Writes the fidelity table into README.md, from src/rules.ts and the tests that name its rules.
// Run after a build: `node schema/fidelity-table.mjs`. A test fails when the table is out of date.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const TABLE_START = '<!-- fidelity table: made by schema/fidelity-table.mjs -->';
export const TABLE_END = '<!-- end of fidelity table -->';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Which test files name which rules: a title that says `[rule-id]`. */
export function testsByRule(files) {
  const tests = new Map();
  for (const { path, text } of files) {
    // A title begins with its rules, right after the quote.
    for (const [title] of text.matchAll(/['`](?:[^'`\n]*)\[[a-z][a-z-]+\][^'`\n]*['`]/g)) {
      if (!/^['`].{0,80}\[[a-z][a-z-]+\] /.test(title)) continue;
      for (const [, id] of title.matchAll(/\[([a-z][a-z-]*)\](?= )/g))
        tests.set(id, (tests.get(id) ?? new Set()).add(path));
    }
  }
  return tests;
}

function sourceOf({ source }) {
  if ('page' in source) return `<${source.page}>`;
  if ('own' in source) return 'the sandbox’s own';
  const text = readFileSync(here(`../node_modules/stripe/esm/resources/${source.sdk}`), 'utf8');
  const line = text.slice(0, text.indexOf(source.phrase)).split('\n').length;
  return `\`stripe/esm/resources/${source.sdk}:${line}\``;
}

export function fidelityTable(rules, tests) {
  const cell = (text) => text.replaceAll('|', '\\|');
  const rows = Object.entries(rules).map(([id, rule]) => {
    const files = [...(tests.get(id) ?? [])].sort().map((path) => `\`${path}\``);
    return `| \`${id}\` | ${cell(rule.statement)} | ${sourceOf(rule)} | ${files.join(', ')} | ${cell(rule.gap) || 'none known'} |`;
  });
  return ['| Rule | What it says | Source | Test | Known gap |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { RULES } = await import('../dist/rules.js');
  const files = readdirSync(here('../src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(here(`../src/${path}`), 'utf8') }));
  const readme = readFileSync(here('../README.md'), 'utf8');
  const [before, after] = [readme.indexOf(TABLE_START) + TABLE_START.length, readme.indexOf(TABLE_END)];
  const table = fidelityTable(RULES, testsByRule(files));
  writeFileSync(here('../README.md'), `${readme.slice(0, before)}\n\n${table}\n\n${readme.slice(after)}`);
}
