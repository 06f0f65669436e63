import { Hono } from 'hono';
import { createApp } from './app.js';
import { catalogSupplyOf } from './catalog/catalog-source.js';
import { shippingRatesOf } from './checkout/shipping-rates.js';
import { configVersion } from './config/config-version.js';
import { ConfigError, type ConfigProblem } from './config/problems.js';
import { readConfig } from './config/read-config.js';
import type { Environment } from './config/settings-reader.js';
import type { RouteEnv } from './deps.js';
import { platformClient, type ClientKey } from './http/client-key.js';
import { createPace } from './http/pace.js';
import { answerProblem } from './http/problem-answer.js';
import { memoryLimit, type ClientLimit } from './http/rate-limit.js';
import { requestLog } from './http/request-log.js';
import { securityHeaders } from './http/security-headers.js';
import { ORDER_LOOKUPS_PER_CHECKOUT } from './limits.js';
import { consoleLog, createLog, type Log } from './log/log.js';
import { Refusal } from './refusal.js';
import type { OrderSink } from './sink/order-sink.js';
import { createGateway } from './stripe/stripe-gateway.js';

export type { CatalogFile, CatalogFileItem, CatalogFileOption } from './catalog/catalog-file.js';
export { ConfigError, type ConfigProblem } from './config/problems.js';
export type { Environment } from './config/settings-reader.js';
export type { RouteEnv } from './deps.js';
export type { ClientKey } from './http/client-key.js';
export type { ClientLimit } from './http/rate-limit.js';
export type { Log, LogEntry } from './log/log.js';
export type { DeliveredOrder } from './sink/delivered-order.js';
export type { OrderSink } from './sink/order-sink.js';
export { WEBHOOK_EVENTS } from './sink/webhook-events.js';

export interface ProxyOptions {
  /**
   * The settings, under the names in the README: `process.env`, a Worker's `env`, or an object. In code a switch may
   * be a boolean, a list an array of strings, and `CART_CATALOG` the catalogue itself.
   */
  readonly env: Environment;
  /** Takes paid orders in code, beside `CART_SINK_URL`. */
  readonly onOrder?: OrderSink;
  /** Takes the log's lines, already redacted; by default they are printed as JSON. */
  readonly log?: Log;
  /** Milliseconds since the epoch; by default the platform's clock. */
  readonly now?: () => number;
  /** Who a request counts against; by default Cloudflare's header on Workers and the socket's peer on Node. */
  readonly clientKey?: ClientKey;
  /** Limits shared by several processes, such as Cloudflare's binding; by default each process has its own. */
  readonly clientLimits?: { readonly checkout?: ClientLimit; readonly order?: ClientLimit };
}

/**
 * The proxy, to be served as it is or mounted in another Hono app: `app.route('/pay', createProxy({ env }))`, with
 * `CART_PUBLIC_URL` ending in `/pay` then.
 * @throws {ConfigError} naming everything that is wrong with the settings; nothing is sold on half a configuration
 */
export function createProxy(options: ProxyOptions): Hono<RouteEnv> {
  const { env, now = Date.now, onOrder, clientLimits = {} } = options;
  const log = createLog(options.log ?? consoleLog);
  const reading = readConfig(env, { takesOrders: onOrder !== undefined });
  if (!reading.ok) throw new ConfigError(reading.problems);

  const { config, warnings } = reading;
  for (const { at, mend } of warnings) log({ level: 'warn', event: 'config_warning', at, mend });
  void configVersion(config).then((version) => log({ level: 'info', event: 'configured', config: version }));

  const gateway = createGateway(config.stripe, now);
  const catalog = catalogSupplyOf(config.catalog, { gateway, now, log });
  const shippingRates = shippingRatesOf(config.checkout.shippingRates, { gateway, now, log });
  const { checkoutsPerMinute, checkoutsPerSecond } = config;
  const everybody = () => createPace({ burst: checkoutsPerSecond, perSecond: checkoutsPerSecond, now });
  return createApp(
    { config, gateway, catalog, shippingRates, log, now, ...(onOrder === undefined ? {} : { onOrder }) },
    {
      clientKey: options.clientKey ?? platformClient(config.trustedHops),
      checkout: {
        perClient: clientLimits.checkout ?? memoryLimit(checkoutsPerMinute, now),
        everybody: everybody(),
      },
      order: {
        perClient: clientLimits.order ?? memoryLimit(checkoutsPerMinute * ORDER_LOOKUPS_PER_CHECKOUT, now),
        everybody: everybody(),
      },
    },
  );
}

/**
 * What stands in for the proxy where a process cannot refuse to start, as on Workers: every request is answered 503
 * `misconfigured`, and the log says what to mend.
 */
export function misconfiguredProxy(
  problems: readonly ConfigProblem[],
  options: Pick<ProxyOptions, 'log'> = {},
): Hono<RouteEnv> {
  const log = createLog(options.log ?? consoleLog);
  for (const { at, mend } of problems) log({ level: 'error', event: 'misconfigured', at, mend });
  const app = new Hono<RouteEnv>();
  app.onError(answerProblem(log));
  app.use(requestLog(log, Date.now));
  app.use(securityHeaders('https:'));
  app.all('*', async () => {
    throw new Refusal({ code: 'misconfigured' });
  });
  return app;
}
