import {
  ORDER_STATUSES,
  type CatalogReply,
  type CheckoutReply,
  type CheckoutRequest,
  type OrderReply,
  type OrderRequest,
  type Problem,
  type ROUTES,
} from '@stripe-cart/contract';

/** Nothing else of the widget calls `fetch`. Every answer is a value: what was asked for, or a problem with a code. */
export type Reply<T> = { readonly ok: true; readonly value: T } | Failure;

interface Failure {
  readonly ok: false;
  readonly problem: WidgetProblem;
}

/** A problem the proxy named, or one that the widget met on the way to it. */
export type WidgetProblem =
  | Problem
  | {
      /**
       * `offline`, `timeout`; `unreachable`: no answer, one that CORS hides, or that of a gateway before the proxy;
       * `unreadable`: an answer, but not the proxy's; `no_proxy`: nobody said where it is; `no_link`: no fixed link is for this cart.
       */
      readonly code: 'offline' | 'timeout' | 'unreachable' | 'unreadable' | 'no_proxy' | 'no_link';
      readonly requestId: null;
      readonly retryable: boolean;
    };

/**
 * The addresses the widget asks, as the contract's table has them. Only the compiler reads that table: every page of
 * every shop would load its other rows, and its methods, which follow from whether there is something to send.
 */
type Path = (typeof ROUTES)['catalog' | 'checkout' | 'order']['path'];

/** How long one request may take, in milliseconds: the proxy has a deadline of its own, and it is shorter. */
const REQUEST_TIMEOUT = 15_000;

/** How long a request and its repetitions may take together, in milliseconds. After that the buyer decides. */
const TOTAL_TIMEOUT = 20_000;

/** Who answers for the shop: its proxy, or the file that lists its payment links. */
export interface ShopClient {
  catalog(): Promise<Reply<CatalogReply>>;
  checkout(request: CheckoutRequest): Promise<Reply<CheckoutReply>>;
  order(request: OrderRequest): Promise<Reply<OrderReply>>;
}

export class ProxyClient implements ShopClient {
  /** Waits between tries in milliseconds; a `retryAfter` of the proxy's is waited for where it is the longer one. */
  static pauses: readonly number[] = [500, 1500, 4000];

  readonly #base: string;

  /** @param base the proxy's base URL with a trailing slash; empty where nobody said where it is */
  constructor(base: string) {
    this.#base = base;
  }

  catalog(): Promise<Reply<CatalogReply>> {
    return this.#ask('/v1/catalog', undefined, isCatalog);
  }

  checkout(request: CheckoutRequest): Promise<Reply<CheckoutReply>> {
    return this.#ask('/v1/checkout', request, isCheckoutReply);
  }

  /** A status that only a newer proxy knows is answered as `unknown`, which is what it is here. */
  async order(request: OrderRequest): Promise<Reply<OrderReply>> {
    const reply = await this.#ask('/v1/order', request, isOrderReply);
    const isKnown = !reply.ok || ORDER_STATUSES.includes(reply.value.status);
    return isKnown ? reply : { ok: true, value: { ...reply.value, status: 'unknown' } };
  }

  async #ask<T>(path: Path, body: unknown, isShape: Shape<T>): Promise<Reply<T>> {
    return this.#base ? ask(this.#base + path.slice(1), isShape, body) : failed('no_proxy', false);
  }
}

/** The very same request again while its problem is one that passes: an attempt sent twice is still one attempt. */
export async function ask<T>(url: string, isShape: Shape<T>, body?: unknown): Promise<Reply<T>> {
  const deadline = performance.now() + TOTAL_TIMEOUT;
  for (const pause of ProxyClient.pauses) {
    const reply = await askOnce(url, isShape, body);
    if (reply.ok || !reply.problem.retryable || reply.problem.code === 'closed') return reply;
    const retryAfter = 'retryAfter' in reply.problem ? Number(reply.problem.retryAfter) * 1000 : 0;
    const wait = Math.max(pause, retryAfter);
    if (performance.now() + wait > deadline) return reply;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return askOnce(url, isShape, body);
}

async function askOnce<T>(url: string, isShape: Shape<T>, body: unknown): Promise<Reply<T>> {
  let response = Response.error();
  let value: unknown;
  try {
    response = await fetch(url, {
      ...(body !== undefined && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
      credentials: 'omit',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    value = await response.json();
  } catch (error) {
    const { name } = error as Error;
    if (name === 'TimeoutError') return failed('timeout', true);
    if (name !== 'SyntaxError') return navigator.onLine ? failed('unreachable', true) : failed('offline', false);
  }
  const { ok, status } = response;
  if (ok && isShape(value)) return { ok, value };
  if (!ok && isProblem(value)) return { ok, problem: value };
  // A gateway's own page: it could not get through to the proxy, or would not, and the next time it may.
  return status === 429 || status >= 500 ? failed('unreachable', true) : failed('unreadable', false);
}

/** A problem of the widget's own. */
export function failed(code: Exclude<WidgetProblem, Problem>['code'], retryable: boolean): Failure {
  return { ok: false, problem: { code, requestId: null, retryable } };
}

// What the widget relies on, checked by hand: the schema library that the proxy uses would cost more than all of this.

type Shape<T> = (value: unknown) => value is T;

type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Whether it has fields at all, and each of these is a text. */
export const hasTexts = (value: unknown, names: string): value is Fields =>
  isFields(value) && names.split(' ').every((name) => typeof value[name] === 'string');

export const hasAmounts = (fields: Fields, names: string): boolean =>
  names.split(' ').every((name) => Number.isSafeInteger(fields[name]));

export const isListOf = (value: unknown, isOne: (one: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((one) => isFields(one) && isOne(one));

function isProblem(value: unknown): value is Problem {
  return hasTexts(value, 'code');
}

function isCatalog(value: unknown): value is CatalogReply {
  return (
    isFields(value) &&
    isFields(value['config']) &&
    Array.isArray(value['config']['checkoutOrigins']) &&
    isListOf(value['items'], (item) => hasTexts(item, 'id name currency') && hasAmounts(item, 'unitAmount'))
  );
}

/** What each answer cannot do without; whether it is the one for the mode that was asked for, the mode itself looks at. */
function isCheckoutReply(value: unknown): value is CheckoutReply {
  if (!isFields(value)) return false;
  const { status } = value;
  if (status === 'open') return hasTexts(value, 'url' in value ? 'url resume' : 'clientSecret resume');
  return hasTexts(value, status === 'form' ? 'currency' : status === 'replayed' ? 'resume' : 'order');
}

function isOrderReply(value: unknown): value is OrderReply {
  if (!hasTexts(value, 'status')) return false;
  return (
    value['detail'] !== 'full' ||
    (hasTexts(value, 'number attempt currency') &&
      isFields(value['totals']) &&
      hasAmounts(value['totals'], 'subtotal discount shipping tax total') &&
      isListOf(value['lines'], (line) => hasTexts(line, 'item name') && hasAmounts(line, 'quantity subtotal')))
  );
}
