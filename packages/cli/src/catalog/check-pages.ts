import type { Currency } from '@stripe-cart/contract';
import type { CatalogFile } from '@stripe-cart/proxy/links';
import { catalogOfPages, type CatalogReading } from './catalog-of-pages.js';
import { compareCatalogs } from './compare-catalogs.js';
import { collectFindings, inOrder, type Place } from './finding.js';
import type { PageSource } from './page/read-page.js';

/**
 * Holds built pages against a catalogue. A page that names no price is taken at its word: the catalogue may be kept by
 * hand. Prices without a currency are in the catalogue's.
 *
 * @param placeIn where an item stands in the catalogue's file
 */
export function checkPages(
  pages: readonly PageSource[],
  catalog: CatalogFile,
  currency: Currency | null,
  placeIn: (id: string) => Place,
): Pick<CatalogReading, 'places' | 'findings'> {
  const reading = catalogOfPages(pages, {
    currency: currency ?? catalog.currency,
    known: catalog,
    pricesFrom: 'pages or known',
  });
  const { findings, report } = collectFindings();
  compareCatalogs({ pages: reading.items, places: reading.places, catalog, placeIn }, report);
  return { places: reading.places, findings: inOrder([...reading.findings, ...findings]) };
}
