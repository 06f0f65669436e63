import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { CatalogFile } from '@stripe-cart/proxy';
import { WEBHOOK_EVENTS } from '@stripe-cart/proxy';
import { serveProxy } from '@stripe-cart/proxy/node';
import { serveSandbox } from '@stripe-cart/sandbox/node';
import { openStripeAccount } from '../stripe/stripe-account.js';
import { examine, type Patient } from './examine.js';
import type { Finding } from './findings.js';

export const VERSION = '0.1.0';

/** The permissions that the proxy's README asks for, as Stripe's errors name them. */
export const PERMISSIONS = [
  'rak_checkout_session_write',
  'rak_payment_intent_read',
  'rak_charge_read',
  'rak_dispute_read',
  // For the doctor alone.
  'rak_webhook_read',
  'rak_payment_link_read',
];

export const WEBHOOK_SECRET = 'whsec_theSigningSecretOfTheEndpoint7';

export const CATALOG: CatalogFile = {
  version: 1,
  currency: 'eur',
  items: [
    { id: 'mug', name: 'Mug', amounts: { eur: 1800 } },
    {
      id: 'jug',
      name: 'Jug',
      amounts: { eur: 4500 },
      options: [
        { name: 'Glaze', required: true, values: [{ value: 'Blue' }, { value: 'Gold', deltas: { eur: 1500 } }] },
      ],
    },
  ],
};

/** What is served under a path of the shop. */
export interface Served {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Stands in front of the proxy, and may answer in its place or change what it answered. */
export type Front = (request: IncomingMessage, pass: () => Promise<Response>) => Promise<Response>;

/** How a shop departs from one in which everything is right. */
export interface SetUp {
  /** On top of the sound ones; undefined takes one away. */
  readonly settings?: Readonly<Record<string, unknown>> | ((shop: string) => Readonly<Record<string, unknown>>);
  readonly front?: Front;
  /** The same in front of Stripe, for the key that is examined; the proxy's own calls go past it. */
  readonly stripeFront?: Front;
  /** The proxy's clock: milliseconds since the epoch. */
  readonly now?: () => number;
  /** Of the key: Stripe's names. */
  readonly permissions?: readonly string[];
  /** Events of the endpoint at Stripe; null registers none. */
  readonly events?: readonly string[] | null;
  readonly files?: (at: Addresses) => Readonly<Record<string, Served>> | Promise<Readonly<Record<string, Served>>>;
  /** What is examined, on top of the proxy, its page and its account. */
  readonly patient?: (at: Addresses) => Partial<Patient> | Promise<Partial<Patient>>;
  /** Instead of a restricted key with the permissions above. */
  readonly key?: string;
}

export interface Addresses {
  readonly shop: string;
  readonly proxy: string;
  readonly sandbox: string;
}

/** A page of the shop, as its README says a page should be. */
export const soundPage = ({ proxy }: Addresses, body = ''): string => `<!doctype html>
<html lang="en"><head><title>Shop</title><script type="module" src="${proxy}/stripe-cart.js"></script></head>
<body><button data-cart-add="mug">Add to cart</button>${body}</body></html>`;

const thanksPage = ({ proxy }: Addresses): string =>
  `<script type="module" src="${proxy}/stripe-cart.js"></script><stripe-cart-return></stripe-cart-return>`;

export const sriOf = (text: string): string => `sha384-${createHash('sha384').update(text).digest('base64')}`;

/** Stripe's stand-in, shared by the cases of a file, and shops to be examined there. */
export type Clinic = Awaited<ReturnType<typeof openClinic>>;

export async function openClinic() {
  const stripe = await serveSandbox();
  const sandbox = stripe.url.replace(/\/$/, '');
  let cases = 0;

  /** Sets a shop up, examines it, and takes it down again. */
  const findingsOf = async (setUp: SetUp): Promise<readonly Finding[]> => {
    cases += 1;
    const files: { current: Readonly<Record<string, Served>> } = { current: {} };
    const shop = await listen((request) => {
      const {
        status = 200,
        headers = {},
        body,
      } = files.current[request.url ?? ''] ?? { status: 404, body: 'Not found' };
      return Promise.resolve(new Response(body, { status, headers: { 'content-type': 'text/html', ...headers } }));
    });
    const gate = await openGate(setUp.front);
    const running = await serveProxy({
      log: () => undefined,
      ...(setUp.now && { now: setUp.now }),
      env: {
        STRIPE_SECRET_KEY: 'rk_test_TheProxysOwnKey0123456789',
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
        STRIPE_API_BASE: sandbox,
        CART_PUBLIC_URL: gate.url,
        CART_ORIGINS: shop.url,
        CART_RETURN_URL: `${shop.url}/thanks.html`,
        CART_CATALOG: CATALOG,
        CART_TOKEN_SECRET: 'k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu',
        ...(typeof setUp.settings === 'function' ? setUp.settings(shop.url) : setUp.settings),
      },
    });
    gate.to(running.url);
    const stripeGate = await openGate(setUp.stripeFront);
    stripeGate.to(sandbox);
    const at = { shop: shop.url, proxy: gate.url, sandbox };
    files.current = {
      '/': { body: soundPage(at) },
      '/thanks.html': { body: thanksPage(at) },
      ...(await setUp.files?.(at)),
    };

    const key = `rk_test_CaseNumber${cases}`;
    await control(sandbox, 'keys', { key, permissions: setUp.permissions ?? PERMISSIONS });
    const { events = WEBHOOK_EVENTS } = setUp;
    const endpoint = events === null ? null : await register(sandbox, `${gate.url}/v1/webhooks/stripe`, events);
    const account = await openStripeAccount(
      {},
      { STRIPE_SECRET_KEY: setUp.key ?? key, STRIPE_API_BASE: stripeGate.url },
    );
    try {
      const checks = await examine({
        proxy: gate.url,
        pages: [`${shop.url}/`],
        account,
        webhookSecrets: [WEBHOOK_SECRET],
        writesInvoiceFooter: false,
        links: null,
        folder: null,
        version: VERSION,
        ...(await setUp.patient?.(at)),
      });
      return checks.flatMap(({ findings }) => findings);
    } finally {
      if (endpoint !== null) await ask(sandbox, 'DELETE', `/v1/webhook_endpoints/${endpoint}`);
      await running.close();
      await gate.close();
      await stripeGate.close();
      await shop.close();
    }
  };
  /** What costs sales or is worth a look; notes are for the record. */
  const troublesOf = async (setUp: SetUp) => {
    const findings = await findingsOf(setUp);
    return findings.filter(({ severity }) => severity !== 'note').map(({ code, subject }) => ({ code, subject }));
  };
  return { sandbox, findingsOf, troublesOf, close: () => stripe.close() };
}

export async function control(sandbox: string, name: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(`${sandbox}/_sandbox/${name}`, init)).json();
}

