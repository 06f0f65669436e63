import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { Decline } from './cards.js';

/** Who pays, as far as it was asked. */
export interface BillingDetails {
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address?: Stripe.Address | null;
}

/** Nothing was asked. */
export const NO_BILLING: BillingDetails = { email: null, name: null, phone: null };

/**
 * One try at the intent. A try with a delayed method is `pending` until the bank has answered.
 *
 * @param decline why it failed, where it did
 */
export function makeCharge(
  account: Account,
  intent: Stripe.PaymentIntent,
  { email, name, phone, address = null }: BillingDetails,
  status: Stripe.Charge.Status,
  decline: Decline | null,
): Stripe.Charge {
  const charge: Stripe.Charge = {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: status === 'succeeded' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address, email, name, phone, tax_id: null },
    calculated_statement_descriptor: null,
    captured: status === 'succeeded',
    created: account.clock.now(),
    currency: intent.currency,
    customer: typeof intent.customer === 'string' ? intent.customer : null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: null,
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: typeof intent.payment_method === 'string' ? intent.payment_method : null,
    payment_method_details: null,
    ...(intent.presentment_details ? { presentment_details: intent.presentment_details } : {}),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
  account.charges.set(charge.id, charge);
  intent.latest_charge = charge.id;
  account.reached(charge, charge.status);
  return charge;
}
