import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultsTable, FAULTS_END, FAULTS_START } from '../comparison/faults/readme-table.mjs';
import { FAULT_KINDS } from './faults/fault.js';
import { SDK_BEHAVIOUR } from './faults/sdk-behaviour.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the table of faults in README.md is made from the faults', () => {
  const written = readme.slice(readme.indexOf(FAULTS_START) + FAULTS_START.length, readme.indexOf(FAULTS_END)).trim();
  expect(written, 'run: node comparison/faults/readme-table.mjs').toBe(faultsTable(FAULT_KINDS, SDK_BEHAVIOUR));
});

test('README.md has every control, and every option of the command', () => {
  const routes = [...read('./control/control.ts').matchAll(/app\.(get|post)\('([^']+)'/g)];
  const controls = routes.map(
    ([, method = '', path = '']) => `${method.toUpperCase()} /_sandbox${path.replace(':id', '{id}')}`,
  );
  expect(controls.length).toBeGreaterThan(10);
  expect(controls.filter((control) => !readme.includes(`\`${control}\``))).toEqual([]);
  const options = [...read('./bin.ts').matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = '']) => option);
  expect(options.filter((option) => !readme.includes(option))).toEqual([]);
});

test('README.md counts the cases of the OpenAPI file as they are', () => {
  const rows = read('../comparison/openapi/cases.tsv').split('\n');
  const count = (what: string): number => rows.filter((row) => row.startsWith(`${what}\t`)).length;
  expect(readme).toContain(
    `${count('refuses')} refusals, ${count('takes')} valid values, ${count('left out')} left out`,
  );
});
