import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { PROBLEM_CONTENT_TYPE } from '@stripe-cart/contract';
import { ConfigError, createProxy, type Environment, type ProxyOptions } from './index.js';
import {
  DRAIN_MS,
  HEADERS_LIMIT_BYTES,
  HEADERS_READ_DEADLINE_MS,
  IDLE_CONNECTION_MS,
  REQUEST_READ_DEADLINE_MS,
  STALLED_CONNECTION_CHECK_MS,
} from './limits.js';
import { problemOf } from './refusal.js';

export interface ServeOptions extends ProxyOptions {
  /** 0 takes any free one. */
  readonly port?: number;
  /** By default `127.0.0.1`, which only this machine can reach: put a web server with TLS in front. */
  readonly host?: string;
}

export interface ServedProxy {
  /** Where it listens, without a trailing slash. */
  readonly url: string;
  /** Takes no new request, gives those under way a moment to end, and resolves when the port is free. */
  close(): Promise<void>;
}

/**
 * Serves the proxy on Node. `CART_CATALOG` may be the path of a file here; without `CART_PUBLIC_URL`, a proxy on this
 * machine's own address uses that.
 * @throws {ConfigError} naming everything that is wrong with the settings; nothing is listening then
 * @throws {Error} of Node's own when the port is taken (`code` is `EADDRINUSE`)
 */
export async function serveProxy({ port = 0, host = '127.0.0.1', ...options }: ServeOptions): Promise<ServedProxy> {
  const env = await withCatalogFile(options.env);
  let listener: ReturnType<typeof getRequestListener> | undefined;
  const server = createServer(
    {
      headersTimeout: HEADERS_READ_DEADLINE_MS,
      requestTimeout: REQUEST_READ_DEADLINE_MS,
      keepAliveTimeout: IDLE_CONNECTION_MS,
      connectionsCheckingInterval: STALLED_CONNECTION_CHECK_MS,
      maxHeaderSize: HEADERS_LIMIT_BYTES,
    },
    (incoming, outgoing) => void listener?.(incoming, outgoing),
  );
  const url = await listen(server, port, host);
  try {
    const proxy = createProxy({ ...options, env: withPublicUrl(env, url, host) });
    listener = getRequestListener(
      closingUnread((request, env) => proxy.fetch(request, env)),
      { overrideGlobalObjects: false, errorHandler: malformedRequest },
    );
  } catch (error) {
    await close(server);
    throw error;
  }
  return { url, close: () => close(server) };
}

/**
 * A body that was refused unread is still on its way. The connection cannot be used for another request, and the
 * client has to know, or it would try.
 */
function closingUnread(answer: (request: Request, env: unknown) => Response | Promise<Response>) {
  return async (request: Request, env: unknown): Promise<Response> => {
    const response = await answer(request, env);
    if (response.status === 413 || response.status === 408) response.headers.set('connection', 'close');
    return response;
  };
}

/** A request that is not one: no usable host, an address that is no URL. It never reaches the app. */
function malformedRequest(): Response {
  return new Response(JSON.stringify(problemOf({ code: 'not_found' }, crypto.randomUUID())), {
    status: 404,
    headers: { 'content-type': PROBLEM_CONTENT_TYPE, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  });
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function withPublicUrl(env: Environment, url: string, host: string): Environment {
  const known = env['CART_PUBLIC_URL'];
  const isOwnAddress = host === '127.0.0.1' || host === 'localhost' || host === '::1';
  return isOwnAddress && (known === undefined || known === '') ? { ...env, CART_PUBLIC_URL: url } : env;
}

/** Reads the file, where the setting is the path of one. A Worker has no files, so only this entry can. */
async function withCatalogFile(env: Environment): Promise<Environment> {
  const setting = env['CART_CATALOG'];
  const isPath = typeof setting === 'string' && setting.endsWith('.json') && !/^[a-z]+:\/\//i.test(setting);
  if (!isPath) return env;
  try {
    return { ...env, CART_CATALOG: JSON.parse(await readFile(setting, 'utf8')) as unknown };
  } catch {
    throw new ConfigError([{ at: 'CART_CATALOG', mend: 'names a file that cannot be read, or that is not JSON.' }]);
  }
}
