import { defineConfig, type PlaywrightTestProject } from '@playwright/test';
import { findBrowser } from '@stripe-cart/workshop/browser';
import { COMES_BACK, JOURNEYS, OTHER_LOOK } from './journeys/settings.ts';

const comesBack = new RegExp(COMES_BACK.tag);
const otherLook = new RegExp(OTHER_LOOK.tag);
const headlessShell = chromium(await findBrowser());

/** Journeys through the shop, each against servers of its own. */
export default defineConfig({
  ...JOURNEYS,
  testDir: 'journeys',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    { name: 'chromium', grepInvert: [comesBack, otherLook], use: headlessShell },
    { name: 'whole chromium', grep: comesBack, use: chromium(await findBrowser({ whole: true })) },
    { name: 'other looks', grep: otherLook, use: headlessShell },
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
