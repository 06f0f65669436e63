import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { tryToPay } from '../payment/attempt.js';
import type { Confirmation } from '../payment/confirmation.js';
import type { KeptPaymentMethod } from '../payment/kept-payment-method.js';

/** What an invoice is charged with: its own method, else the subscription's, else the customer's; null without any. */
export function savedMethodFor(
  account: Account,
  invoice: Pick<Stripe.Invoice, 'customer' | 'default_payment_method' | 'parent'>,
): KeptPaymentMethod | null {
  const customer = String(invoice.customer);
  const subscription = account.subscriptions.get(String(invoice.parent?.subscription_details?.subscription));
  const ids = [
    invoice.default_payment_method,
    subscription?.subscription.default_payment_method,
    account.customers.get(customer)?.invoice_settings.default_payment_method,
  ];
  for (const id of ids) {
    const kept = savedMethodOf(account, customer, String(id));
    if (kept) return kept;
  }
  return null;
}

/** A method that this customer has agreed to be charged with later; null for any other. */
export function savedMethodOf(account: Account, customer: string, id: string): KeptPaymentMethod | null {
  const kept = account.keptPaymentMethods.get(id);
  return kept?.shown.customer === customer ? kept : null;
}

/** Charges who is not there to be asked. Where the bank wants the buyer, the payment waits for them. */
export function chargeSaved(
  account: Account,
  intent: Stripe.PaymentIntent,
  method: KeptPaymentMethod,
  origin: string,
): Confirmation {
  const { email, name, phone } = method.shown.billing_details;
  const billing = { email, name, phone };
  return tryToPay(account, intent, { method, billing, returnUrl: null, origin, challenge: 'in_page' });
}
