import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { listen, shut } from './listen.ts';

/** A paid order as the proxy hands it on: what this shop reads of it. */
export interface DeliveredOrder {
  /** The order's number, as on the buyer's page. */
  readonly id: string;
  readonly status: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly item: string;
    readonly name: string;
    readonly quantity: number;
    readonly options: readonly { readonly name: string; readonly value: string }[];
  }[];
  /** In minor units. */
  readonly totals: { readonly total: number };
  readonly buyer: { readonly email: string | null };
  /** Set where this is not the order itself but one more payment of it. */
  readonly renewal?: object | null;
}

export interface OrderDesk {
  readonly url: string;
  /** What the proxy signs with. */
  readonly secret: string;
  /** Every order accepted so far, first come first. */
  readonly orders: readonly DeliveredOrder[];
  close(): Promise<void>;
}

/** Largest order taken, in bytes. */
const MOST = 1024 * 1024;

/** Oldest and newest delivery taken, in seconds from now, as https://www.standardwebhooks.com recommends. */
const TOLERANCE_S = 300;

/**
 * Where the shop's paid orders arrive: the other end of `CART_SINK_URL`. It checks the signature over the bytes as
 * they came, ignores what it has seen before, and keeps the orders in memory. A real shop would print a packing slip.
 */
export async function openOrderDesk(onOrder: (order: DeliveredOrder) => void): Promise<OrderDesk> {
  const key = randomBytes(32);
  const orders: DeliveredOrder[] = [];
  const seen = new Set<string>();

  const server = createServer((request, response) => {
    void take(request)
      .catch(() => 400)
      .then((status) => response.writeHead(status).end());
  });

  async function take(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405;
    const bytes = await readBytes(request);
    if (!bytes) return 413;
    const id = header(request, 'webhook-id');
    if (!isSigned(request, id, bytes, key)) return 401;
    // Deliveries repeat. The id is the same for the same news, so this is where a repetition ends.
    if (seen.has(id)) return 200;
    seen.add(id);
    const order = JSON.parse(bytes.toString('utf8')) as DeliveredOrder;
    orders.push(order);
    onOrder(order);
    return 200;
  }

  const url = await listen(server, 0, '127.0.0.1');
  return { url, secret: `whsec_${key.toString('base64')}`, orders, close: () => shut(server) };
}

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, base64, behind `v1,`; several are separated by spaces. */
function isSigned(request: IncomingMessage, id: string, bytes: Buffer, key: Buffer): boolean {
  const timestamp = header(request, 'webhook-timestamp');
  if (!id || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_S) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest();
  return header(request, 'webhook-signature')
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'))
    .some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
}

async function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > MOST) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
