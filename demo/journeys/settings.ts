import type { PlaywrightTestConfig } from '@playwright/test';

/** What holds for every journey, in whichever browser. */
export const JOURNEYS = {
  fullyParallel: true,
  // A journey that fails once has failed: the buyer would not have tried again.
  retries: 0,
  failOnFlakyTests: true,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  // A trace of every journey would take as long again. To look into one that fails: `playwright test --trace on NAME`.
  use: { locale: 'en-GB', trace: 'off', screenshot: 'only-on-failure' },
} as const satisfies PlaywrightTestConfig;

/** Of a look at the shop that is not taken in every run, but by `pnpm --filter @stripe-cart/demo test:looks`. */
export const OTHER_LOOK = { tag: '@other-look' } as const;

/** Of a journey that goes Back to a page which has to be alive still: only a whole browser keeps it so. */
export const COMES_BACK = { tag: '@comes-back' } as const;
