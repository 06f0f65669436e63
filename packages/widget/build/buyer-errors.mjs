/**
 * Writes `docs/buyer-errors.md` from the table in `buyer-errors.ts`; with `--check` it writes nothing, and says what is
 * wrong: a page that is stale, a row that names a test which does not exist, a code that is there twice.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = path.join(root, 'docs/buyer-errors.md');

const { SECTIONS: sections } = await load('buyer-errors.ts');
const { hasTest } = await load('named-tests.ts');
const text = await format(markdown(sections), { ...(await resolveConfig(page)), parser: 'markdown' });

const wrong = await testsThatAreNotThere(sections);
for (const { title, rows } of sections) {
  const codes = rows.map(({ code }) => code);
  for (const code of codes.filter((one, at) => codes.indexOf(one) !== at))
    wrong.push(`${title}: ${code} is there twice`);
  for (const { code, says, next } of rows)
    if (!says || !next) wrong.push(`${title}: ${code} says nothing, or leads nowhere`);
}
if (!process.argv.includes('--check')) await writeFile(page, text);
else if ((await readFile(page, 'utf8').catch(() => '')) !== text) {
  wrong.push('docs/buyer-errors.md is stale: run `node build/buyer-errors.mjs` in packages/widget');
}
for (const one of wrong) console.log(one);
process.exitCode = wrong.length > 0 ? 1 : 0;

function markdown(sections) {
  const rows = sections.flatMap(({ rows }) => rows);
  return [
    '# What can go wrong, and what the buyer reads',
    'Every error a buyer can meet, with the sentence in English, the next step, and the test that shows it. No sentence is taken from a server: each is chosen by a code, and none is Stripe’s or a bank’s own text.',
    'This page is made from the widget’s own tables by `node build/buyer-errors.mjs` in `packages/widget`, and a test there fails where it is stale, where a code has no row, and where a row names a test that does not exist.',
    `${rows.length} rows.`,
    ...sections.flatMap(({ title, about, rows }) => [
      `## ${title}`,
      about,
      [
        '| code | when | the buyer reads | and can | test |',
        '| --- | --- | --- | --- | --- |',
        ...rows.map(
          ({ code, when, says, next, tests }) =>
            `| ${[`\`${code}\``, when, says, next, tests.map((test) => `\`${test}\``).join('; ')].map(cell).join(' | ')} |`,
        ),
      ].join('\n'),
    ]),
  ].join('\n\n');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}

async function load(file) {
  const options = { configFile: false, logLevel: 'error' };
  return (await runnerImport(fileURLToPath(new URL(file, import.meta.url)), options)).module;
}

async function testsThatAreNotThere(sections) {
  const named = new Set(sections.flatMap(({ rows }) => rows.flatMap(({ tests }) => tests)));
  const missing = [];
  for (const test of named) {
    const [file = '', name = ''] = test.split(' › ');
    const source = await readFile(path.join(root, file), 'utf8').catch(() => '');
    if (!hasTest(source, name)) missing.push(`no test “${name}” in ${file}`);
  }
  return missing;
}
