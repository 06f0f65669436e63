import { defineConfig } from 'vitest/config';

/** Packing and linting start whole tools; on a busy machine that takes a while, and no time decides these tests. */
export default defineConfig({ test: { include: ['src/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } });
