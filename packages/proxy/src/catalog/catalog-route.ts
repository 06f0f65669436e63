import type { CatalogReply } from '@stripe-cart/contract';
import { shopConfig } from '../config/config-route.js';
import type { Deps, RouteHandler } from '../deps.js';

/** `GET /v1/catalog`: the shop's public settings and everything that is for sale, in one reply. */
export function catalogRoute({ config, catalog }: Deps): RouteHandler {
  const shop = shopConfig(config);
  return async (c) => {
    const items = await catalog.current(c.get('deadline'));
    return c.json({ config: shop, items: Array.from(items.values(), ({ shown }) => shown) } satisfies CatalogReply);
  };
}
