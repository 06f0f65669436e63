import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // A worker's first start includes bundling it. Nothing here is measured: a test that hangs still ends.
    hookTimeout: 60_000,
    testTimeout: 60_000,
    // Left to itself vitest leaves a core free, which on a machine with two is half of it.
    maxWorkers: 2,
  },
});
