import type { Account } from '../account/account.js';
import type { WirePrice } from '../account/wire.js';
import { ApiError, notCovered } from '../errors.js';
import { confirmationSecretOf, invoiceOf, invoicePaymentsOf } from '../billing/invoice-object.js';
import { currencyOptionsOf } from './currency-options.js';
import { LINE_ITEMS_EXPANDED, lineItemsOf, paymentLinkLinesOf } from './line-items.js';

type Json = Record<string, unknown>;
type Lookup = (account: Account, id: string, owner: Json) => unknown;

const DEPTH = 4;

const customer: Lookup = (account, id) => account.customers.get(id);
const paymentIntent: Lookup = (account, id) => account.paymentIntents.get(id);
const charge: Lookup = (account, id) => account.charges.get(id);
const shippingRate: Lookup = (account, id) => account.shippingRates.get(id);

const subscriptionById: Lookup = (account, id) => account.subscriptions.get(id)?.subscription;
const invoiceById: Lookup = (account, id) => {
  const record = account.invoices.get(id);
  return record && invoiceOf(account, record);
};

/** What can be expanded, by object and path below it. */
const REFERENCES: Readonly<Record<string, Readonly<Record<string, Lookup>>>> = {
  'checkout.session': {
    customer,
    'discounts.coupon': (account, id) => account.coupons.get(id),
    'discounts.promotion_code': (account, id) => account.promotionCodes.get(id),
    payment_intent: paymentIntent,
    payment_link: (account, id) => account.paymentLinks.get(id)?.link,
    invoice: invoiceById,
    setup_intent: (account, id) => account.setupIntents.get(id),
    subscription: subscriptionById,
    'shipping_cost.shipping_rate': shippingRate,
    'shipping_options.shipping_rate': shippingRate,
  },
  payment_link: { 'shipping_options.shipping_rate': shippingRate },
  payment_intent: { customer, latest_charge: charge },
  charge: { customer, payment_intent: paymentIntent },
  dispute: { charge, payment_intent: paymentIntent },
  promotion_code: { customer, 'promotion.coupon': (account, id) => account.coupons.get(id) },
  refund: { charge, payment_intent: paymentIntent },
  invoice: { customer, 'parent.subscription_details.subscription': subscriptionById },
  subscription: {
    customer,
    default_payment_method: (account, id) => account.keptPaymentMethods.get(id)?.shown,
    latest_invoice: invoiceById,
  },
  invoice_payment: { 'payment.payment_intent': paymentIntent },
  invoiceitem: { customer },
  price: { product: (account, id) => account.products.get(id) },
  product: { default_price: (account, id) => account.prices.get(id) },
};

/** Fields left out until somebody asks for them. */
const INCLUDABLE: Readonly<Record<string, Readonly<Record<string, Lookup>>>> = {
  'checkout.session': {
    line_items: (account, _id, session) => lineItemsOf(account, String(session['id']), { limit: LINE_ITEMS_EXPANDED }),
  },
  invoice: {
    confirmation_secret: (account, _id, invoice) => confirmationSecretOf(account, String(invoice['id'])),
    payments: (account, _id, invoice) =>
      invoicePaymentsOf(account, String(invoice['id']), { limit: LINE_ITEMS_EXPANDED }),
  },
  price: { currency_options: (account, _id, price) => currencyOptionsOf(account, price as unknown as WirePrice) },
  payment_link: {
    line_items: (account, _id, link) => paymentLinkLinesOf(account, String(link['id']), { limit: LINE_ITEMS_EXPANDED }),
  },
};

/** Fields that would be null or absent here, or whose objects the sandbox does not keep: not guessed at. */
const NOT_KEPT = new Set([
  'payment_method',
  'balance_transaction',
  'setup_intent',
  'subscription',
  'invoice',
  'breakdown',
  'refunds',
  'tiers',
  'review',
  'application',
  'on_behalf_of',
]);

/**
 * `object` with the paths in `expand` replaced by what they refer to.
 *
 * @throws ApiError for a path that cannot be expanded
 */
export function expand(account: Account, object: object, paths: readonly string[]): object {
  const tree = structuredClone(object) as Json;
  for (const [index, path] of paths.entries()) {
    const segments = path.split('.');
    const param = `expand[${index}]`;
    if (segments.filter((segment) => segment !== 'data').length > DEPTH) {
      throw new ApiError('expand', 400, `Expansion goes at most ${DEPTH} levels deep.`, { param });
    }
    expandIn(account, tree, tree, '', segments, path, param);
  }
  return tree;
}

/** `owner` is the API object that `node` belongs to, and `below` the path from there to `node`. */
function expandIn(
  account: Account,
  owner: Json,
  node: Json,
  below: string,
  segments: readonly string[],
  path: string,
  param: string,
): void {
  const [segment = '', ...rest] = segments;
  const at = below === '' ? segment : `${below}.${segment}`;
  const type = String(owner['object']);
  const refused = (): ApiError =>
    NOT_KEPT.has(segment)
      ? notCovered(`expanding ${path}`, param)
      : new ApiError('expand', 400, `This property cannot be expanded (${path}).`, { param });
  const reference = REFERENCES[type]?.[at];
  const includable = INCLUDABLE[type]?.[at];
  // A copy of each, or what is expanded further down would be written into the account's own records.
  if (includable && node[segment] === undefined) node[segment] = structuredClone(includable(account, '', owner));
  if (reference && typeof node[segment] === 'string') {
    node[segment] = structuredClone(reference(account, node[segment], owner)) ?? node[segment];
  }
  const value = node[segment];
  if (rest.length === 0) {
    if (!reference && !includable) throw refused();
    return;
  }
  if (value === null && reference) return;
  if (value === undefined || value === null) {
    // An absent list or part has nothing in it to expand, if there is such a part at all.
    if (Object.hasOwn(node, segment)) return;
    throw refused();
  }
  if (typeof value !== 'object') throw refused();
  for (const inner of Array.isArray(value) ? value : [value]) {
    const isObject = typeof (inner as Json)['object'] === 'string' && (inner as Json)['object'] !== 'list';
    if (isObject) expandIn(account, inner as Json, inner as Json, '', rest, path, param);
    else expandIn(account, owner, inner as Json, (inner as Json)['object'] === 'list' ? '' : at, rest, path, param);
  }
}
