import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // A worker's first start includes bundling it.
    hookTimeout: 60_000,
    testTimeout: 20_000,
  },
});
