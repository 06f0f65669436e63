import { defineConfig } from 'vitest/config';

/** A browser and three servers start here; on a busy machine that takes a while, and no time decides these tests. */
export default defineConfig({ test: { include: ['src/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } });
