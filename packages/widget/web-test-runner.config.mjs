import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { reportToFile } from '../workshop/src/wtr-report.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const executablePath = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

/** The npm build as Node sees it: what the module exports, or how its import failed. */
const importInNode = {
  name: 'import-in-node',
  async executeCommand({ command, payload }) {
    if (command !== 'import-in-node') return undefined;
    const script = `import(${JSON.stringify(payload)}).then((m) => { m.defineStripeCart?.(); console.log(Object.keys(m).join(' ')); })`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: here('.') });
    return stdout.trim();
  },
};

/** The README, and all sources but tests in one text, for the test that compares them. */
const readSources = {
  name: 'read-sources',
  async executeCommand({ command }) {
    if (command !== 'read-sources') return undefined;
    const names = (await readdir(here('src'), { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name));
    const texts = await Promise.all(names.map((name) => readFile(path.join(here('src'), name), 'utf8')));
    return { readme: await readFile(here('README.md'), 'utf8'), sources: texts.join('\n') };
  },
};

/** What is wrong with the table of what buyers read, one line each. */
const checkBuyerErrors = {
  name: 'check-buyer-errors',
  async executeCommand({ command }) {
    if (command !== 'check-buyer-errors') return undefined;
    const run = promisify(execFile)(process.execPath, ['build/buyer-errors.mjs', '--check'], { cwd: here('.') });
    const { stdout, stderr } = await run.catch((error) => error);
    return { wrong: stdout.trim(), stderr };
  },
};

/** Serves the script-tag build's pages under the strictest policy that it has to live with. */
const strictPolicy = {
  name: 'strict-policy',
  transform(context) {
    if (!context.path.includes('/test-page/strict')) return;
    context.set(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
    );
  },
};

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: 'src/**/*.test.ts',
  rootDir: here('../..'),
  nodeResolve: true,
  concurrency: 2,
  browsers: [
    chromeLauncher({
      launchOptions: {
        ...(executablePath && { executablePath }),
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      },
    }),
  ],
  plugins: [
    // The plugin does not follow `extends`: it has to be given the base itself.
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: here('../../tsconfig.base.json') }),
    importInNode,
    readSources,
    checkBuyerErrors,
    strictPolicy,
  ],
  testFramework: { config: { timeout: 20_000 } },
  testsFinishTimeout: 300_000,
  reporters: [defaultReporter(), reportToFile()],
  // Lit's development build says that it is one.
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode.'),
};
