import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Commands are run as processes against a sandbox. Nothing here is measured: a test that hangs still ends.
    hookTimeout: 60_000,
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
