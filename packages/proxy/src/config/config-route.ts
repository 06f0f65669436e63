import type { ShopConfig } from '@stripe-cart/contract';
import type { Deps, RouteHandler } from '../deps.js';
import { VERSION } from '../version.js';
import type { Config } from './config.js';

/** `GET /v1/config`: from memory, without a call to anybody. */
export function configRoute({ config }: Deps): RouteHandler {
  const shown = shopConfig(config);
  return (c) => c.json(shown);
}

/** What a page may know. Field by field, so that a new setting is private until somebody decides otherwise. */
export function shopConfig(config: Config): ShopConfig {
  return {
    version: VERSION,
    shop: config.shop,
    livemode: config.stripe.livemode,
    publishableKey: config.stripe.publishableKey,
    modes: config.modes,
    closed: config.closed,
    checkoutOrigins: config.checkoutOrigins,
    portal: config.portal,
  };
}
