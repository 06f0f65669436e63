import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, shut } from './listen.ts';
import { readShopFile } from './shop-files.ts';

export interface ShopServer {
  /** The shop's origin. */
  readonly url: string;
  /** Until the proxy's origin is known, there is no page to serve: its script tag would lead nowhere. */
  open(origin: string): void;
  close(): Promise<void>;
}

/** A static file server of the plainest kind: what any web host does for a folder of HTML. */
export async function serveShop({ port, host }: { port: number; host: string }): Promise<ShopServer> {
  let proxy: string | null = null;
  const server = createServer((request, response) => {
    void answer(request, response, url, proxy).catch(() => response.destroy());
  });
  const url = await listen(server, port, host);
  return {
    url,
    open: (origin) => {
      proxy = origin;
    },
    close: () => shut(server),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  proxy: string | null,
): Promise<void> {
  if (!proxy) return end(response, 503, { 'retry-after': '1' });
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, { allow: 'GET, HEAD' });

  const address = request.url ?? '/';
  const { host, port } = new URL(origin);
  if (request.headers.host !== host && request.headers.host === `localhost:${port}` && !address.startsWith('//')) {
    // One origin, one cart: what is stored under `localhost` would not be found on the way back from Stripe.
    return end(response, 308, { location: origin + address });
  }

  const [name = '/'] = address.split('?', 1);
  const found = await readShopFile(name, proxy);
  const file = found ?? (await readShopFile('/404.html', proxy));
  if (!file) return end(response, 404, {});

  const isPicture = file.contentType.startsWith('image/');
  const headers: Record<string, string> = {
    'content-type': file.contentType,
    'content-length': String(file.body.byteLength),
    etag: file.etag,
    // Pages and styles are asked for again each time, and answered with 304 if they are the same.
    'cache-control': isPicture ? 'public, max-age=3600' : 'no-cache',
    'content-security-policy': contentSecurityPolicy(proxy),
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
 */
function contentSecurityPolicy(proxy: string): string {
  return [
    "default-src 'none'",
    `script-src ${proxy}`,
    `connect-src ${proxy}`,
    "img-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

function end(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { 'cache-control': 'no-cache', ...headers });
  response.end();
}
