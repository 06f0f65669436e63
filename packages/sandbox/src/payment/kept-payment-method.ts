import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { cardOf } from './cards.js';
import { NO_BILLING, type BillingDetails } from './charge.js';
import type { PaymentMethod } from './payment-methods.js';

/** A PaymentMethod, with what only Stripe knows of it. `account.keptPaymentMethods` has them by id. */
export interface KeptPaymentMethod {
  /** As Stripe shows it. */
  readonly shown: Stripe.PaymentMethod;
  readonly method: PaymentMethod;
  /** The buyer has agreed to later charges and been authenticated for them. */
  isSetUp: boolean;
}

/** What is paid with: entered just now, or kept from before. */
export type AnyPaymentMethod = PaymentMethod | KeptPaymentMethod;

/** What only Stripe knows of it, either way. */
export function enteredIn(method: AnyPaymentMethod): PaymentMethod {
  return 'shown' in method ? method.method : method;
}

/** Makes a PaymentMethod of what a buyer entered; one that was kept from before stays the one it is. */
export function keepPaymentMethod(
  account: Account,
  method: AnyPaymentMethod,
  billing: BillingDetails = NO_BILLING,
): KeptPaymentMethod {
  if ('shown' in method) return method;
  const { email, name, phone, address = null } = billing;
  const shown: Stripe.PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    billing_details: { address, email, name, phone, tax_id: null },
    created: account.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: method.type,
    ...detailsOf(method),
  };
  const kept = { shown, method, isSetUp: false };
  account.keptPaymentMethods.set(shown.id, kept);
  return kept;
}

/** What a method shows of itself: of a number, its last four digits. */
export function detailsOf(method: PaymentMethod): Pick<Stripe.PaymentMethod, 'card'> {
  if (method.type !== 'card') return {};
  const brand = cardOf(method.number)?.brand ?? 'unknown';
  return {
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: brand,
      exp_month: method.expMonth,
      exp_year: method.expYear,
      funding: 'credit',
      generated_from: null,
      last4: method.number.replaceAll(/\D/g, '').slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: cardOf(method.number)?.authentication !== 'unsupported' },
      wallet: null,
    },
  };
}
