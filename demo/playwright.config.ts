import { defineConfig } from '@playwright/test';
import { findBrowser } from '@stripe-cart/workshop/browser';

const browser = await findBrowser();

/** Journeys through the shop, each against servers of its own. */
export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A journey that fails once has failed: the buyer would not have tried again.
  retries: 0,
  failOnFlakyTests: true,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: browser.path,
      args: browser.args,
      // Back has to bring the page back alive, as it does for buyers.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
    locale: 'en-GB',
    trace: 'retain-on-failure',
  },
});
