import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runToEnd } from './side-by-side.mjs';
import { lastWords, readPlaywright, readVitest, readWebTestRunner } from './test-reports.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BODY = `describe('a shop', () => {
  it('sells', () => {});
  it('gives change', () => expect(1).toBe(2));
  it.skip('delivers', () => {});
});`;

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'test-reports-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a runner of this repository on files of its own, and reads what it reports. */
async function report(owner: string, files: Record<string, string>, [command, ...args]: [string, ...string[]]) {
  const cwd = path.join(folder, path.basename(command));
  await mkdir(cwd);
  await symlink(path.join(ROOT, owner, 'node_modules'), path.join(cwd, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, name), text);
  const file = path.join(cwd, 'report.json');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const { said } = await runToEnd(path.join(cwd, 'node_modules/.bin', command), args, { cwd, env });
  expect(existsSync(file), said).toBe(true);
  return JSON.parse(await readFile(file, 'utf8'));
}

describe('what is read of a report', () => {
  it('is what Vitest counted, each failure with its reason, and a file that broke', async () => {
    const files = {
      'a.test.js': `import { describe, expect, it } from 'vitest';\n${BODY}`,
      'b.test.js': "throw new Error('no such shop');",
    };
    const told = readVitest(await report('', files, ['vitest', 'run', '--reporter=json', '--outputFile=report.json']));
    const failures = told.failures.toSorted((one, other) => one.test.localeCompare(other.test));
    expect({ ...told, failures }).toEqual({
      passed: 1,
      skipped: 1,
      failures: [
        {
          test: expect.stringMatching(/a\.test\.js › a shop gives change$/),
          why: expect.stringContaining('expected 1 to be 2'),
        },
        { test: expect.stringMatching(/b\.test\.js$/), why: expect.stringContaining('no such shop') },
      ],
    });
  });

  it('is what Playwright counted, in plain text, and a file that broke', async () => {
    const files = {
      'a.spec.js': `import { expect, test } from '@playwright/test';\nconst { describe } = test, it = test;\n${BODY}`,
    };
    const told = readPlaywright(await report('demo', files, ['playwright', 'test', '--reporter=json']));
    const why = expect.stringContaining('expect(received).toBe(expected)');
    expect(told).toEqual({ passed: 1, skipped: 1, failures: [{ test: 'a.spec.js › a shop › gives change', why }] });

    const broken = readPlaywright({
      stats: { expected: 0, skipped: 0 },
      suites: [],
      errors: [{ message: 'no such shop', location: { file: 'b.spec.js' } }],
    });
    expect(broken.failures).toEqual([{ test: 'b.spec.js', why: 'no such shop' }]);
  });

  it('is what @web/test-runner counted, and a page that broke', () => {
    const tests = [
      { name: 'sells', passed: true, skipped: false },
      { name: 'gives change', passed: false, skipped: false, error: { message: 'expected 1 to be 2' } },
      { name: 'delivers', passed: true, skipped: true },
    ];
    const told = readWebTestRunner([
      {
        testFile: 'a',
        passed: false,
        errors: [],
        testResults: { tests: [], suites: [{ name: 'a shop', tests, suites: [] }] },
      },
      { testFile: 'b', passed: false, errors: [{ message: 'no such shop' }], testResults: undefined },
    ]);
    expect(told).toEqual({
      passed: 1,
      skipped: 1,
      failures: [
        { test: 'a › a shop › gives change', why: 'expected 1 to be 2' },
        { test: 'b', why: 'no such shop' },
      ],
    });
  });

  it('is the end of what was said, where there is none', () => {
    const said = Array.from({ length: 100 }, (_, line) => `\u001B[31mline ${line}\u001B[39m`).join('\n');
    const kept = lastWords(`${said}\n\n`).split('\n');
    expect(kept.at(-1)).toBe('line 99');
    expect(kept).toHaveLength(30);
  });
});
