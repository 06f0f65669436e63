import { defineConfig } from 'vitest/config';

// Hundreds of calls over a socket take a while on a machine that does other things as well; a test that hangs still ends.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 } });
