// Writes the table of faults into README.md, from src/faults. Run after a build:
// `node comparison/faults/readme-table.mjs`. A test fails when the table is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const FAULTS_START = '<!-- faults table: made by comparison/faults/readme-table.mjs -->';
export const FAULTS_END = '<!-- end of faults table -->';

/**
 * @param {Readonly<Record<string, { sees: string, executed: boolean, only?: string }>>} kinds
 * @param {readonly { kind: string, executed: boolean, headers?: Readonly<Record<string, string>>, attempts: number, ends: string, takes: string, onFetch?: { attempts: number, ends: string } }[]} behaviours
 */
export function faultsTable(kinds, behaviours) {
  const rows = Object.entries(kinds).map(([kind, { sees, executed, only }]) => {
    const own = behaviours.filter((each) => each.kind === kind);
    const told = new Map();
    for (const behaviour of own) {
      const what = endOf(behaviour);
      told.set(what, [...(told.get(what) ?? []), formOf(behaviour)]);
    }
    const forms =
      only === undefined ? `both; ${executed ? 'executed' : 'not executed'}` : executed ? 'executed' : 'not executed';
    const makes = [...told].map(([what, which]) => (told.size === 1 ? what : `${which.join(' or ')}: ${what}`));
    return `| \`${kind}\` | ${sees} | ${forms} | ${makes.join('; ')} |`;
  });
  return [
    '| Kind | What the client sees | Forms; default | What `stripe` 23.1.0 makes of it |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function endOf({ attempts, ends, takes, onFetch }) {
  const more = onFetch ? ` (on \`fetch\`: ${onFetch.ends})` : '';
  return `${attempts} ${attempts === 1 ? 'try' : 'tries'}, ${ends}${more}, in ${takes}`
    .replace('in no time', 'at once')
    .replace('in as long', 'for as long')
    .replace('in three', 'after three')
    .replace('in about', 'after about');
}

function formOf({ executed, headers = {} }) {
  const extra = Object.entries(headers).map(([name, value]) => `\`${name}: ${value}\``);
  return extra.length > 0 ? `with ${extra.join(' and ')}` : executed ? 'executed' : 'not executed';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { FAULT_KINDS } = await import('../../dist/faults/fault.js');
  const { SDK_BEHAVIOUR } = await import('../../dist/faults/sdk-behaviour.js');
  const file = fileURLToPath(new URL('../../README.md', import.meta.url));
  const readme = readFileSync(file, 'utf8');
  const [before, after] = [readme.indexOf(FAULTS_START) + FAULTS_START.length, readme.indexOf(FAULTS_END)];
  const table = faultsTable(FAULT_KINDS, SDK_BEHAVIOUR);
  writeFileSync(file, `${readme.slice(0, before)}\n\n${table}\n\n${readme.slice(after)}`);
}
