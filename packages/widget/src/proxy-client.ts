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

/** The only file that calls `fetch`. Every answer is a value: what was asked for, or a problem with a code. */
export type Reply<T> = { readonly ok: true; readonly value: T } | Failure;

interface Failure {
  readonly ok: false;
  readonly problem: WidgetProblem;
}

/** A problem the proxy named, or one that the widget met on the way to it. */
export type WidgetProblem =
  | Problem
  | {
      /** `offline`, `timeout`; `unreachable`: no answer, or one that CORS hides; `unreadable`: an answer, but not the proxy's. */
      readonly code: 'offline' | 'timeout' | 'unreachable' | 'unreadable' | 'no_proxy';
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

export class ProxyClient {
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

  /** The very same request again while its problem is one that passes: an attempt sent twice is still one attempt. */
  async #ask<T>(path: Path, body: unknown, isShape: (value: unknown) => value is T): Promise<Reply<T>> {
    const deadline = performance.now() + TOTAL_TIMEOUT;
    for (const pause of ProxyClient.pauses) {
      const reply = await this.#once(path, body, isShape);
      if (reply.ok || !reply.problem.retryable || reply.problem.code === 'closed') return reply;
      const retryAfter = 'retryAfter' in reply.problem ? Number(reply.problem.retryAfter) * 1000 : 0;
      const wait = Math.max(pause, retryAfter);
      if (performance.now() + wait > deadline) return reply;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return this.#once(path, body, isShape);
  }

  async #once<T>(path: Path, body: unknown, isShape: (value: unknown) => value is T): Promise<Reply<T>> {
    if (!this.#base) return failed('no_proxy', false);
    let response: Response;
    let value: unknown;
    try {
      response = await fetch(this.#base + path.slice(1), {
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
      if (error instanceof SyntaxError) return failed('unreadable', false);
      if (error instanceof DOMException && error.name === 'TimeoutError') return failed('timeout', true);
      return navigator.onLine ? failed('unreachable', true) : failed('offline', false);
    }
    if (response.ok && isShape(value)) return { ok: true, value };
    return !response.ok && isProblem(value) ? { ok: false, problem: value } : failed('unreadable', false);
  }
}

/** A problem of the widget's own. */
export function failed(code: Exclude<WidgetProblem, Problem>['code'], retryable: boolean): Failure {
  return { ok: false, problem: { code, requestId: null, retryable } };
}

// What the widget relies on, checked by hand: the schema library that the proxy uses would cost more than all of this.

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const hasTexts = (fields: Fields, names: string): boolean =>
  names.split(' ').every((name) => typeof fields[name] === 'string');

const hasAmounts = (fields: Fields, names: string): boolean =>
  names.split(' ').every((name) => Number.isSafeInteger(fields[name]));

const isListOf = (value: unknown, isOne: (one: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((one) => isFields(one) && isOne(one));

function isProblem(value: unknown): value is Problem {
  return isFields(value) && hasTexts(value, 'code');
}

function isCatalog(value: unknown): value is CatalogReply {
  return (
    isFields(value) &&
    isFields(value['config']) &&
    Array.isArray(value['config']['checkoutOrigins']) &&
    isListOf(value['items'], (item) => hasTexts(item, 'id name currency') && hasAmounts(item, 'unitAmount'))
  );
}

const CHECKOUT_REPLY_TEXTS = new Map<unknown, string>([
  ['hosted', 'url resume'],
  ['elements', 'clientSecret resume'],
  ['link', 'url resume'],
  ['replayed', 'resume'],
  ['paid', 'order'],
  ['pending', 'order'],
]);

function isCheckoutReply(value: unknown): value is CheckoutReply {
  if (!isFields(value)) return false;
  const needed = CHECKOUT_REPLY_TEXTS.get(value['status'] === 'open' ? value['mode'] : value['status']);
  return needed !== undefined && hasTexts(value, needed);
}

function isOrderReply(value: unknown): value is OrderReply {
  if (!isFields(value) || !hasTexts(value, 'status')) return false;
  return (
    value['detail'] === 'status' ||
    (hasTexts(value, 'number attempt currency') &&
      isFields(value['totals']) &&
      hasAmounts(value['totals'], 'subtotal discount shipping tax total') &&
      isListOf(value['lines'], (line) => hasTexts(line, 'item name') && hasAmounts(line, 'quantity subtotal')))
  );
}
