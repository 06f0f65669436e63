import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';

const executablePath = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: 'src/**/*.test.ts',
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
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
  // The plugin does not follow `extends`, and without these settings Lit's properties stop being reactive.
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url)),
    }),
  ],
  testFramework: { config: { timeout: 20_000 } },
  // A test that leaves the page has broken the runner; a slow machine has not.
  testsFinishTimeout: 300_000,
};
