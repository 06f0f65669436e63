import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type PlaywrightTestProject } from '@playwright/test';
import { ensureFirefox } from './engines.ts';
import { FIREFOX_PREFERENCES } from './firefox.ts';
import { JOURNEYS } from '../journeys/settings.ts';

const FOLDER = fileURLToPath(new URL('../journeys/', import.meta.url));

/** Files whose tests open no page: one engine says as much as three. */
const WITHOUT_A_PAGE = ['serving.spec.ts', 'shop-server.spec.ts'];

const NO_BODIES = 'WebDriver BiDi does not hand out the bodies of requests: postDataJSON() is null, fetch() sends none';

const SCRIPTS_RUN = 'javaScriptEnabled does nothing: the page would run its scripts';

/** What HTML said until 2026, https://github.com/whatwg/html/pull/10327, and Firefox's long-term releases still do. */
const FAILED_FOR_GOOD = 'a module that could not be fetched is not asked for again before the page is loaded anew';

/** Journeys that cannot be made in Firefox: which of Playwright's commands does not arrive, or what it does otherwise. */
const CANNOT = {
  'a total changed on its way is asked about, never charged': NO_BODIES,
  'a reply that leads anywhere but to Stripe is not followed': NO_BODIES,
  'a reload at every step changes nothing': NO_BODIES,
  'the answer is lost: the proxy knows that it was paid': NO_BODIES,
  'the answer is lost and the proxy is out of reach: nobody claims anything, and the buyer can ask again': NO_BODIES,
  'the tab is closed while paying: the next one knows': NO_BODIES,
  'with everything that is asked filled in and the answer lost, the press after it pays no second time': NO_BODIES,
  'offline before the press: told so, nothing sent, and paid when the network is back':
    'setOffline() does nothing: the network stays',
  'the cart’s own chunk for invoices is lost on the way: it is asked for again, and in vain the shop’s own words stay':
    FAILED_FOR_GOOD,
  'without JavaScript the shop can be read, and the thank-you page claims nothing': SCRIPTS_RUN,
  'a link leads to Stripe, and back to a page that says what it knows': SCRIPTS_RUN,
  'a form is sent on to Stripe with what was chosen; refused, it is told why and led back': SCRIPTS_RUN,
};

const NOT_THESE = Object.keys(CANNOT).map((title) => new RegExp(`${title}$`));
const LOOKS = /looks\.spec\.ts$/;
const executablePath = await ensureFirefox();
refuseStaleTitles(Object.keys(CANNOT));

/** The demo's journeys in Firefox as it is published. Playwright drives it over WebDriver BiDi, which it calls `moz-firefox`. */
export default defineConfig({
  ...JOURNEYS,
  testDir: FOLDER,
  outputDir: '../test-results/firefox',
  workers: 1,
  // Everything in Firefox goes through one more protocol than in Chromium, and takes about twice as long.
  timeout: 90_000,
  projects: [
    firefox('firefox', {}, { testIgnore: [...WITHOUT_A_PAGE, LOOKS], grepInvert: NOT_THESE }),
    // `colorScheme` and `reducedMotion` do not arrive over BiDi; preferences do.
    firefox(
      'firefox light',
      { 'ui.prefersReducedMotion': 1 },
      { testMatch: LOOKS, grepInvert: [...NOT_THESE, /, dark,/] },
    ),
    firefox(
      'firefox dark',
      { 'ui.prefersReducedMotion': 1, 'layout.css.prefers-color-scheme.content-override': 0 },
      { testMatch: LOOKS, grep: /, dark,/ },
    ),
  ],
});

function firefox(
  name: string,
  preferences: Record<string, number>,
  which: PlaywrightTestProject,
): PlaywrightTestProject {
  return {
    name,
    ...which,
    use: {
      browserName: 'firefox',
      channel: 'moz-firefox',
      launchOptions: { executablePath, firefoxUserPrefs: { ...FIREFOX_PREFERENCES, ...preferences } },
    },
  };
}

/** A journey that has been renamed would otherwise come back without a word, or stay away for good. */
function refuseStaleTitles(titles: readonly string[]): void {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.spec.ts'));
  const text = files.map((name) => readFileSync(FOLDER + name, 'utf8')).join('\n');
  for (const title of titles) if (!text.includes(`'${title}'`)) throw new Error(`No journey is called “${title}”.`);
}
