import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/black-box/{tampering,article-request}.test.ts'],
    env: { TAMPERING_TIMES: '10' },
    hookTimeout: 60_000,
    testTimeout: 600_000,
    maxWorkers: 2,
    // What they have to say are figures.
    disableConsoleIntercept: true,
  },
});
