import type { Handler } from 'hono';
import type { Catalog } from './catalog/catalog.js';
import type { ShippingRates } from './checkout/shipping-rates.js';
import type { Config } from './config/config.js';
import type { Log } from './log/log.js';
import type { OrderSink } from './sink/order-sink.js';
import type { StripeGateway } from './stripe/gateway.js';
import type { Supply } from './supply.js';

/** All that a route may use. Whatever it needs from the world comes through here, so a test can be the world. */
export interface Deps {
  readonly config: Config;
  readonly gateway: StripeGateway;
  readonly catalog: Supply<Catalog>;
  readonly shippingRates: ShippingRates;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A sink given by code; beside, not instead of, the one of `CART_SINK_URL`. */
  readonly onOrder?: OrderSink;
}

/** What the middleware before a route has put into its context. */
export interface RouteEnv {
  Variables: {
    /** Names this request in answers and in the log. */
    requestId: string;
    /** Set where a browser has sent a form by itself: it is answered with a redirect, or with a page. */
    isForm?: boolean;
    /** Aborts when this request has had all the time it may take. Every wait below a route is given it. */
    deadline: AbortSignal;
  };
}

/** The shape of every route module: `export function checkoutRoute(deps: Deps): RouteHandler`. */
export type RouteHandler = Handler<RouteEnv>;
