/**
 * `data-item-*` as Snipcart's users know it (https://docs.snipcart.com/v3/setup/products), without the prefix; and what
 * becomes of each. `customN-…` is in `custom-fields.ts`.
 */
export const READ: readonly string[] = [
  'id',
  'name',
  'price',
  'currency',
  'image',
  'description',
  'url',
  'min',
  'max',
  'step',
  'min-quantity',
  'max-quantity',
  'quantity-step',
  'shippable',
  'taxable',
  'has-taxes-included',
  'payment-interval',
  'payment-interval-count',
];

/** Right where they are, and no matter of the catalogue's. */
export const FOR_THE_PAGE: ReadonlySet<string> = new Set(['quantity']);

/** What the catalogue has no use for, and why nothing is lost. */
export const NOT_USED: ReadonlyMap<string, string> = new Map([
  ['categories', 'The catalogue has no categories.'],
  ['metadata', 'The catalogue has no metadata.'],
  ['stackable', 'Equal lines are always one line here.'],
  ['weight', 'Shipping is not reckoned by weight: see CART_SHIPPING_RATES of the proxy.'],
  ['width', 'Shipping is not reckoned by size: see CART_SHIPPING_RATES of the proxy.'],
  ['height', 'Shipping is not reckoned by size: see CART_SHIPPING_RATES of the proxy.'],
  ['length', 'Shipping is not reckoned by size: see CART_SHIPPING_RATES of the proxy.'],
  ['taxes', 'Taxes are named by Stripe: give the item a taxCode in catalog.json, it is kept.'],
]);

/** What would change the sale, and is not done. */
export const NOT_SUPPORTED: ReadonlyMap<string, string> = new Map([
  ['file-guid', 'Nothing sends the file to the buyer: let your sink do it when the order is paid.'],
  ['payment-trial', 'A trial is not part of the catalogue: the price is due at once.'],
  ['recurring-shipping', 'Shipping is never charged again with a renewal.'],
]);

/** Of Snipcart's plans, newer and older: `plan2-name`, `item-plan2-price`, `plan-amount`. */
export const PLAN = /^data-(?:item-)?plan\d*-|^data-item-selected-plan$/;
