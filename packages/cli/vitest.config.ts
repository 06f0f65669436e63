import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Hundreds of links: pnpm --filter stripe-cart test:links
    exclude: ['src/**/*.long.test.ts'],
    // Commands are run as processes against a sandbox. Nothing here is measured: a test that hangs still ends.
    hookTimeout: 60_000,
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
