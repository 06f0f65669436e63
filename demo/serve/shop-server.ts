import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, shut } from './listen.ts';
import { answerExtras, withExtras, type SandboxExtras } from './sandbox-extras.ts';
import { contentSecurityPolicy } from './page-policy.ts';
import { readShopFile, shopFile, type ShopFile } from './shop-files.ts';

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
  const finish = async (html: string): Promise<string> => {
    const page = html.replaceAll('https://pay.example.com', proxy);
    return extras ? withExtras(await extras.links.fillIn(page), extras) : page;
  };
  const found = (await linksFile(name, extras)) ?? (await readShopFile(name, finish));
  const file = found ?? (await readShopFile('/404.html', finish));
  if (!file) return end(response, 404, {});

  const isPicture = file.contentType.startsWith('image/');
  const headers: Record<string, string> = {
    'content-type': file.contentType,
    'content-length': String(file.body.byteLength),
    etag: file.etag,
    // Pages and styles are asked for again each time, and answered with 304 if they are the same.
    'cache-control': isPicture ? 'public, max-age=3600' : 'no-cache',
    'content-security-policy': contentSecurityPolicy(file.html ?? '', shop),
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

/** A list of payment links. With a real account of Stripe's there is none: nothing is made there unasked. */
async function linksFile(name: string, extras: SandboxExtras | null): Promise<ShopFile | null> {
  const list = await extras?.links.read(name);
  return list ? shopFile('application/json; charset=utf-8', list) : null;
}

function end(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { 'cache-control': 'no-cache', ...headers });
  response.end();
}
