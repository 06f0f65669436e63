/**
 * `npm test`, once everything is installed and built: every check and every package's suite, side by side as far as the
 * machine has cores for them, then the counts per package and one last line that a machine can read.
 *
 * `node verify.mjs NAME …` runs only the named suites.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd, sideBySide } from './side-by-side.mjs';
import { lastWords, readPlaywright, readVitest } from './test-reports.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const vitest = (name) => ({
  name,
  cwd: `packages/${name}`,
  command: (report) => ['vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
  read: readVitest,
});

/** What takes longest begins first, what is short fills the gaps. */
const SUITES = [
  {
    name: 'demo',
    cwd: 'demo',
    command: () => ['playwright', ['test', '--project=chromium', '--project=whole chromium', '--reporter=line,json']],
    read: readPlaywright,
  },
  vitest('proxy'),
  vitest('sandbox'),
  vitest('cli'),
  {
    name: 'widget',
    cwd: 'packages/widget',
    command: () => ['wtr', []],
    read: (told) => told,
  },
  vitest('contract'),
  vitest('bench'),
  vitest('workshop'),
  ...(await typeChecks()),
  check('lint', 'oxlint', []),
  check('format', 'prettier', ['--check', '--log-level=warn', '.']),
];

/**
 * Suites side by side: one per core, four at most for the sake of memory. A suite has two workers of its own and waits for
 * much (a browser, a server, a process), so one alone leaves cores idle. No test is decided by how long it takes.
 */
const AT_A_TIME = Math.min(os.availableParallelism(), 4);

const wanted = process.argv.slice(2);
const suites = wanted.length ? SUITES.filter(({ name }) => wanted.includes(name)) : SUITES;
const folder = await mkdtemp(path.join(os.tmpdir(), 'stripe-cart-test-'));
const results = [];
try {
  results.push(...(await sideBySide(suites, AT_A_TIME, measure)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
report(results);

/** A command that passes or fails as a whole counts as one. */
function check(name, command, args, cwd = '.') {
  return { name, cwd, command: () => [command, args], read: null };
}

/** One check per package: its sources were type-checked by the build, its tests are here. */
async function typeChecks() {
  const folders = [...(await readdir(path.join(ROOT, 'packages'))).map((name) => `packages/${name}`), 'demo'];
  const configs = await Promise.all(
    folders.map((at) =>
      readFile(path.join(ROOT, at, 'tsconfig.test.json')).then(
        () => at,
        () => null,
      ),
    ),
  );
  return configs
    .filter((at) => at !== null)
    .map((at) => check(`types ${path.basename(at)}`, 'tsc', ['-p', 'tsconfig.test.json'], at));
}

async function measure(suite) {
  console.log(`   ${suite.name} …`);
  const started = performance.now();
  const file = path.join(folder, `${suite.name.replaceAll(/\W/g, '-')}.json`);
  const { exitCode, said } = await run(suite, file);
  const seconds = (performance.now() - started) / 1000;
  console.log(`\n── ${suite.name}\n${said}`);
  const nothing = { passed: suite.read ? 0 : Number(exitCode === 0), skipped: 0, failures: [] };
  const { passed, skipped, failures } = (suite.read && (await readReport(suite, file))) ?? nothing;
  if (skipped > 0) failures.push({ test: `${skipped} skipped`, why: 'A test that is not run proves nothing.' });
  // A suite that died, or whose set-up failed, has failed, whatever it counted.
  if (exitCode !== 0 && failures.length === 0) failures.push({ test: 'the whole', why: lastWords(said) });
  return { name: suite.name, seconds, passed, failures };
}

function run(suite, file) {
  const [command, args] = suite.command(file);
  const cwd = path.join(ROOT, suite.cwd);
  const tools = [path.join(cwd, 'node_modules/.bin'), path.join(ROOT, 'node_modules/.bin')];
  return runToEnd(tools.map((at) => path.join(at, command)).find(existsSync) ?? command, args, {
    cwd,
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: [...tools, process.env.PATH].join(path.delimiter),
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      TEST_REPORT_FILE: file,
    },
  });
}

async function readReport(suite, file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : suite.read(JSON.parse(text));
}

/** The table, then each failure with its reason: the output of whole suites lies far above, and a log may keep only its end. */
function report(results) {
  console.log('');
  for (const { name, seconds, passed, failures } of results) {
    const row = [name.padEnd(18), `${passed} passed`.padStart(12), `${failures.length} failed`.padStart(10)];
    console.log(`${row.join(' ')} ${seconds.toFixed(1).padStart(7)} s`);
  }
  for (const { name, failures } of results) {
    for (const { test, why } of failures) {
      console.log(`\nFAILED ${name}: ${test}\n${why.replaceAll(/^/gm, '  ')}`.replaceAll(ROOT, ''));
    }
  }
  const passed = results.reduce((total, result) => total + result.passed, 0);
  const failed = results.reduce((total, result) => total + result.failures.length, 0);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}
