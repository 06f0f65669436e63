import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fidelityTable, TABLE_END, TABLE_START, testsByRule } from '../schema/fidelity-table.mjs';
import { RULES } from './rules.js';
import type { Rule } from './rules/rule.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const rules = Object.entries<Rule>(RULES);
const sources = readdirSync(here('.'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
const testFiles = sources
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(here(path), 'utf8') }));

test('every rule is proved by a test that names it', () => {
  const tests = testsByRule(testFiles);
  expect(rules.map(([id]) => id).filter((id) => !tests.has(id))).toEqual([]);
  expect([...tests.keys()].filter((id) => !Object.hasOwn(RULES, id))).toEqual([]);
});

test('every rule says where it comes from, and what it quotes from the SDK stands there', () => {
  for (const [id, { source, statement }] of rules) {
    expect(statement, id).not.toBe('');
    if ('page' in source) expect(source.page, id).toMatch(/^https:\/\/(docs\.stripe\.com|github\.com\/stripe)\//);
    if ('sdk' in source)
      expect(readFileSync(here(`../node_modules/stripe/esm/resources/${source.sdk}`), 'utf8'), id).toContain(
        source.phrase,
      );
  }
});

test('the table in README.md is made from these rules', () => {
  const readme = readFileSync(here('../README.md'), 'utf8');
  const written = readme.slice(readme.indexOf(TABLE_START) + TABLE_START.length, readme.indexOf(TABLE_END)).trim();
  expect(written, 'run: node schema/fidelity-table.mjs').toBe(fidelityTable(RULES, testsByRule(testFiles)));
});
