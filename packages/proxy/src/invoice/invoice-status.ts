import type Stripe from 'stripe';
import type { InvoiceStatus } from '@stripe-cart/contract';
import { byNextAction } from '../order/payment-state.js';

/**
 * How an invoice stands for the person who is to pay it, by what Stripe says now. Only `open` can be paid here, and what
 * is paid then is the invoice's own PaymentIntent: whoever pays it first, here or on Stripe's page, in this tab or in
 * another, it takes one payment.
 *
 * @param invoice with its `confirmation_secret` and its payments' PaymentIntents expanded
 */
export function invoiceStatus(invoice: Stripe.Invoice): InvoiceStatus {
  switch (invoice.status) {
    case 'draft':
      return 'draft';
    case 'void':
      return 'void';
    // Given up; and still Stripe takes the money of whoever pays.
    case 'uncollectible':
      return isUnderWay(invoice) ? 'processing' : 'uncollectible';
    case 'paid':
      return invoice.total > 0 ? 'paid' : 'nothing_due';
    case 'open':
      return whileOpen(invoice);
    default:
      return 'unavailable';
  }
}

function whileOpen(invoice: Stripe.Invoice): InvoiceStatus {
  if (invoice.total <= 0) return 'nothing_due';
  if (isUnderWay(invoice)) return 'processing';
  if (isAboutToBeCollected(invoice)) return 'collecting';
  const own = ownPaymentOf(invoice);
  const isPayable = own !== null && isWaiting(own) && asksForTheRest(own, invoice) && isShownWhole(invoice);
  return isPayable ? 'open' : 'unavailable';
}

/** What the page shows as left is what the form takes: after a part was paid another way, it may not be. */
const asksForTheRest = (
  own: Stripe.PaymentIntent,
  { amount_remaining: remaining, currency }: Stripe.Invoice,
): boolean => remaining > 0 && own.amount === remaining && own.currency === currency;

/** Where Stripe shows a page of the payments and no more, one that is under way may be on the next. */
const isShownWhole = ({ payments }: Stripe.Invoice): boolean => payments?.has_more !== true;

/** What opens the invoice's own PaymentIntent to Stripe.js; null where there is none, or Stripe shows none. */
export const secretOf = ({ confirmation_secret: secret }: Stripe.Invoice): string | null =>
  secret?.type === 'payment_intent' ? secret.client_secret : null;

/** The PaymentIntent that Stripe made with the invoice, the one that `confirmation_secret` opens. */
export function ownPaymentOf(invoice: Stripe.Invoice): Stripe.PaymentIntent | null {
  const secret = secretOf(invoice);
  const payments = paymentsOf(invoice).map(({ intent }) => intent);
  return payments.find(({ id }) => secret?.startsWith(`${id}_secret_`)) ?? null;
}

/** Every PaymentIntent that is, or was, to pay this invoice or a part of it, and how far that has come. */
function paymentsOf({ payments }: Stripe.Invoice) {
  return (payments?.data ?? []).flatMap(({ status, payment: { payment_intent: intent } }) =>
    typeof intent === 'object' ? [{ status, intent }] : [],
  );
}

/**
 * Whether money is on its way, or has come and is about to reach the invoice. What remains of an invoice is reckoned
 * without it, so that another payment, even of the rest alone, would be one too many.
 */
function isUnderWay(invoice: Stripe.Invoice): boolean {
  const open = paymentsOf(invoice).filter(({ status }) => status === 'open');
  return open.some(({ intent }) => COMING.includes(intent.status) || byNextAction(intent) === 'pending');
}

const COMING: readonly string[] = ['processing', 'requires_capture', 'succeeded'];

/** A PaymentIntent that Stripe's Elements take. */
const isWaiting = (payment: Stripe.PaymentIntent): boolean =>
  payment.status === 'requires_payment_method' ||
  payment.status === 'requires_confirmation' ||
  byNextAction(payment) === 'unpaid';

/**
 * Stripe charges what was agreed by itself, an hour or so after the invoice was made; until it has tried, nobody is
 * asked to (https://docs.stripe.com/invoicing/integration/automatic-advancement-collection). Where it tried in vain the
 * invoice may be paid here while Stripe goes on trying: it is the same PaymentIntent.
 */
const isAboutToBeCollected = (invoice: Stripe.Invoice): boolean =>
  invoice.collection_method === 'charge_automatically' && !invoice.attempted && invoice.next_payment_attempt !== null;