/** A call to Stripe by the owner, who may do everything. */
export async function ask(
  sandbox: string,
  method: string,
  path: string,
  form?: URLSearchParams,
): Promise<{ id: string }> {
  const headers = { authorization: 'Bearer sk_test_TheOwner' };
  const response = await fetch(`${sandbox}${path}`, { method, headers, ...(form && { body: form }) });
  return (await response.json()) as { id: string };
}

async function register(sandbox: string, url: string, events: readonly string[]): Promise<string> {
  const form = new URLSearchParams({ url });
  for (const [index, event] of events.entries()) form.set(`enabled_events[${index}]`, event);
  return (await ask(sandbox, 'POST', '/v1/webhook_endpoints', form)).id;
}

interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** A server on a free port, written as a function of the request. */
export async function listen(
  answer: (request: IncomingMessage, body: Buffer) => Promise<Response>,
): Promise<Listening> {
  const server = createServer((request, response) => {
    void buffer(request)
      .then((body) => answer(request, body))
      .then(async (answered) => {
        const bytes = Buffer.from(await answered.arrayBuffer());
        response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(bytes);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

/** An address for the proxy that is known before the proxy is started. */
async function openGate(front: Front = (_, pass) => pass()): Promise<Listening & { to(url: string): void }> {
  let target = '';
  const gate = await listen((request, body) =>
    front(request, async () => {
      const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
      const { method = 'GET', url = '/' } = request;
      const init = { method, headers: headers as Record<string, string>, redirect: 'manual' as const };
      const answer = await fetch(`${target}${url}`, {
        ...init,
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      const passedOn = new Headers(answer.headers);
      // What was sent compressed arrives here as it was before.
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection'])
        passedOn.delete(name);
      const isEmpty = answer.status === 204 || answer.status === 304;
      return new Response(isEmpty ? null : await answer.arrayBuffer(), { status: answer.status, headers: passedOn });
    }),
  );
  return {
    ...gate,
    to(url) {
      target = url;
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
