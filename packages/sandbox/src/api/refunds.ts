import type Stripe from 'stripe';
import { newId } from '../account/identifier.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { checkMetadata, mergeMetadata } from './metadata.js';

const create: Operation<Stripe.RefundCreateParams> = {
  method: 'POST',
  path: '/v1/refunds',
  covered: ['payment_intent', 'charge', 'amount', 'metadata', 'reason', 'expand'],
  check: (params) => {
    checkMetadata(params.metadata);
    if ((params.payment_intent === undefined) === (params.charge === undefined)) {
      throw new ApiError('refund', 400, 'Exactly one of payment_intent and charge is required.', { param: 'charge' });
    }
    if (params.amount !== undefined && params.amount < 1) {
      throw new ApiError('refund', 400, 'A refund is at least one minor unit.', {
        code: 'parameter_invalid_integer',
        param: 'amount',
      });
    }
  },
  run: ({ account, params }) => {
    const intent = params.payment_intent === undefined ? undefined : account.paymentIntents.get(params.payment_intent);
    if (params.payment_intent !== undefined && !intent) {
      throw noSuchParam('payment_intent', params.payment_intent, 'payment_intent');
    }
    const chargeId = params.charge ?? (typeof intent?.latest_charge === 'string' ? intent.latest_charge : '');
    const charge = account.charges.get(chargeId);
    if (!charge && params.charge !== undefined) throw noSuchParam('charge', params.charge, 'charge');
    if (!charge?.paid)
      throw new ApiError('refund', 400, 'There is no successful charge to refund.', { param: 'payment_intent' });
    if (charge.refunded) {
      throw new ApiError('refund', 400, 'The charge has already been refunded.', { code: 'charge_already_refunded' });
    }
    const left = charge.amount - charge.amount_refunded;
    const amount = params.amount ?? left;
    if (amount > left) {
      throw new ApiError('refund', 400, 'The refund is larger than what is left of the charge.', { param: 'amount' });
    }
    const paymentIntent = typeof charge.payment_intent === 'string' ? charge.payment_intent : '';
    const refund: Stripe.Refund = {
      id: newId('re'),
      object: 'refund',
      amount,
      balance_transaction: null,
      charge: charge.id,
      created: account.clock.now(),
      currency: charge.currency,
      customer: null,
      customer_account: null,
      metadata: mergeMetadata({}, params.metadata),
      payment_intent: paymentIntent,
      payment_method: null,
      reason: params.reason ?? null,
      receipt_number: null,
      source_transfer_reversal: null,
      status: 'succeeded',
      transfer_reversal: null,
    };
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    account.refunds.set(refund.id, refund);
    account.reached(refund, 'succeeded');
    account.reached(charge, charge.refunded ? 'refunded' : 'partly_refunded');
    account.ledger.add({
      kind: 'money',
      at: account.clock.now(),
      type: 'refund',
      paymentIntent,
      session:
        [...account.sessions.values()].find(({ session }) => session.payment_intent === paymentIntent)?.session.id ??
        null,
      amount,
      currency: charge.currency,
    });
    account.emit('refund.created', refund);
    account.emit('charge.refunded', charge);
    return refund;
  },
};

export const refundOperations = { 'refunds.create': create };
