import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Hundreds of calls over a socket take a while on a machine that does other things as well; a test that hangs still ends.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Each file has accounts of its own, and nothing in a module remembers one: what is loaded once need not be again.
    isolate: false,
  },
});
