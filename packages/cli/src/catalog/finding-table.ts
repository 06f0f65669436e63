/**
 * error: nothing is written, and `--check` fails. warning: something is probably not as its owner thinks. note: a
 * decision this command took by itself.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Everything that can be found, by its stable code. The README has a row for each, in this order. */
export const FINDINGS = {
  // What a page says of one item
  id_missing: { severity: 'error', means: 'A button names no item.' },
  id_unfilled: { severity: 'error', means: 'The id is a template’s mark: the pages are not built.' },
  id_blanks: { severity: 'error', means: 'Blanks around an id, which the cart takes for a part of it.' },
  name_missing: { severity: 'error', means: 'The item has no name.' },
  price_missing: { severity: 'error', means: 'No page says what the item costs, or its prices contradict each other.' },
  price_unreadable: { severity: 'error', means: 'The price is not digits with a point before the decimals.' },
  price_decimals: {
    severity: 'error',
    means: 'The currency does not have these decimals, or Stripe wants the third to be 0.',
  },
  price_out_of_range: { severity: 'error', means: 'Below 0, or more than 12 digits.' },
  price_zero: { severity: 'warning', means: 'The item costs nothing.' },
  currency_missing: { severity: 'error', means: 'A price without a currency, and no `--currency`.' },
  currency_unknown: { severity: 'error', means: 'Not a currency code.' },
  option_text: { severity: 'error', means: 'An option’s text has `|`, `[` or `]` in it, or is empty.' },
  option_price: {
    severity: 'error',
    means: 'What is in `[ ]` is no price, or not one for each of the item’s currencies.',
  },
  option_name: { severity: 'error', means: '`data-item-customN-…` without `-name`.' },
  option_value: { severity: 'error', means: 'A value that the option does not have, or has twice.' },
  option_limit: { severity: 'error', means: 'N is not from 1 to 10.' },
  option_type: { severity: 'warning', means: 'A type nobody knows; taken for a choice or a text.' },
  quantity_unreadable: { severity: 'error', means: 'Not a whole number from 1 to 999,999; or no interval of payment.' },
  value_unreadable: { severity: 'warning', means: 'Neither `true` nor `false`; passed over.' },
  image_missing: { severity: 'warning', means: 'The cart has no picture to show.' },
  address_relative: { severity: 'warning', means: 'A relative address, and no `--base-url`; left out.' },
  address_unusable: { severity: 'warning', means: 'Not an https address; left out.' },
  no_trigger: { severity: 'warning', means: 'A product that nothing happens to on a click.' },
  snipcart_class: {
    severity: 'warning',
    means: 'Snipcart’s class without `data-cart-add`: the item is read, the cart does not hear the click; said once.',
  },
  two_ids: { severity: 'warning', means: '`data-cart-add` and `data-item-id` differ; the former counts.' },
  plan_not_supported: { severity: 'error', means: 'Snipcart’s plans: a price for each, which one item cannot have.' },
  not_supported: { severity: 'warning', means: 'Something of Snipcart’s that is not done here.' },
  attribute_unknown: { severity: 'warning', means: 'A `data-item-*` nobody knows.' },
  attribute_not_used: { severity: 'note', means: 'Right, and of no use to a catalogue; said once for all pages.' },
  recurring_item: {
    severity: 'note',
    means: 'A subscription: sold by a proxy, and not by payment links made beforehand.',
  },
  sold_out: { severity: 'note', means: 'By its `availability`; written with `stock` 0.' },
  // Structured data
  json_ld_unreadable: { severity: 'error', means: 'JSON-LD about a product that is not JSON.' },
  product_without_id: { severity: 'warning', means: 'A Product without `sku`; left out.' },
  id_from_button: { severity: 'note', means: 'A Product without `sku`, taken for the page’s only button.' },
  price_range: {
    severity: 'warning',
    means: 'Offers that differ, or `lowPrice` and `highPrice`: nobody can be charged a range.',
  },
  no_button: { severity: 'note', means: 'For sale, and no page puts it into a cart.' },
  // What several places say of one item
  price_conflict: { severity: 'error', means: 'One id, two prices.' },
  structured_data_disagrees: { severity: 'error', means: 'Another price in the markup than in structured data.' },
  option_conflict: { severity: 'error', means: 'One option, declared in two ways.' },
  quantity_conflict: { severity: 'error', means: 'Two quantities allowed.' },
  sale_conflict: { severity: 'error', means: 'Delivery, taxes, stock or interval differ.' },
  name_conflict: { severity: 'warning', means: 'Two names; the first is taken, markup before structured data.' },
  option_missing_here: { severity: 'warning', means: 'A button without an option that has to be chosen.' },
  currencies_joined: {
    severity: 'warning',
    means: 'A price in one currency here, in another there; both are written.',
  },
  values_joined: { severity: 'note', means: 'Pages give different values of one option; each can be bought.' },
  first_taken: { severity: 'note', means: 'Two descriptions, pictures or addresses; the first is taken.' },
  // The whole catalogue
  catalog_currency: {
    severity: 'error',
    means: 'No currency, or more than one, that all items have a price in: give `--currency`.',
  },
  currency_not_sold: { severity: 'error', means: 'No price in the currency the shop charges in.' },
  catalog_rule: {
    severity: 'error',
    means: 'The proxy would refuse it: a text too long, `min` above `max`, a price that an option brings below 0.',
  },
  kept_from_file: {
    severity: 'note',
    means: '`stock`, `taxCode` or `taxBehavior` that you added to the file by hand.',
  },
  encoding: { severity: 'warning', means: 'A page that is not UTF-8.' },
  // Pages against the catalogue, with --check
  not_in_catalog: { severity: 'error', means: '`--check`: in the pages only; nobody can buy it.' },
  not_in_pages: { severity: 'error', means: '`--check`: in the catalogue only; still for sale.' },
  price_differs: { severity: 'error', means: '`--check`: two prices; buyers pay the catalogue’s.' },
  currency_differs: { severity: 'error', means: '`--check`: a price in a currency that the other side does not have.' },
  option_differs: { severity: 'error', means: '`--check`: an option, a value, or what it adds.' },
  terms_differ: { severity: 'error', means: '`--check`: name, quantity, delivery, taxes, stock or interval.' },
  display_differs: { severity: 'warning', means: '`--check`: description, picture or address.' },
  price_not_in_pages: { severity: 'note', means: '`--check`: nothing to compare; the catalogue may be kept by hand.' },
} as const satisfies Record<string, { readonly severity: Severity; readonly means: string }>;

export type FindingCode = keyof typeof FINDINGS;
