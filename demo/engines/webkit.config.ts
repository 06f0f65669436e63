import { defineConfig } from '@playwright/test';
import { JOURNEYS } from '../journeys/settings.ts';
import { ensureWebKit } from './engines.ts';

await ensureWebKit();

/**
 * Journeys in WebKitGTK as it is published. Playwright drives only a WebKit of its own, so here it is no more than the
 * runner; the browser is driven by `webkit/webdriver.ts`.
 */
export default defineConfig({
  ...JOURNEYS,
  testDir: 'webkit',
  outputDir: '../test-results/webkit',
  workers: 1,
  // Each press and each key is a request of its own.
  timeout: 90_000,
});
