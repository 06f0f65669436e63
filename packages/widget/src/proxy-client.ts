import {
  ORDER_STATUSES,
  ROUTES,
  type CatalogItem,
  type CatalogReply,
  type CheckoutReply,
  type CheckoutRequest,
  type OrderReply,
  type OrderRequest,
  type Problem,
  type Route,
} from '@stripe-cart/contract';

/** The only file that calls `fetch`. Every answer is a value: what was asked for, or a problem with a code. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: WidgetProblem };

/** A problem the proxy named, or one that the widget met on the way to it. */
export type WidgetProblem =
  | Problem
  | {
      /** `offline`, `timeout`; `unreachable`: no answer, or one that CORS hides; `unreadable`: an answer, but not the proxy's. */
      readonly code: 'offline' | 'timeout' | 'unreachable' | 'unreadable' | 'no_proxy';
      readonly requestId: null;
      readonly retryable: boolean;
    };

/** How long one request may take, in milliseconds: the proxy has a deadline of its own, and it is shorter. */
const REQUEST_TIMEOUT = 15_000;

/** How long a request and its repetitions may take together, in milliseconds. After that the buyer decides. */
const TOTAL_TIMEOUT = 20_000;

export class ProxyClient {
  /** Waits between tries in milliseconds; a `retryAfter` of the proxy's is waited for where it is the longer one. */
  static pauses: readonly number[] = [500, 1500, 4000];

  readonly #base: string;

  /** @param base the proxy's base URL with a trailing slash; empty where nobody said where it is */
  constructor(base: string) {
    this.#base = base;
  }

  catalog(): Promise<Reply<CatalogReply>> {
    return this.#ask(ROUTES.catalog, undefined, isCatalog);
  }

  checkout(request: CheckoutRequest): Promise<Reply<CheckoutReply>> {
    return this.#ask(ROUTES.checkout, request, isCheckoutReply);
  }

  order(request: OrderRequest): Promise<Reply<OrderReply>> {
    return this.#ask(ROUTES.order, request, isOrderReply);
  }

  /** The very same request again while its problem is one that passes: an attempt sent twice is still one attempt. */
  async #ask<T>(route: Route, body: unknown, isShape: (value: unknown) => value is T): Promise<Reply<T>> {
    const deadline = performance.now() + TOTAL_TIMEOUT;
    for (const pause of ProxyClient.pauses) {
      const reply = await this.#once(route, body, isShape);
      if (reply.ok || !reply.problem.retryable || reply.problem.code === 'closed') return reply;
      const retryAfter = 'retryAfter' in reply.problem ? Number(reply.problem.retryAfter) * 1000 : 0;
      const wait = Math.max(pause, retryAfter);
      if (performance.now() + wait > deadline) return reply;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return this.#once(route, body, isShape);
  }

  async #once<T>(route: Route, body: unknown, isShape: (value: unknown) => value is T): Promise<Reply<T>> {
    if (!this.#base) return failed('no_proxy', false);
    let response: Response;
    let value: unknown;
    try {
      response = await fetch(this.#base + route.path.slice(1), {
        method: route.method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        credentials: 'omit',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT),
      });
      value = await response.json();
    } catch (error) {
      if (error instanceof SyntaxError) return failed('unreadable', false);
      if (error instanceof DOMException && error.name === 'TimeoutError') return failed('timeout', true);
      return navigator.onLine ? failed('unreachable', true) : failed('offline', false);
    }
    if (response.ok && isShape(value)) return { ok: true, value };
    return !response.ok && isProblem(value) ? { ok: false, problem: value } : failed('unreadable', false);
  }
}

function failed(code: Exclude<WidgetProblem, Problem>['code'], retryable: boolean): Reply<never> {
  return { ok: false, problem: { code, requestId: null, retryable } };
}

// What the widget relies on, checked by hand: the schema library that the proxy uses would be half of the first load.

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value);

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

const isCurrency = (value: unknown): boolean => /^[a-z]{3}$/.test(String(value));

function isProblem(value: unknown): value is Problem {
  return isFields(value) && typeof value['code'] === 'string' && typeof value['retryable'] === 'boolean';
}

function isCatalog(value: unknown): value is CatalogReply {
  if (!isFields(value) || !isFields(value['config']) || !Array.isArray(value['items'])) return false;
  const { config } = value;
  return Array.isArray(config['checkoutOrigins']) && isTextOrNull(config['closed']) && value['items'].every(isItem);
}

function isItem(value: unknown): value is CatalogItem {
  if (!isFields(value) || !isFields(value['quantity']) || !Array.isArray(value['options'])) return false;
  const { min, max, step } = value['quantity'];
  return (
    typeof value['id'] === 'string' &&
    typeof value['name'] === 'string' &&
    [value['image'], value['url'], value['description']].every(isTextOrNull) &&
    isCurrency(value['currency']) &&
    [value['unitAmount'], min, max, step].every(isAmount) &&
    value['options'].every(
      (option) => isFields(option) && (option['kind'] === 'text' || Array.isArray(option['values'])),
    )
  );
}

function isCheckoutReply(value: unknown): value is CheckoutReply {
  if (!isFields(value)) return false;
  const { status, url, resume, order } = value;
  if (status === 'open') return typeof url === 'string' && typeof resume === 'string';
  return status === 'replayed'
    ? typeof resume === 'string'
    : (status === 'paid' || status === 'pending') && typeof order === 'string';
}

function isOrderReply(value: unknown): value is OrderReply {
  if (!isFields(value) || !ORDER_STATUSES.some((status) => status === value['status'])) return false;
  if (value['detail'] === 'status') return true;
  const { number, attempt, currency, totals, lines } = value;
  return (
    typeof number === 'string' &&
    typeof attempt === 'string' &&
    isCurrency(currency) &&
    isFields(totals) &&
    ['subtotal', 'discount', 'shipping', 'tax', 'total'].every((part) => isAmount(totals[part])) &&
    Array.isArray(lines) &&
    lines.every(isOrderLine)
  );
}

function isOrderLine(value: unknown): boolean {
  return (
    isFields(value) &&
    typeof value['item'] === 'string' &&
    typeof value['name'] === 'string' &&
    Array.isArray(value['options']) &&
    [value['quantity'], value['unitAmount'], value['subtotal']].every(isAmount)
  );
}
