import { ROUTES, type Route } from '@stripe-cart/contract';
import { Hono, type MiddlewareHandler } from 'hono';
import { ASSOCIATION_FILES, associationFile } from './app-link/association-files.js';
import { catalogRoute } from './catalog/catalog-route.js';
import { checkoutRoute, formAnswered } from './checkout/checkout-route.js';
import { configRoute } from './config/config-route.js';
import type { Deps, RouteEnv, RouteHandler } from './deps.js';
import { healthRoute } from './health-route.js';
import type { ClientKey } from './http/client-key.js';
import { deadline } from './http/deadline.js';
import { keptAlive } from './http/keep-alive.js';
import { allowMethods, notFound } from './http/no-such-route.js';
import { pageOrigin, readableByPages } from './http/origin.js';
import { plainPath } from './http/plain-path.js';
import { answerProblem } from './http/problem-answer.js';
import { refusalPage } from './http/refusal-page.js';
import { admission, rateLimit, type Budget } from './http/rate-limit.js';
import { requestLog } from './http/request-log.js';
import { securityHeaders } from './http/security-headers.js';
import { invoicePayRoute } from './invoice/invoice-pay-route.js';
import { invoiceRoute } from './invoice/invoice-route.js';
import { REQUEST_DEADLINE_MS, WEBHOOK_DEADLINE_MS } from './limits.js';
import { orderRoute } from './order/order-route.js';
import { returnRoute } from './order/return-route.js';
import { portalRoute } from './portal/portal-route.js';
import { webhookRoute } from './sink/webhook-route.js';
import { widgetFile, widgetPaths } from './widget/widget-files.js';

/** What keeps strangers from using up the shop's share of Stripe. */
export interface Guards {
  readonly clientKey: ClientKey;
  readonly checkout: Budget;
  /** For orders asked for and buyers coming back. */
  readonly order: Budget;
}

/**
 * The whole proxy, as a list of promises. Every request is named and logged, answered with the same headers, and
 * reaches only a path spelled the one way it is spelled here. Then each route keeps its own promises, in the order
 * in which they are written: who may call is settled before how often, and both before anything is read.
 */
export function createApp(deps: Deps, guards: Guards): Hono<RouteEnv> {
  const { config, log, now } = deps;
  const app = new Hono<RouteEnv>();

  app.onError(answerProblem(log, refusalPage(config)));
  app.use(requestLog(log, now));
  app.use(securityHeaders(config.publicUrl));
  app.use(readableByPages(config.origins));
  app.use(plainPath);
  app.use(keptAlive(() => deps.catalog.refreshing ?? deps.shippingRates.refreshing));

  const inTime = deadline(REQUEST_DEADLINE_MS);
  const checkoutPace = rateLimit(admission(guards.checkout, guards.clientKey, log));
  const orderAdmission = admission(guards.order, guards.clientKey, log);

  const page = (route: Route, ...work: (MiddlewareHandler<RouteEnv> | RouteHandler)[]) =>
    app.all(route.path, allowMethods(route.method, 'OPTIONS'), pageOrigin(config.origins, route.method), ...work);
  page(ROUTES.config, configRoute(deps));
  page(ROUTES.catalog, inTime, catalogRoute(deps));
  app.use(ROUTES.checkout.path, formAnswered);
  page(ROUTES.checkout, checkoutPace, inTime, checkoutRoute(deps));
  page(ROUTES.order, rateLimit(orderAdmission), inTime, orderRoute(deps));
  page(ROUTES.portal, rateLimit(orderAdmission), inTime, portalRoute(deps));
  page(ROUTES.invoice, rateLimit(orderAdmission), inTime, invoiceRoute(deps));

  const open = (route: Route, ...work: (MiddlewareHandler<RouteEnv> | RouteHandler)[]) =>
    app.all(route.path, allowMethods(route.method), ...work);
  open(ROUTES.invoicePay, invoicePayRoute(deps));
  open(ROUTES.return, inTime, returnRoute(deps, orderAdmission));
  open(ROUTES.stripeWebhook, deadline(WEBHOOK_DEADLINE_MS), webhookRoute(deps));
  open(ROUTES.health, healthRoute);
  for (const { path, file } of ASSOCIATION_FILES) {
    const content = file(config);
    if (content !== null) app.all(path, allowMethods('GET'), associationFile(content));
  }

  for (const path of widgetPaths()) app.all(path, allowMethods('GET'), widgetFile(path));

  app.all('*', notFound);
  return app;
}
