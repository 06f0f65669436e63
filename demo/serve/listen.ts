import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';

/** The ports the demo likes, so that a reload, a bookmark or `stripe listen` finds it again tomorrow. */
export const USUAL_PORTS = { shop: 4242, proxy: 4243, sandbox: 4244 } as const;

/**
 * Starts a server on the port one would like it to have, or on any free one where another program has that.
 *
 * @param start is called once or twice; it rejects with `EADDRINUSE` where the port is taken
 * @param say is given one plain sentence if the port is taken
 */
export async function onPort<Started extends { url: string }>(
  name: string,
  port: number,
  say: (sentence: string) => void,
  start: (port: number) => Promise<Started>,
): Promise<Started> {
  try {
    return await start(port);
  } catch (error) {
    if (port === 0 || !isTaken(error)) throw error;
    const started = await start(0);
    say(`Port ${port} is taken, so the ${name} is on ${new URL(started.url).port} this time.`);
    return started;
  }
}

/** @returns the origin it is reached at, as in `http://127.0.0.1:4242` */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: chosen } = server.address() as AddressInfo;
      resolve(originAt(host, chosen));
    });
  });
}

export function originAt(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Ends a server now, open connections and all. */
export function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A port that nobody listens on at this moment. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
