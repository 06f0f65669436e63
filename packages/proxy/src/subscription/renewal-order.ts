import type Stripe from 'stripe';
import type { OrderLine, OrderTotals, VerifiedOrder } from '@stripe-cart/contract';
import { addressOf, idOf, type FoundOrder, type OrderContact } from '../order/found-order.js';
import { reasonToTell } from '../order/payment-failure.js';
import type { SalePromise } from '../order/promise.js';
import { contactOf, type FoundSession } from '../order/session-order.js';
import { linesFrom, type StripeLine } from '../order/stripe-lines.js';
import type { Renewal } from './renewal.js';
import { renewalVerdict } from './renewal-verdict.js';

/** What a renewal is read from. */
export interface RenewalParts {
  readonly invoice: Stripe.Invoice;
  readonly lines: readonly Stripe.InvoiceLineItem[];
  readonly payment: Stripe.PaymentIntent | null;
  /** That began the subscription; null where Stripe shows none. */
  readonly begun: Pick<FoundSession, 'session' | 'lines'> | null;
  readonly promise: SalePromise;
}

/**
 * A renewal as news of the order that it renews: the order's number, the invoice's money. What was sold is named as it was
 * in the order, as far as it is the same price; where to post it is where the invoice says, because a buyer may move.
 */
export function renewalOrder(parts: RenewalParts): FoundOrder {
  const { invoice, payment, promise } = parts;
  const status = renewalVerdict(invoice, payment);
  return {
    paidBy: { by: 'invoice', id: invoice.id },
    promise,
    status,
    statusIfDisputeWon: () => Promise.resolve(renewalVerdict(invoice, payment, { disputeWon: true })),
    reason:
      reasonToTell(status, payment) ?? (asksTheBuyer(payment) && status === 'failed' ? 'authentication_failed' : null),
    created: invoice.created,
    livemode: invoice.livemode,
    metadata: invoice.metadata,
    payment,
    link: null,
    renewal: renewalOf(parts),
    describe: (now) => describe(parts, now),
    contact: () => contact(parts),
  };
}

const asksTheBuyer = (payment: Stripe.PaymentIntent | null): boolean => payment?.status === 'requires_action';

function renewalOf({ invoice, lines }: RenewalParts): Renewal {
  // The invoice's own period is the one that is over.
  const [period = { start: invoice.period_start, end: invoice.period_end }] = lines.map((line) => line.period);
  return {
    invoice: invoice.id,
    number: invoice.number,
    period: { start: period.start, end: period.end },
    nextAttempt: invoice.next_payment_attempt,
  };
}

function describe({ invoice, lines, begun, promise }: RenewalParts, status: FoundOrder['status']): VerifiedOrder {
  const names = namesByPrice(begun);
  return {
    detail: 'full',
    status,
    number: promise.number,
    attempt: promise.attempt,
    livemode: invoice.livemode,
    currency: invoice.currency,
    lines: lines.map((line) => orderLine(line, names.get(idOf(line.pricing?.price_details?.price) ?? '') ?? null)),
    totals: totalsOf(invoice),
    presentment: null,
  };
}

function namesByPrice(begun: RenewalParts['begun']): ReadonlyMap<string, StripeLine> {
  if (begun === null) return new Map();
  const sold = linesFrom(begun.session, begun.lines);
  return new Map(sold.map((line, index) => [begun.lines[index]?.price?.id ?? '', line]));
}

function orderLine(line: Stripe.InvoiceLineItem, sold: StripeLine | null): OrderLine {
  const quantity = line.quantity ?? 1;
  return {
    item: sold?.item ?? '',
    options: sold?.options ?? [],
    name: sold?.name ?? line.description ?? '',
    quantity,
    unitAmount: quantity === 0 ? line.amount : Math.round(line.amount / quantity),
    subtotal: line.amount,
  };
}

function totalsOf(invoice: Stripe.Invoice): OrderTotals {
  const added = (invoice.total_taxes ?? []).filter(({ tax_behavior: behavior }) => behavior === 'exclusive');
  return {
    subtotal: invoice.subtotal,
    discount: sum((invoice.total_discount_amounts ?? []).map(({ amount }) => amount)),
    shipping: invoice.shipping_cost?.amount_subtotal ?? 0,
    tax: sum(added.map(({ amount }) => amount)),
    total: invoice.total,
  };
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

function contact({ invoice, payment, begun }: RenewalParts): OrderContact {
  const { customer_email: email, customer_name: name, customer_phone: phone, customer_shipping: posted } = invoice;
  const before = begun === null ? null : contactOf(begun.session, payment);
  return {
    buyer: { email, name, phone },
    shipping:
      posted?.address && posted.name
        ? { name: posted.name, address: addressOf(posted.address), rate: null }
        : (before?.shipping ?? null),
    stripe: {
      session: before?.stripe.session ?? null,
      paymentIntent: payment?.id ?? null,
      customer: idOf(invoice.customer),
      subscription: idOf(invoice.parent?.subscription_details?.subscription),
    },
  };
}
