import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError, noSuch, noSuchParam } from '../errors.js';
import { moneyMoved } from './money-moved.js';

/** Why a buyer's bank may take the money back. */
export const DISPUTE_REASONS = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const;

export type DisputeReason = (typeof DISPUTE_REASONS)[number];

/** Seconds a shop has to answer; each card network has its own figure between a week and three. */
const ANSWER_WITHIN = 9 * 24 * 60 * 60;

/** Whether the bank has the money of this charge, or has kept it. */
export function isChargeDisputed(account: Account, charge: Stripe.Charge): boolean {
  return [...account.disputes.values()].some((each) => each.charge === charge.id && each.status !== 'won');
}

/**
 * The buyer's bank takes a payment back, until the dispute is closed.
 *
 * @param paymentIntent whose latest charge it is
 * @param amount minor units; by default all that has not been refunded, and never more
 * @throws ApiError for what cannot be disputed: unknown, unpaid, refunded in full or disputed before
 */
export function openDispute(
  account: Account,
  paymentIntent: string,
  { amount, reason = 'general' }: { readonly amount?: number; readonly reason?: DisputeReason } = {},
): Stripe.Dispute {
  const intent = account.paymentIntents.get(paymentIntent);
  if (!intent) throw noSuchParam('payment_intent', paymentIntent, 'paymentIntent');
  const charge = account.charges.get(String(intent.latest_charge));
  const refuse = (message: string, param: string): ApiError => new ApiError('disputes', 400, message, { param });
  if (!charge?.captured) throw refuse('There is no successful charge to dispute.', 'paymentIntent');
  if (charge.disputed) throw refuse('The charge has been disputed before.', 'paymentIntent');
  const left = charge.amount_captured - charge.amount_refunded;
  const taken = amount ?? left;
  if (!Number.isInteger(taken) || taken < 1 || taken > left) {
    throw refuse('A dispute is about what is left of the charge, or a part of it.', 'amount');
  }
  const now = account.clock.now();
  const dispute: Stripe.Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount: taken,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      due_by: now + ANSWER_WITHIN,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: intent.id,
    reason,
    status: 'needs_response',
  };
  charge.disputed = true;
  account.disputes.set(dispute.id, dispute);
  account.reached(dispute, 'needs_response');
  moneyMoved(account, 'dispute', charge, taken);
  account.emit('charge.dispute.created', dispute);
  account.emit('charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/**
 * The bank decides: `won` gives the money back to the shop, `lost` leaves it with the buyer.
 *
 * @throws ApiError when there is no such dispute, or it has been decided
 */
export function closeDispute(account: Account, id: string, outcome: 'won' | 'lost'): Stripe.Dispute {
  const dispute = account.disputes.get(id);
  if (!dispute) throw noSuch('dispute', id);
  if (dispute.status !== 'needs_response') {
    throw new ApiError('disputes', 400, `This dispute is already closed: ${dispute.status}.`, { param: 'dispute' });
  }
  const charge = account.charges.get(String(dispute.charge));
  dispute.status = outcome;
  dispute.is_charge_refundable = outcome === 'won';
  account.reached(dispute, outcome);
  if (outcome === 'won' && charge) {
    moneyMoved(account, 'dispute_reversal', charge, dispute.amount);
    account.emit('charge.dispute.funds_reinstated', dispute);
  }
  account.emit('charge.dispute.closed', dispute);
  return dispute;
}

function noEvidence(): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}
