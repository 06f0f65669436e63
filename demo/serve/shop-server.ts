import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, shut } from './listen.ts';
import { answerExtras, DRAWER_SCRIPT, HAPPENINGS, withExtras, type SandboxExtras } from './sandbox-extras.ts';
import { readShopFile } from './shop-files.ts';

export interface ShopServer {
  /** The shop's origin. */
  readonly url: string;
  /**
   * Until the proxy's origin is known, there is no page to serve: its script tag would lead nowhere.
   *
   * @param extras what is added to the pages where Stripe is the sandbox; nothing by default
   */
  open(proxy: string, extras?: SandboxExtras | null): void;
  close(): Promise<void>;
}

/** A static file server of the plainest kind: what any web host does for a folder of HTML. */
export async function serveShop({ port, host }: { port: number; host: string }): Promise<ShopServer> {
  let shop: Shop | null = null;
  const server = createServer((request, response) => {
    void answer(request, response, shop).catch(() => response.destroy());
  });
  const url = await listen(server, port, host);
  return {
    url,
    open: (proxy, extras = null) => {
      shop = { origin: url, proxy, extras };
    },
    close: () => shut(server),
  };
}

/** The origins that a page has to do with. */
interface Shop {
  readonly origin: string;
  readonly proxy: string;
  readonly extras: SandboxExtras | null;
}

async function answer(request: IncomingMessage, response: ServerResponse, shop: Shop | null): Promise<void> {
  if (!shop) return end(response, 503, { 'retry-after': '1' });
  const { origin, proxy, extras } = shop;
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, { allow: 'GET, HEAD' });

  const address = request.url ?? '/';
  const { host, port } = new URL(origin);
  if (request.headers.host !== host && request.headers.host === `localhost:${port}` && !address.startsWith('//')) {
    // One origin, one cart: what is stored under `localhost` would not be found on the way back from Stripe.
    return end(response, 308, { location: origin + address });
  }

  const [name = '/'] = address.split('?', 1);
  if (extras && (await answerExtras(name, request, response, extras))) return;
  const finish = (html: string): string => {
    const page = html.replaceAll('https://pay.example.com', proxy);
    return extras ? withExtras(page, extras) : page;
  };
  const found = await readShopFile(name, finish);
  const file = found ?? (await readShopFile('/404.html', finish));
  if (!file) return end(response, 404, {});

  const isPicture = file.contentType.startsWith('image/');
  const headers: Record<string, string> = {
    'content-type': file.contentType,
    'content-length': String(file.body.byteLength),
    etag: file.etag,
    // Pages and styles are asked for again each time, and answered with 304 if they are the same.
    'cache-control': isPicture ? 'public, max-age=3600' : 'no-cache',
    'content-security-policy': contentSecurityPolicy(shop, file.paysInside),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  };
  if (found && request.headers['if-none-match'] === file.etag) {
    delete headers['content-length'];
    return end(response, 304, headers);
  }
  response.writeHead(found ? 200 : 404, headers);
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/**
 * All that a page with a cart needs, and nothing beside it. No `unsafe-inline`, no `unsafe-eval`, no third party: to
 * pay, the buyer leaves the page, so Stripe need not be allowed into it. Lit names its Trusted Types policy `lit-html`.
 *
 * A page that is paid inside itself lets in what Stripe names for Stripe.js, and does without Trusted Types: its loader
 * hands the browser a script's address as a plain string. https://docs.stripe.com/security/guide#content-security-policy
 */
function contentSecurityPolicy({ origin, proxy, extras }: Shop, paysInside: boolean): string {
  const stripe = paysInside ? STRIPE_SOURCES : NO_SOURCES;
  const sandbox = paysInside && extras ? [extras.sandbox] : [];
  const drawer = extras ? { script: [origin + DRAWER_SCRIPT], connect: [origin + HAPPENINGS] } : NO_SOURCES;
  const frames = [...stripe.frame, ...sandbox];
  return [
    "default-src 'none'",
    `script-src ${[proxy, ...stripe.script, ...sandbox, ...drawer.script].join(' ')}`,
    `connect-src ${[proxy, ...stripe.connect, ...sandbox, ...drawer.connect].join(' ')}`,
    ...(frames.length > 0 ? [`frame-src ${frames.join(' ')}`] : []),
    "img-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(paysInside ? [] : ["require-trusted-types-for 'script'", 'trusted-types lit-html']),
  ].join('; ');
}

const STRIPE_SOURCES = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  connect: ['https://api.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
} as const;

const NO_SOURCES = { script: [], connect: [], frame: [] } as const;

function end(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { 'cache-control': 'no-cache', ...headers });
  response.end();
}
