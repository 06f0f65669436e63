import { test as base, type BrowserContext, type ConsoleMessage } from '@playwright/test';
import { serveDemo, type Demo, type DemoOptions } from '../serve/serve.ts';
import { Ledger } from './ledger.ts';

export { expect } from '@playwright/test';

/** The demo as journeys use it: always with a sandbox, and with the sandbox's ledger as the witness. */
export interface Stage extends Demo {
  readonly sandbox: string;
  readonly ledger: Ledger;
  /** What the proxy logged at level `error`. */
  readonly errors: readonly string[];
}

interface Fixtures {
  /** What the demo is started with. */
  readonly options: DemoOptions;
  /** Shop, proxy and sandbox of this test alone. */
  readonly stage: Stage;
  /** What requests of this journey fail with, on purpose: the browser itself reports each of them on the console. */
  readonly provokes: readonly (number | 'net::ERR_FAILED')[];
}

export const test = base.extend<Fixtures>({
  provokes: [[], { option: true }],

  options: [{ port: 0 }, { option: true }],

  stage: async ({ options }, use) => {
    const errors: string[] = [];
    const demo = await serveDemo({
      ...options,
      log: (entry) => {
        if (entry.level === 'error') errors.push(JSON.stringify(entry));
      },
    });
    const { sandbox } = demo;
    if (sandbox === null) throw new Error('Journeys run on the sandbox.');
    await use({ ...demo, sandbox, ledger: new Ledger(sandbox), errors });
    await demo.close();
  },

  baseURL: async ({ stage }, use) => use(stage.shop),

  context: async ({ context, stage, provokes }, use) => {
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
    if (['error', 'warning'].includes(message.type()) && !isProvoked(message, provokes)) {
      complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  return complaints;
}

/** Chromium says `Failed to load resource: the server responded with a status of 409 (Conflict)`. */
function isProvoked(message: ConsoleMessage, provokes: Fixtures['provokes']): boolean {
  const [, status, failure] =
    /^Failed to load resource: (?:the server responded with a status of (\d+)|(net::ERR_\w+))/.exec(message.text()) ??
    [];
  return provokes.some((expected) => expected === Number(status) || expected === failure);
}
