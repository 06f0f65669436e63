import type {
  Stripe as StripeJs,
  StripeCheckoutElementsSdk,
  StripeCheckoutElementsSdkOptions,
  StripeCheckoutLoadActionsSuccess,
  StripeConstructorOptions,
  StripeElementBase,
} from '@stripe/stripe-js';
import type Stripe from 'stripe';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Frame, type FrameLocator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { findBrowser } from '../../../workshop/src/browser.mjs';
import { useAccount, type TestAccount } from '../account.fixture.js';

/** The real loader, as it is published. */
const LOADER = readFileSync(
  fileURLToPath(new URL('../../node_modules/@stripe/stripe-js/dist/pure.mjs', import.meta.url)),
  'utf8',
);

/** The shop's own script. */
const SHOP_SCRIPT = `
import { loadStripe } from '/pure.mjs';
window.loadStripe = loadStripe;
window.events = [];
window.refusalOf = async (work) => {
  try {
    await work();
    return null;
  } catch ({ name, message }) {
    return { name, message };
  }
};
`;

const PLACES = ['express', 'contact', 'address', 'billing', 'payment'];

/** What the shop's own script leaves on its page for a test to use. */
declare global {
  interface Window {
    loadStripe: (key: string, options?: object) => Promise<StripeJs | null>;
    checkout: StripeCheckoutElementsSdk;
    actions: StripeCheckoutLoadActionsSuccess;
    /** Does something that should be refused; null when it was not. */
    refusalOf: (work: () => unknown) => Promise<{ readonly name: string; readonly message: string } | null>;
    /** What the checkout's change event brought, and events of elements, in order. */
    events: unknown[];
  }
}

/** How the loader comes by window.Stripe: it is there already, or it is fetched from js.stripe.com, which leads here. */
export type Loading = 'preset' | 'routed';

export interface Shop {
  readonly account: TestAccount;
  /** The shop's origin: another site than the sandbox. */
  readonly url: string;
  /** A page of the shop, in a browser context of its own, with a place for each element. */
  open(loading?: Loading): Promise<Page>;
  /** Opens a page and begins a checkout in it: `window.checkout` and, once loaded, `window.actions`. */
  begin(clientSecret: string, options?: Begin): Promise<Page>;
  /** Begins another checkout in a page that had one. */
  beginAgain(page: Page, clientSecret: string, options?: Begin): Promise<void>;
}

export interface Begin {
  readonly loading?: Loading;
  readonly options?: Omit<StripeCheckoutElementsSdkOptions, 'clientSecret'>;
  /** What `Stripe()` is given beside the key. */
  readonly stripe?: StripeConstructorOptions;
  /** The elements to mount. */
  readonly mount?: readonly ('payment' | 'contact' | 'address' | 'express')[];
}

