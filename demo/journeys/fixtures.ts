import { test as base, type BrowserContext } from '@playwright/test';
import { standInForTheDriver, STYLE_OF_PLAYWRIGHTS } from '../engines/firefox.ts';
import { serveDemo, type Demo, type DemoOptions } from '../serve/serve.ts';
import { Ledger } from './ledger.ts';

export { expect } from '@playwright/test';

/** The demo as journeys use it: always with a sandbox, and with the sandbox's ledger as the witness. */
export interface Stage extends Demo {
  readonly sandbox: string;
  readonly ledger: Ledger;
  /** Every line of the proxy's log, as it is written. */
  readonly log: readonly string[];
  /** Those of level `error`. */
  readonly errors: readonly string[];
}

export interface Fixtures {
  /** What the demo is started with. */
  readonly options: DemoOptions;
  /** Shop, proxy and sandbox of this test alone. */
  readonly stage: Stage;
  /**
   * What requests of this journey fail with, on purpose: the browser itself reports each of them on the console. Or the
   * first words in which the cart tells the shop's owner of it.
   */
  readonly provokes: readonly (number | 'net::ERR_FAILED' | `stripe-cart: ${string}`)[];
}

export const test = base.extend<Fixtures>({
  provokes: [[], { option: true }],

  options: [{ port: 0 }, { option: true }],

  stage: async ({ options }, use) => {
    const log: string[] = [];
    const errors: string[] = [];
    const demo = await serveDemo({
      ...options,
      onNotice: (sentence) => process.stderr.write(`${sentence}\n`),
      log: (entry) => {
        log.push(JSON.stringify(entry));
        if (entry.level === 'error') errors.push(JSON.stringify(entry));
      },
    });
    const { sandbox } = demo;
    if (sandbox === null) throw new Error('Journeys run on the sandbox.');
    await use({ ...demo, sandbox, ledger: new Ledger(sandbox), log, errors });
    await demo.close();
  },

  baseURL: async ({ stage }, use) => use(stage.shop),

  context: async ({ context, browserName, stage, provokes }, use) => {
    if (browserName === 'firefox') await standInForTheDriver(context);
    // A browser asks every site for an icon, and the stand-in has none.
    await context.route(`${stage.sandbox}/favicon.ico`, (route) => route.fulfill({ status: 204 }));
    const complaints = listen(context, provokes);
    await use(context);
    if (complaints.length > 0) throw new Error(`The console is not clean:\n${complaints.join('\n')}`);
  },
});

/** Collects whatever a page of this browser complains about: errors, warnings, uncaught exceptions, violations of its policy. */
function listen(context: BrowserContext, provokes: Fixtures['provokes']): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isProvoked(message.text(), provokes)) {
      complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (webError) => {
    const { stack, message } = webError.error();
    const text = stack ?? message;
    if (!isProvoked(text, provokes) && !text.includes(STYLE_OF_PLAYWRIGHTS)) complaints.push(`uncaught: ${text}`);
  });
  return complaints;
}

/**
 * Chromium says `Failed to load resource: the server responded with a status of 409 (Conflict)`. Firefox says nothing of
 * a status; of a request to another origin that was cut off it says that it was blocked.
 */
function isProvoked(text: string, provokes: Fixtures['provokes']): boolean {
  const [, status, failure] =
    /^Failed to load resource: (?:the server responded with a status of (\d+)|(net::ERR_\w+))/.exec(text) ?? [];
  const cutOff = /^Cross-Origin Request Blocked: .*CORS request did not succeed/.test(text);
  return provokes.some(
    (expected) =>
      expected === Number(status) ||
      expected === failure ||
      (expected === 'net::ERR_FAILED' && cutOff) ||
      (String(expected).startsWith('stripe-cart: ') && text.startsWith(String(expected))),
  );
}
