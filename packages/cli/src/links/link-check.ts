import type Stripe from 'stripe';
import type { WantedLink } from './plan.js';

/** What has to be asked for with a link, before it can be compared with anything. */
export const LINK_EXPAND = ['line_items.data.price.product'];

/**
 * What of a link is not as it was made, in a few words; null where all of it is: lines, amounts, currency, what may be
 * added to them or taken off, and where the buyer goes afterwards. Somebody may have changed it in the Dashboard since, or written our metadata on another.
 * Whether it is on is another question.
 *
 * @param link with `LINK_EXPAND`
 */
export function deviationOf(
  link: Stripe.PaymentLink,
  { params, signatures }: Pick<WantedLink, 'params' | 'signatures'>,
  livemode: boolean,
): string | null {
  if (link.livemode !== livemode) return 'it belongs to another mode';
  const lines = link.line_items;
  if (lines === undefined || lines.has_more) return 'its lines cannot be read';
  const missing = [...params.line_items];
  for (const line of lines.data) {
    const at = missing.findIndex((made) => isSame(made, line));
    if (at === -1) return 'its lines are others';
    missing.splice(at, 1);
  }
  if (missing.length > 0) return 'its lines are others';
  if ((link.optional_items ?? []).length > 0) return 'it offers more than its lines';
  if (link.restrictions !== null) return 'it ends after some payments';
  if (!isSameAddress(link.after_completion.redirect?.url, params.after_completion?.redirect?.url)) {
    return 'it leads elsewhere after the payment';
  }
  const other = TERMS.find(([, there, made]) => there(link) !== made(params));
  if (other) return other[0];
  if (signatures.length > 0 && !signatures.includes(link.metadata['cart_signature'] ?? '')) {
    return 'its promise is signed with a secret that is no longer used';
  }
  return null;
}

/** What changes the amount beside the lines, of a link as it is and as it was to be, in a form that can be compared. */
const TERMS: readonly (readonly [
  string,
  (there: Stripe.PaymentLink) => unknown,
  (made: Stripe.PaymentLinkCreateParams) => unknown,
])[] = [
  ['its promotion codes differ', (link) => link.allow_promotion_codes, (made) => made.allow_promotion_codes ?? false],
  ['its taxes differ', (link) => link.automatic_tax.enabled, (made) => made.automatic_tax?.enabled ?? false],
  [
    'it is delivered elsewhere',
    (link) => inOrder(link.shipping_address_collection?.allowed_countries),
    (made) => inOrder(made.shipping_address_collection?.allowed_countries),
  ],
  [
    'its shipping differs',
    (link) =>
      inOrder(link.shipping_options.map(({ shipping_rate: rate }) => (typeof rate === 'string' ? rate : rate.id))),
    (made) => inOrder(made.shipping_options?.map(({ shipping_rate: rate }) => rate ?? '')),
  ],
];

const inOrder = (names: readonly string[] | undefined) => [...(names ?? [])].sort().join(' ');

/** Written differently, an address is the same address. */
function isSameAddress(there: string | undefined, made: string | undefined): boolean {
  return URL.parse(there ?? '')?.href === URL.parse(made ?? '')?.href;
}

function isSame(made: Stripe.PaymentLinkCreateParams.LineItem, there: Stripe.LineItem): boolean {
  const { price } = there;
  if (price === null || there.quantity !== made.quantity) return false;
  const adjustable = there.adjustable_quantity?.enabled ? there.adjustable_quantity : null;
  const wanted = made.adjustable_quantity?.enabled ? made.adjustable_quantity : null;
  if (adjustable?.minimum !== wanted?.minimum || adjustable?.maximum !== wanted?.maximum) return false;
  // An existing price is named by its id: its amount and currency never change.
  if (made.price !== undefined) return price.id === made.price;
  const { unit_amount: amount, currency, product_data: product } = made.price_data ?? {};
  return price.unit_amount === amount && price.currency === currency && bears(price.product, product?.metadata ?? {});
}

/** Whether the product says that it is the item and the options that the line was made for. */
function bears(product: Stripe.Price['product'], metadata: Stripe.MetadataParam): boolean {
  if (typeof product === 'string' || product.deleted) return false;
  return Object.entries(metadata).every(([key, value]) => product.metadata[key] === String(value));
}
