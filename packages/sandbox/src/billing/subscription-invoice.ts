import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { WireLineItem } from '../account/wire.js';
import { unitAmountIn } from '../api/currency-options.js';
import { reductionOf } from '../checkout/discount.js';
import { formatAmount, stepOf } from '../money/currency.js';
import { totalsOf } from '../money/totals.js';
import { perWords } from './billing-period.js';
import { draftInvoice, setLines } from './draft-invoice.js';
import { makeInvoiceItem } from './invoice-items.js';
import { makeInvoiceLine, pricedBy } from './invoice-lines.js';
import { invoiceEvent } from './invoice-object.js';
import type { InvoiceRecord, WireInvoiceLine } from './invoice-record.js';
import { currentPeriod, type SubscriptionRecord, type WireSubscriptionItem } from './subscription-record.js';

/**
 * The invoice of a subscription's current period, as a draft.
 *
 * @param extra what is sold once beside it, on the first invoice only
 */
export function draftSubscriptionInvoice(
  account: Account,
  record: SubscriptionRecord,
  billingReason: Stripe.Invoice.BillingReason,
  extra: readonly WireLineItem[] = [],
): InvoiceRecord {
  const { subscription, origin } = record;
  const customer = account.customers.get(String(subscription.customer));
  if (!customer) throw new Error(`The customer of ${subscription.id} is gone.`);
  const period = currentPeriod(record);
  const made = draftInvoice(account, {
    customer,
    currency: subscription.currency,
    origin,
    billingReason,
    collectionMethod: 'charge_automatically',
    autoAdvance: true,
    dueDate: null,
    description: null,
    footer: null,
    metadata: {},
    defaultPaymentMethod: null,
    paymentMethodTypes: null,
    number: null,
    subscription: { id: subscription.id, metadata: subscription.metadata },
    period,
  });
  const { invoice } = made;
  const once = extra.map((item) => oneTimeLine(account, invoice.id, item, String(subscription.customer)));
  const again = subscription.items.data.map((item) => recurringLine(account, invoice.id, record, item));
  setLines(account, made, [...once, ...again]);
  setDiscount(account, made, record);
  subscription.latest_invoice = invoice.id;
  account.reached(invoice, 'draft');
  invoiceEvent(account, 'invoice.created', made);
  return made;
}

function recurringLine(
  account: Account,
  invoice: string,
  { subscription, recurring }: SubscriptionRecord,
  item: WireSubscriptionItem,
): WireInvoiceLine {
  const { currency, status } = subscription;
  const { price, quantity } = item;
  const unitAmount = unitAmountIn(account, price, currency) ?? 0;
  const name = account.products.get(String(price.product))?.name ?? '';
  const isFree = status === 'trialing';
  const words = isFree
    ? `Trial period for ${name}`
    : `${quantity} × ${name} (at ${formatAmount(unitAmount, currency)} / ${perWords(recurring)})`;
  return makeInvoiceLine(
    invoice,
    currency,
    pricedBy(account, price, isFree ? 0 : unitAmount, quantity, words),
    { subscription: subscription.id, subscriptionItem: item.id },
    { metadata: subscription.metadata, period: { start: item.current_period_start, end: item.current_period_end } },
  );
}

function oneTimeLine(account: Account, invoice: string, item: WireLineItem, customer: string): WireInvoiceLine {
  const now = account.clock.now();
  const quantity = item.quantity ?? 1;
  const priced = pricedBy(account, item.price, item.amount_subtotal / quantity, quantity, item.description);
  const rest = { metadata: item.metadata ?? {}, period: { start: now, end: now } };
  const { id } = makeInvoiceItem(account, customer, item.currency, priced, { ...rest, invoice });
  return makeInvoiceLine(invoice, item.currency, priced, { invoiceItem: id }, rest);
}

/** What the subscription's coupon takes off, while it lasts. */
function setDiscount(account: Account, record: InvoiceRecord, { subscription, discount }: SubscriptionRecord): void {
  const { invoice, lines } = record;
  if (!discount || (discount.until !== null && discount.until <= account.clock.now())) {
    subscription.discounts = [];
    return;
  }
  const amounts = lines.map(({ amount }) => amount);
  const { coupon } = discount;
  const totals = totalsOf(amounts, reductionOf({ coupon, promotionCode: null }), 0, stepOf(invoice.currency));
  record.discount = totals.discount;
  invoice.total_discount_amounts = [{ amount: totals.discount, discount: newId('di') }];
  setLines(account, record, lines);
}
