import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenerFor } from './node/listener.js';
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';

export interface ServedSandbox {
  /** The origin it is reached at, without a trailing slash. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Stops listening and drops every open connection. */
  close(): Promise<void>;
}

export interface ServeOptions extends Pick<SandboxOptions, 'now' | 'onEntry'> {
  /** 0, the default, for any that is free. */
  readonly port?: number;
  readonly host?: string;
  /** Where clients reach it, when that is not where it listens. */
  readonly origin?: string;
}

/**
 * A sandbox on a socket of its own.
 *
 * @throws the listening error, such as `EADDRINUSE`, when the port cannot be had
 */
export async function serveSandbox({
  port = 0,
  host = '127.0.0.1',
  origin,
  ...options
}: ServeOptions = {}): Promise<ServedSandbox> {
  const served: { url: string; sandbox: Sandbox | null } = { url: '', sandbox: null };
  const server = createServer(
    listenerFor(
      async (request) => served.sandbox?.fetch(request) ?? new Response(null, { status: 503 }),
      () => served.url,
    ),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  const url = origin ?? `http://${host.includes(':') ? `[${host}]` : host}:${chosen}`;
  const sandbox = createSandbox({ origin: url, ...options });
  Object.assign(served, { url, sandbox });
  return {
    url,
    sandbox,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
