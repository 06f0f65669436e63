import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { sellsArchived } from '../checkout/archived-offer.js';
import { isUsedUp } from '../checkout/completed-sessions.js';
import type { PaymentLinkRecord } from '../checkout/payment-link-record.js';
import { ApiError, noSuch, notCovered } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, newestFirst, pageOf } from './list.js';
import { paymentLinkLinesOf } from './line-items.js';
import { checkPaymentLink, checkPaymentLinkUpdate } from './payment-link-params.js';
import { newSettings, settingsGiven } from './payment-link-settings.js';
import { checkShippingRates, checkTotal, currencyOfLines, lineAmounts, makeLineItem } from './session-lines.js';

const create: Operation<Stripe.PaymentLinkCreateParams> = {
  method: 'POST',
  path: '/v1/payment_links',
  covered: [
    'after_completion',
    'allow_promotion_codes',
    'automatic_tax',
    'billing_address_collection',
    'consent_collection',
    'currency',
    'customer_creation',
    'expand',
    'inactive_message',
    'line_items',
    'metadata',
    'payment_intent_data',
    'phone_number_collection',
    'restrictions',
    'shipping_address_collection',
    'shipping_options',
    'submit_type',
  ],
  check: checkPaymentLink,
  run: ({ account, origin, params }) => {
    const lines = params.line_items;
    refuseRecurring(account, lines);
    const currency = currencyOfLines(account, lines, false, params.currency);
    const [shipping = 0] = checkShippingRates(account, params.shipping_options ?? [], currency);
    checkTotal(
      lineAmounts(account, lines, currency).reduce((sum, amount) => sum + amount, shipping),
      currency,
    );
    const link: Stripe.PaymentLink = {
      ...newSettings(account, params),
      id: newId('plink'),
      object: 'payment_link',
      active: true,
      currency,
      livemode: false,
      url: `${origin}/links/test_${randomText(18)}`,
    };
    account.paymentLinks.set(link.id, {
      link,
      lineItems: lines.map((line) => makeLineItem(account, line, currency)),
      origin,
    });
    account.reached(link, 'active');
    account.emit('payment_link.created', link);
    return link;
  },
};

const retrieve: Operation<Stripe.PaymentLinkRetrieveParams> = {
  method: 'GET',
  path: '/v1/payment_links/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => find(account, id).link,
};

const update: Operation<Stripe.PaymentLinkUpdateParams> = {
  method: 'POST',
  path: '/v1/payment_links/:id',
  covered: [
    'active',
    'after_completion',
    'allow_promotion_codes',
    'automatic_tax',
    'billing_address_collection',
    'consent_collection',
    'customer_creation',
    'expand',
    'inactive_message',
    'metadata',
    'payment_intent_data',
    'phone_number_collection',
    'restrictions',
    'shipping_address_collection',
    'shipping_options',
    'submit_type',
  ],
  check: checkPaymentLinkUpdate,
  run: ({ account, ids: [id = ''], params }) => {
    const record = find(account, id);
    const { link } = record;
    checkShippingRates(account, params.shipping_options || [], link.currency);
    const changed = { ...link, ...settingsGiven(account, params, link), active: params.active ?? link.active };
    if (changed.active && isUsedUp(changed)) {
      throw new ApiError('completed-sessions', 400, 'A payment link that has reached its limit cannot be active.', {
        param: params.active ? 'active' : 'restrictions',
      });
    }
    if (changed.active && !link.active && sellsArchived(account, record)) {
      throw new ApiError('archived', 400, 'A payment link that sells an inactive price cannot be active.', {
        param: 'active',
      });
    }
    Object.assign(link, changed);
    account.reached(link, link.active ? 'active' : 'inactive');
    account.emit('payment_link.updated', link);
    return link;
  },
};

const list: Operation<Stripe.PaymentLinkListParams> = {
  method: 'GET',
  path: '/v1/payment_links',
  covered: ['active', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.paymentLinks).map(({ link }) => link);
    const matching = all.filter(({ active }) => params.active === undefined || active === params.active);
    return pageOf(matching, params, '/v1/payment_links', 'payment_link', all);
  },
};

const listLineItems: Operation<Stripe.PaymentLinkListLineItemsParams> = {
  method: 'GET',
  path: '/v1/payment_links/:id/line_items',
  covered: [...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, ids: [id = ''], params }) => paymentLinkLinesOf(account, id, params),
};

/** A recurring price would make it a link of subscriptions. */
function refuseRecurring(account: Account, lines: readonly Stripe.PaymentLinkCreateParams.LineItem[]): void {
  const index = lines.findIndex(({ price }) => account.prices.get(price ?? '')?.recurring);
  if (index >= 0) throw notCovered('a payment link with a recurring price', `line_items[${index}][price]`);
}

function find(account: Account, id: string): PaymentLinkRecord {
  const record = account.paymentLinks.get(id);
  if (!record) throw noSuch('payment_link', id);
  return record;
}

export const paymentLinkOperations = {
  'paymentLinks.create': create,
  'paymentLinks.retrieve': retrieve,
  'paymentLinks.update': update,
  'paymentLinks.list': list,
  'paymentLinks.listLineItems': listLineItems,
};
