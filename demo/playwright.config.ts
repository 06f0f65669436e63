import { defineConfig } from '@playwright/test';
import { findBrowser } from '@stripe-cart/workshop/browser';
import { JOURNEYS } from './journeys/settings.ts';

const browser = await findBrowser();

/** Journeys through the shop, each against servers of its own. */
export default defineConfig({
  ...JOURNEYS,
  testDir: 'journeys',
  outputDir: 'test-results',
  workers: 2,
  use: {
    ...JOURNEYS.use,
    browserName: 'chromium',
    launchOptions: {
      executablePath: browser.path,
      args: browser.args,
      // Back has to bring the page back alive, as it does for buyers.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  },
});
