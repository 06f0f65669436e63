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

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Vitest tells its counts in a JSON report. */
const vitest = (name) => ({
  name,
  cwd: `packages/${name}`,
  command: (report) => ['vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
  count: ({ numPassedTests, numFailedTests, numTotalTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numTotalTests - numPassedTests - numFailedTests,
  }),
});

/** What takes longest begins first, what is short fills the gaps. */
const SUITES = [
  {
    name: 'demo',
    cwd: 'demo',
    command: () => ['playwright', ['test', '--project=chromium', '--project=whole chromium', '--reporter=line,json']],
    count: ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }),
  },
  vitest('proxy'),
  vitest('sandbox'),
  vitest('cli'),
  {
    name: 'widget',
    cwd: 'packages/widget',
    command: () => ['wtr', []],
    count: (counts) => counts,
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
  return { name, cwd, command: () => [command, args], count: null };
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
  const counts = path.join(folder, `${suite.name.replaceAll(/\W/g, '-')}.json`);
  const { exitCode, said } = await run(suite, counts);
  const seconds = (performance.now() - started) / 1000;
  console.log(`\n── ${suite.name}\n${said}`);
  const told = suite.count
    ? await readCounts(suite, counts)
    : { passed: Number(exitCode === 0), failed: 0, skipped: 0 };
  // A suite that died, or whose set-up failed, or that skipped something, has failed, whatever it counted.
  const failed = told.failed + told.skipped || Number(exitCode !== 0);
  return { name: suite.name, seconds, passed: told.passed, failed };
}

function run(suite, counts) {
  const [command, args] = suite.command(counts);
  const cwd = path.join(ROOT, suite.cwd);
  const tools = [path.join(cwd, 'node_modules/.bin'), path.join(ROOT, 'node_modules/.bin')];
  return runToEnd(tools.map((at) => path.join(at, command)).find(existsSync) ?? command, args, {
    cwd,
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: [...tools, process.env.PATH].join(path.delimiter),
      PLAYWRIGHT_JSON_OUTPUT_NAME: counts,
      TEST_COUNTS_FILE: counts,
    },
  });
}

async function readCounts(suite, file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? { passed: 0, failed: 0, skipped: 0 } : suite.count(JSON.parse(text));
}

function report(results) {
  console.log('');
  for (const { name, seconds, passed, failed } of results) {
    const row = [name.padEnd(18), `${passed} passed`.padStart(12), `${failed} failed`.padStart(10)];
    const where = failed > 0 ? `   look above for "── ${name}"` : '';
    console.log(`${row.join(' ')} ${seconds.toFixed(1).padStart(7)} s${where}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  if (sum('failed') > 0 || sum('passed') === 0) process.exitCode = 1;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}
