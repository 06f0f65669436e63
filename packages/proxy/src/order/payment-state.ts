import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';

/**
 * What the buyer still has to do, by `next_action.type`. Vouchers, transfers and micro-deposits take days and the
 * buyer has left the page; everything else that Stripe asks for (a 3DS challenge, a QR code, a bank's page) is done on
 * the spot or not at all, and leads back to the form.
 */
const TAKES_DAYS: readonly string[] = [
  'boleto_display_details',
  'display_bank_transfer_instructions',
  'konbini_display_details',
  'multibanco_display_details',
  'oxxo_display_details',
  'verify_with_microdeposits',
];

/** A payment that waits for its buyer. */
export function byNextAction(payment: Stripe.PaymentIntent): OrderStatus {
  if (payment.status !== 'requires_action' || payment.next_action === null) return 'unknown';
  return TAKES_DAYS.includes(payment.next_action.type) ? 'pending' : 'unpaid';
}

/** What has happened to the money since it was taken; null while nothing has. */
export function givenBack(payment: Stripe.PaymentIntent | null, disputeWon: boolean): OrderStatus | null {
  const charge = payment === null ? null : chargeOf(payment);
  if (charge === null) return null;
  if (charge.disputed && !disputeWon) return 'disputed';
  if (charge.refunded) return 'refunded';
  return charge.amount_refunded > 0 ? 'partly_refunded' : null;
}

/** Expanded, or not there at all: an id alone says nothing about a charge. */
export function chargeOf(payment: Pick<Stripe.PaymentIntent, 'latest_charge'>): Stripe.Charge | null {
  return typeof payment.latest_charge === 'object' ? payment.latest_charge : null;
}

/**
 * The methods that say yes at once and no days later (https://docs.stripe.com/payments/payment-methods/payment-method-support,
 * delayed notification). After any other decline the buyer is still at the form, and the payment is simply open.
 */
const DELAYED: readonly string[] = [
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'boleto',
  'customer_balance',
  'konbini',
  'multibanco',
  'nz_bank_account',
  'oxxo',
  'sepa_debit',
  'us_bank_account',
];

/** Whether money that was on its way did not arrive: by what the error names, or the charge that it is about. */
export function hasFailedLater(payment: Pick<Stripe.PaymentIntent, 'last_payment_error' | 'latest_charge'>): boolean {
  const { last_payment_error: error } = payment;
  if (error === null) return false;
  const charge = chargeOf(payment);
  const ofCharge = charge !== null && charge.id === error.charge ? charge.payment_method_details?.type : undefined;
  return DELAYED.includes(error.payment_method?.type ?? ofCharge ?? '');
}
