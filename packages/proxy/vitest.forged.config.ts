import { defineConfig } from 'vitest/config';

/** Twelve thousand forged returns, and as many forged orders: `pnpm --filter @stripe-cart/proxy test:forged`. */
export default defineConfig({
  test: {
    include: ['src/order/forged-return.test.ts'],
    env: { FORGED_RETURNS: '12000' },
  },
});
