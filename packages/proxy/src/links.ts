/**
 * For whoever makes payment links beforehand, as `npx stripe-cart links` does: the catalogue as the proxy reads it, the
 * prices as the proxy reckons them, and the parameters of a link that the proxy can verify. Nothing here calls Stripe.
 *
 *     const catalog = …catalogFromFile(file) or catalogFromStripe(prices, leftOut)
 *     const priced = priceCart(lines, catalog);
 *     const made = await fixedLink(priced.cart, settings, 'exact');
 *     await stripe.paymentLinks.create(made.params);
 */
export type { CatalogFile, CatalogFileItem, CatalogFileOption } from './catalog/catalog-file.js';
export type { FileProblem } from './catalog/catalog-file-rules.js';
export type { Catalog, Charge, SaleItem } from './catalog/catalog.js';
export { catalogFromFile, parseCatalogFile, type CatalogFileReading } from './catalog/from-file.js';
export { catalogFromStripe, MARKER } from './catalog/from-stripe.js';
export { priceCart, type Priced } from './checkout/price-cart.js';
export type { PricedCart, PricedLine } from './checkout/priced-cart.js';
export type { CheckoutSettings } from './config/config.js';
export type { ConfigProblem } from './config/problems.js';
export type { Environment } from './config/settings-reader.js';
export { fixedLink, markIn, type FixedLinkMaking, type LinkMark, type LinkQuantities } from './link/fixed-link.js';
export type { LinkParams } from './link/link-params.js';
export { readLinkSettings, type LinkSettings, type LinkSettingsReading } from './link/link-settings.js';
