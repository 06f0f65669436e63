import type { Context } from 'hono';
import type { RouteEnv } from '../deps.js';

/** Who a request counts against: an address of IPv4, or a network of IPv6; null where the platform does not say. */
export type ClientKey = (c: Context<RouteEnv>) => string | null;

/** On Workers: the address that Cloudflare writes into the request. A client cannot set it there. */
const cloudflareClient: ClientKey = (c) => networkOf(c.req.header('cf-connecting-ip') ?? '');

/**
 * On Node: the peer of the socket; behind `trustedHops` reverse proxies, the address that the outermost of them saw.
 * Each proxy appends the peer it saw to X-Forwarded-For, so the list is counted from its end; what stands before is
 * whatever the client liked to write.
 * @param trustedHops reverse proxies of the owner's own in front of this process; 0 reads no header at all
 */
function socketClient(trustedHops: number): ClientKey {
  return (c) => {
    const peer = networkOf(peerOf(c.env));
    if (trustedHops === 0) return peer;
    const seen = (c.req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
    return networkOf(seen.at(-trustedHops) ?? '') ?? peer;
  };
}

/** The default where nobody has said on what platform this runs. */
export function platformClient(trustedHops: number): ClientKey {
  const onWorkers = globalThis.navigator?.userAgent === 'Cloudflare-Workers';
  return onWorkers ? cloudflareClient : socketClient(trustedHops);
}

/** `@hono/node-server` hands Node's own request down in the environment. */
function peerOf(env: unknown): string {
  const incoming = (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return incoming?.socket?.remoteAddress ?? '';
}

/**
 * The address itself for IPv4. For IPv6 its first 64 bits: a home or a server is given at least that many addresses
 * and can use a new one for each request.
 */
export function networkOf(address: string): string | null {
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  if (!/^[\da-f:.]*:[\da-f:.]*$/i.test(address)) return null;
  // The URL parser knows every way to write an IPv6 address, and writes it one way.
  const canonical = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1);
  if (canonical === undefined) return null;
  const [head = '', tail] = canonical.split('::');
  const leading = head === '' ? [] : head.split(':');
  const trailing = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...leading, ...Array<string>(8 - leading.length - trailing.length).fill('0'), ...trailing];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
