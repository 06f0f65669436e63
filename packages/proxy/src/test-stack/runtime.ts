import type { Environment } from '../index.js';

/** A place where the proxy runs in the tests: Node, or Cloudflare's workerd. */
export interface Runtime {
  readonly name: 'node' | 'workerd';
  /** Starts the proxy on a free port of this machine. `CART_PUBLIC_URL` is its own address unless `env` has one. */
  start(env: Environment): Promise<RunningProxy>;
}

export interface RunningProxy {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** Everything that was logged so far, one JSON text a line. */
  log(): string;
  close(): Promise<void>;
}
