import { test as journeys } from '../../journeys/fixtures.ts';
import { ensureWebKit } from '../engines.ts';
import { startMiniBrowser, type MiniBrowser } from './minibrowser.ts';
import { View } from './view.ts';
import type { WebDriverSession } from './webdriver.ts';

export { expect } from '@playwright/test';

/** The journeys' servers and ledger, and a window of WebKitGTK. */
export const test = journeys.extend<{ session: WebDriverSession; view: View }, { miniBrowser: MiniBrowser }>({
  miniBrowser: [
    async ({ headless }, use) => {
      const miniBrowser = await startMiniBrowser(await ensureWebKit(), { headless });
      await use(miniBrowser);
      await miniBrowser.close();
    },
    { scope: 'worker' },
  ],

  session: async ({ miniBrowser }, use) => {
    const session = await miniBrowser.open();
    await use(session);
    await session.close();
  },

  view: async ({ session }, use) => use(new View(session)),
});
