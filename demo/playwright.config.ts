import { defineConfig, type PlaywrightTestProject } from '@playwright/test';
import { findBrowser } from '@stripe-cart/workshop/browser';
import { COMES_BACK, JOURNEYS } from './journeys/settings.ts';

const comesBack = new RegExp(COMES_BACK.tag);

/** Journeys through the shop, each against servers of its own. */
export default defineConfig({
  ...JOURNEYS,
  testDir: 'journeys',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    { name: 'chromium', grepInvert: comesBack, use: chromium(await findBrowser()) },
    { name: 'whole chromium', grep: comesBack, use: chromium(await findBrowser({ whole: true })) },
  ],
});

function chromium({ path, args }: Awaited<ReturnType<typeof findBrowser>>): NonNullable<PlaywrightTestProject['use']> {
  return {
    ...JOURNEYS.use,
    browserName: 'chromium',
    launchOptions: {
      executablePath: path,
      args,
      // Back has to bring the page back alive, as it does for buyers.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  };
}