/** A shop on a socket, the sandbox beside it, and a real browser; a `whole` one where the buyer comes Back to a page. */
export function useShop({ whole = false } = {}): Shop {
  // A browser on a busy machine takes its time, and time decides nothing here.
  vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });
  const account = useAccount();
  let browser: Browser | null = null;
  let server: Server | null = null;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    const { path, args } = await findBrowser({ whole });
    browser = await chromium.launch({
      executablePath: path,
      args,
      // Back has to bring the page back alive, as it does for buyers.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    server = await serveShop(() => account.url);
    Object.assign(shop, { url: `http://localhost:${(server.address() as AddressInfo).port}` });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const shop: Shop = {
    account,
    url: '',
    open: async (loading = 'preset') => {
      if (!browser) throw new Error('The browser has not started.');
      const context = await browser.newContext();
      contexts.push(context);
      await context.route('https://js.stripe.com/**', async (route) => {
        const script = await fetch(`${account.url}/endive/stripe.js`);
        await route.fulfill({ contentType: 'text/javascript', body: await script.text() });
      });
      const page = await context.newPage();
      await page.goto(`${shop.url}/${loading}`);
      return page;
    },
    begin: async (clientSecret, begin = {}) => {
      const page = await shop.open(begin.loading);
      await shop.beginAgain(page, clientSecret, begin);
      return page;
    },
    beginAgain: async (page, clientSecret, { options = {}, stripe: stripeOptions = {}, mount = ['payment'] } = {}) => {
      await page.evaluate(
        async ([secret, given, places, settings]) => {
          const stripe = await window.loadStripe('pk_test_sandbox', settings);
          if (!stripe) throw new Error('There is no Stripe.');
          for (const frame of document.querySelectorAll('iframe')) frame.remove();
          window.checkout = stripe.initCheckoutElementsSdk({ clientSecret: secret, ...given });
          const loaded = await window.checkout.loadActions();
          if (loaded.type !== 'success') throw new Error(loaded.error.message);
          window.actions = loaded.actions;
          const total = document.querySelector('#total');
          if (total) total.textContent = loaded.actions.getSession().total.total.amount;
          const elements = new Map<string, () => StripeElementBase>([
            ['payment', () => window.checkout.createPaymentElement()],
            ['contact', () => window.checkout.createContactDetailsElement()],
            ['address', () => window.checkout.createShippingAddressElement()],
            ['express', () => window.checkout.createExpressCheckoutElement()],
          ]);
          await Promise.all(
            places.map(async (place) => {
              const element = elements.get(place)?.();
              if (!element || !('on' in element) || typeof element.on !== 'function') throw new Error(place);
              const { on } = element;
              const ready = new Promise<void>((resolve) => Reflect.apply(on, element, ['ready', () => resolve()]));
              element.mount(`#${place}`);
              await ready;
            }),
          );
        },
        [clientSecret, options, mount, stripeOptions] as const,
      );
    },
  };
  return shop;
}

/** Two pages: one has the sandbox's script in it, under the strictest policy; the other leaves it to the loader. */
async function serveShop(sandbox: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/pure.mjs') {
      response.setHeader('content-type', 'text/javascript').end(LOADER);
      return;
    }
    if (request.url === '/shop.mjs') {
      response.setHeader('content-type', 'text/javascript');
      response.end(SHOP_SCRIPT);
      return;
    }
    const isPreset = request.url === '/preset';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self' ${isPreset ? sandbox() : 'https://js.stripe.com'}; frame-src ${sandbox()}; ` +
        `connect-src ${sandbox()}; style-src 'self'${isPreset ? "; require-trusted-types-for 'script'" : ''}`,
    );
    const preset = isPreset ? `<script src="${sandbox()}/endive/stripe.js"></script>` : '';
    const places = PLACES.map((place) => `<div id="${place}"></div>`).join('');
    response.end(
      `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><p id="total"></p>${places}` +
        `<button id="pay">Pay</button>${preset}<script type="module" src="/shop.mjs"></script></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

/** The document of a frame, for what a buyer does not see. @throws Error while there is none */
export function frameOf(page: Page, name: string): Frame {
  const frame = page.frames().find((each) => each.url().includes(`/elements/${name}?`));
  if (!frame) throw new Error(`There is no frame ${name}.`);
  return frame;
}

/** The frame of the Payment Element. */
export function paymentFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure payment input frame"]');
}

export function challengeFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="3D Secure challenge"]');
}

/** Types card details as a buyer does. */
export async function fillCard(page: Page, number: string, cvc = '123'): Promise<void> {
  const frame = paymentFrame(page);
  await frame.getByRole('textbox', { name: 'Card number' }).fill(number);
  await frame.getByRole('textbox', { name: 'Expiration date (MM / YY)' }).fill('12 / 68');
  await frame.getByRole('textbox', { name: 'Security code' }).fill(cvc);
}

type ConfirmOptions = Parameters<StripeCheckoutLoadActionsSuccess['confirm']>[0];

/** Confirms, and gives back what came of it, without the session. */
export function confirmIn(page: Page, options: ConfirmOptions = { redirect: 'if_required' }): Promise<Result> {
  return page.evaluate(async (given) => {
    const result = await window.actions.confirm(given);
    return result.type === 'success'
      ? { type: result.type, status: result.session.status }
      : { type: result.type, error: result.error };
  }, options);
}

export interface Result {
  readonly type: 'success' | 'error';
  readonly status?: unknown;
  readonly error?: unknown;
}

type SessionParams = Stripe.Checkout.SessionCreateParams;

/** An open session for Elements that sells one mug for 15.00 USD. */
export async function elementsSession(
  { account }: Shop,
  params: SessionParams = {},
  without: readonly (keyof SessionParams)[] = [],
): Promise<{ readonly id: string; readonly clientSecret: string }> {
  const all: SessionParams = {
    mode: 'payment',
    ui_mode: 'elements',
    customer_email: 'buyer@example.com',
    line_items: [{ price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 }],
    return_url: 'http://localhost/return?session_id={CHECKOUT_SESSION_ID}',
    ...params,
  };
  for (const name of without) delete all[name];
  const session = await account.stripe.checkout.sessions.create(all);
  if (session.client_secret === null) throw new Error('The session has no client secret.');
  return { id: session.id, clientSecret: session.client_secret };
}

/** What becomes true when the page has got round to it, however slow the machine is. */
export function eventually<Value>(look: () => Promise<Value>): ReturnType<typeof expect.poll<Value>> {
  return expect.poll(look, { timeout: 30_000 });
}
