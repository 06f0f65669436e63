import {
  PROBLEMS,
  type CatalogItem,
  type CatalogReply,
  type CheckoutReply,
  type CheckoutRequest,
  type InvoiceReply,
  type InvoiceRequest,
  type OrderReply,
  type OrderRequest,
  type PortalReply,
  type PortalRequest,
  type ProblemEvidence,
  type ShopConfig,
  type VerifiedOrder,
} from '@stripe-cart/contract';
import {
  parseCatalogReply,
  parseCheckoutReply,
  parseCheckoutRequest,
  parseInvoiceReply,
  parseInvoiceRequest,
  parseOrderReply,
  parseOrderRequest,
  parsePortalReply,
  parsePortalRequest,
  type Parsed,
} from '@stripe-cart/contract/parse';

/**
 * Stands in for the proxy at `window.fetch`, and nowhere else. Requests and replies go through the contract's own
 * parsers, so the widget cannot send what the proxy would refuse, nor the stub say what the proxy could not.
 */
export class StubProxy {
  readonly base = 'https://pay.shop.test/';
  requests: { path: string; body: unknown }[] = [];
  items: CatalogItem[] = [mug(), poster()];
  config: ShopConfig = shopConfig();
  onCheckout: (request: CheckoutRequest) => CheckoutReply | ProblemEvidence | Promise<CheckoutReply> = opensSession;
  onOrder: (request: OrderRequest) => OrderReply | ProblemEvidence = knowsNoOrder;
  onInvoice: (request: InvoiceRequest) => InvoiceReply | ProblemEvidence = knowsNoInvoice;
  onPortal: (request: PortalRequest) => PortalReply | ProblemEvidence = knowsNoOrder;
  onCatalog: () => CatalogReply | ProblemEvidence = () => ({ config: this.config, items: this.items });
  /** Set, it takes the place of every answer: a fault on the way. */
  fault: (() => Promise<Response>) | null = null;
  readonly #fetch = window.fetch;

  install(): this {
    window.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input), location.href);
      if (!url.href.startsWith(this.base)) return this.#fetch.call(window, input, init);
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      this.requests.push({ path: url.pathname, body });
      if (this.fault) return this.fault();
      switch (url.pathname) {
        case '/v1/catalog':
          return answer(await this.onCatalog(), parseCatalogReply);
        case '/v1/checkout':
          return answer(await this.onCheckout(must(parseCheckoutRequest(body))), parseCheckoutReply);
        case '/v1/order':
          return answer(await this.onOrder(must(parseOrderRequest(body))), parseOrderReply);
        case '/v1/invoice':
          return answer(await this.onInvoice(must(parseInvoiceRequest(body))), parseInvoiceReply);
        case '/v1/portal':
          return answer(await this.onPortal(must(parsePortalRequest(body))), parsePortalReply);
        case '/v1/config':
          return Response.json(this.config);
        default:
          return answer({ code: 'not_found' }, parseCatalogReply);
      }
    };
    return this;
  }

  /** As new, with nothing heard. */
  reset(): void {
    this.requests = [];
    this.items = [mug(), poster()];
    this.config = shopConfig();
    this.onCheckout = opensSession;
    this.onOrder = knowsNoOrder;
    this.onInvoice = knowsNoInvoice;
    this.onPortal = knowsNoOrder;
    this.onCatalog = () => ({ config: this.config, items: this.items });
    this.fault = null;
  }

  /** The bodies sent to one route. */
  sent(path: string): unknown[] {
    return this.requests.filter((request) => request.path === path).map(({ body }) => body);
  }
}

export const SESSION_URL = 'https://checkout.stripe.com/c/pay/cs_test_1';

const opensSession = (): CheckoutReply => ({
  status: 'open',
  mode: 'hosted',
  url: SESSION_URL,
  resume: token('resume'),
});

const knowsNoOrder = (): ProblemEvidence => ({ code: 'order_not_found' });

const knowsNoInvoice = (): ProblemEvidence => ({ code: 'invoice_not_found' });

/** A token of the shape the contract demands, telling the reader what it stands for. */
export function token(name: string): string {
  return `${name}.k.iv.text.tag`;
}

export function shopConfig(changes: Partial<ShopConfig> = {}): ShopConfig {
  return {
    version: '0.1.0',
    shop: 'shop',
    livemode: false,
    publishableKey: null,
    modes: ['hosted'],
    closed: null,
    checkoutOrigins: ['https://checkout.stripe.com'],
    portal: false,
    ...changes,
  };
}

export function mug(changes: Partial<CatalogItem> = {}): CatalogItem {
  return {
    id: 'mug',
    name: 'Stoneware mug',
    description: null,
    image: null,
    url: null,
    currency: 'eur',
    unitAmount: 1950,
    quantity: { min: 1, max: 99, step: 1 },
    options: [],
    recurring: null,
    available: true,
    ...changes,
  };
}

export function poster(changes: Partial<CatalogItem> = {}): CatalogItem {
  const values = [
    { value: 'Oak', delta: 0 },
    { value: 'Walnut', delta: 1500 },
  ];
  const options: CatalogItem['options'] = [{ kind: 'choice', name: 'Frame', required: true, values }];
  return mug({ id: 'poster', name: 'Poster', unitAmount: 4900, options, ...changes });
}

export function paidOrder(changes: Partial<VerifiedOrder> = {}): VerifiedOrder {
  return {
    detail: 'full',
    status: 'paid',
    number: 'order-00001',
    attempt: '00000000-0000-4000-8000-000000000000',
    livemode: false,
    currency: 'eur',
    lines: [{ item: 'mug', options: [], name: 'Stoneware mug', quantity: 2, unitAmount: 1950, subtotal: 3900 }],
    totals: { subtotal: 3900, discount: 0, shipping: 0, tax: 0, total: 3900 },
    presentment: null,
    ...changes,
  };
}

export const INTENT_SECRET = 'pi_3OaBcDeFgHiJkL_secret_mNoPqRsTuVwXyZ';

/** One of two things on it is a discount, and nothing of it is paid. */
export function openInvoice(changes: Partial<InvoiceReply> = {}): InvoiceReply {
  return {
    status: 'open',
    livemode: false,
    number: 'R-0042',
    currency: 'eur',
    lines: [
      { description: 'Glazing', quantity: 2, amount: 12000 },
      { description: 'Goodwill', quantity: null, amount: -2000 },
    ],
    total: 10000,
    paid: 0,
    remaining: 10000,
    dueDate: null,
    payment: { clientSecret: INTENT_SECRET, returnUrl: 'https://pay.shop.test/v1/return?invoice=sealed' },
    ...changes,
  };
}

function answer<T>(value: T | ProblemEvidence, parse: (value: unknown) => Parsed<T>): Response {
  if (typeof value === 'object' && value !== null && 'code' in value) {
    const [status, retryable] = PROBLEMS[value.code];
    return Response.json({ ...value, status, retryable, requestId: 'req_stub' }, { status });
  }
  return Response.json(must(parse(value)));
}

function must<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(`The contract does not allow this: ${JSON.stringify(parsed.problem)}`);
  return parsed.value;
}
