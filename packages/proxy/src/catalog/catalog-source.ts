import type { CatalogSource } from '../config/config.js';
import type { Log } from '../log/log.js';
import type { StripeGateway } from '../stripe/gateway.js';
import { createSupply, steadySupply, type Supply } from '../supply.js';
import type { Catalog } from './catalog.js';
import { catalogFromFile } from './from-file.js';
import { catalogFromStripe } from './from-stripe.js';
import { fetchCatalogFile } from './from-url.js';

/** The supply that belongs to where the owner keeps the prices. What is left out is said once, not with every reading. */
export function catalogSupplyOf(
  source: CatalogSource,
  { gateway, now, log }: { readonly gateway: StripeGateway; readonly now: () => number; readonly log: Log },
): Supply<Catalog> {
  const told = new Set<string>();
  const leftOut = (item: string, reason: string) => {
    if (told.has(`${item} ${reason}`)) return;
    told.add(`${item} ${reason}`);
    log({ level: 'warn', event: 'catalog_item_left_out', item, reason });
  };
  switch (source.from) {
    case 'file':
      return steadySupply(catalogFromFile(source.file));
    case 'url':
      return createSupply(
        'catalog',
        async (deadline) => catalogFromFile(await fetchCatalogFile(source.url, deadline)),
        {
          now,
          log,
        },
      );
    case 'stripe':
      return createSupply(
        'catalog',
        async (deadline) => catalogFromStripe(await gateway.listActivePrices(deadline), leftOut),
        { now, log },
      );
  }
}
