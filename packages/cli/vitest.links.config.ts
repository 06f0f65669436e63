import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/links/*.long.test.ts'],
    hookTimeout: 60_000,
    testTimeout: 600_000,
    // What it has to say are figures.
    disableConsoleIntercept: true,
  },
});
