import type { OrderStatus } from '@stripe-cart/contract';
import type { Fields, Json } from './paid-session.js';

/** What Stripe may say of an object, as changes to one that is paid, and what we make of it. */
export type States = Readonly<Record<string, readonly [changes: Fields, status: OrderStatus]>>;

const nextAction = (type: string): Fields => ({ status: 'requires_action', next_action: { type } });
const failed = (type: string): Fields => ({
  status: 'requires_payment_method',
  last_payment_error: { code: 'card_declined', payment_method: { type } },
});
const DAYS = [
  'boleto_display_details',
  'display_bank_transfer_instructions',
  'konbini_display_details',
  'multibanco_display_details',
  'oxxo_display_details',
  'verify_with_microdeposits',
];
const NOW = ['use_stripe_sdk', 'redirect_to_url', 'wechat_pay_display_qr_code', 'a word nobody knows yet'];
const NOTHING: Fields = { amount_received: 0, latest_charge: null };

const each = (words: readonly string[], status: OrderStatus): [string, readonly [Fields, OrderStatus]][] =>
  words.map((word) => [`requires_action ${word}`, [{ ...NOTHING, ...nextAction(word) }, status]]);

/** Every status of a PaymentIntent, and what it can mean. */
export const INTENT_STATES: States = {
  succeeded: [{}, 'paid'],
  'succeeded, refunded': [{ 'latest_charge.refunded': true }, 'refunded'],
  'succeeded, refunded in part': [{ 'latest_charge.amount_refunded': 1 }, 'partly_refunded'],
  'succeeded, disputed': [{ 'latest_charge.disputed': true }, 'disputed'],
  'succeeded, the charge did not': [{ 'latest_charge.status': 'failed' }, 'review'],
  'succeeded, without a charge': [{ latest_charge: null }, 'review'],
  'succeeded, a part of it': [{ amount_received: 5639 }, 'review'],
  'requires_capture, a part of it': [
    { status: 'requires_capture', amount_received: 0, amount_capturable: 5639 },
    'review',
  ],
  requires_capture: [{ status: 'requires_capture', amount_received: 0, amount_capturable: 5640 }, 'authorised'],
  processing: [{ ...NOTHING, status: 'processing' }, 'pending'],
  canceled: [{ ...NOTHING, status: 'canceled' }, 'canceled'],
  requires_confirmation: [{ ...NOTHING, status: 'requires_confirmation' }, 'unpaid'],
  requires_payment_method: [{ ...NOTHING, status: 'requires_payment_method' }, 'unpaid'],
  'requires_payment_method, declined': [{ ...NOTHING, ...failed('card') }, 'unpaid'],
  'requires_payment_method, a debit returned': [{ ...NOTHING, ...failed('sepa_debit') }, 'failed'],
  'requires_payment_method, a voucher expired': [{ ...NOTHING, ...failed('boleto') }, 'failed'],
  ...Object.fromEntries([...each(DAYS, 'pending'), ...each(NOW, 'unpaid')]),
  'requires_action, none named': [{ ...NOTHING, status: 'requires_action' }, 'unknown'],
  'a word nobody knows yet': [{ ...NOTHING, status: 'requires_patience' }, 'unknown'],
};

const within = (session: Fields, payment: Fields | null): Fields => ({
  ...session,
  ...(payment === null
    ? { payment_intent: null }
    : Object.fromEntries(Object.entries(payment).map(([path, value]) => [`payment_intent.${path}`, value]))),
});
const open = (payment: Fields | null) => within({ status: 'open', payment_status: 'unpaid' }, payment);
const unpaid = (payment: Fields | null) => within({ payment_status: 'unpaid' }, payment);

/** Every status of a Checkout Session, with every one of its payment. */
export const SESSION_STATES: States = {
  'complete, paid': [{}, 'paid'],
  'complete, paid, refunded': [{ 'payment_intent.latest_charge.refunded': true }, 'refunded'],
  'complete, paid, refunded in part': [{ 'payment_intent.latest_charge.amount_refunded': 1 }, 'partly_refunded'],
  'complete, paid, disputed': [{ 'payment_intent.latest_charge.disputed': true }, 'disputed'],
  'complete, paid, payment missing': [{ payment_intent: null }, 'review'],
  'complete, paid, payment processing': [{ 'payment_intent.status': 'processing' }, 'review'],
  'complete, paid, the charge failed': [{ 'payment_intent.latest_charge.status': 'failed' }, 'review'],
  'complete, paid, a part of it': [{ 'payment_intent.amount_received': 6134 }, 'review'],
  'complete, recovered': [{ recovered_from: 'cs_test_a1Earlier0000' }, 'review'],
  'complete, unpaid, without a payment': [unpaid(null), 'unknown'],
  'complete, unpaid, processing': [unpaid({ ...NOTHING, status: 'processing' }), 'pending'],
  'complete, unpaid, succeeded': [unpaid({ status: 'succeeded' }), 'pending'],
  'complete, unpaid, canceled': [unpaid({ ...NOTHING, status: 'canceled' }), 'canceled'],
  'complete, unpaid, requires_capture': [unpaid({ ...NOTHING, status: 'requires_capture' }), 'authorised'],
  'complete, unpaid, failed': [unpaid({ ...NOTHING, ...failed('sepa_debit') }), 'failed'],
  'complete, unpaid, no error': [unpaid({ ...NOTHING, status: 'requires_payment_method' }), 'unknown'],
  'complete, unpaid, a voucher': [unpaid({ ...NOTHING, ...nextAction('oxxo_display_details') }), 'pending'],
  'complete, unpaid, a challenge': [unpaid({ ...NOTHING, ...nextAction('use_stripe_sdk') }), 'unpaid'],
  'complete, unpaid, a word nobody knows': [unpaid({ ...NOTHING, status: 'requires_patience' }), 'unknown'],
  'complete, a payment status nobody knows': [{ payment_status: 'half_paid' }, 'unknown'],
  'complete, nothing due, yet something paid': [{ payment_status: 'no_payment_required' }, 'review'],
  'open, nothing begun': [open(null), 'unpaid'],
  'open, declined': [open({ ...NOTHING, ...failed('card') }), 'unpaid'],
  'open, requires_confirmation': [open({ ...NOTHING, status: 'requires_confirmation' }), 'unpaid'],
  'open, a challenge': [open({ ...NOTHING, ...nextAction('use_stripe_sdk') }), 'unpaid'],
  'open, a voucher': [open({ ...NOTHING, ...nextAction('boleto_display_details') }), 'pending'],
  'open, processing': [open({ ...NOTHING, status: 'processing' }), 'pending'],
  'open, canceled': [open({ ...NOTHING, status: 'canceled' }), 'canceled'],
  'open, yet paid': [{ status: 'open' }, 'unknown'],
  expired: [{ status: 'expired', payment_status: 'unpaid', payment_intent: null }, 'expired'],
  'no status': [{ status: null }, 'unknown'],
  'a status nobody knows': [{ status: 'archived' }, 'unknown'],
};

/** The object with fields, named by their paths, set to something else. */
export function withChanges(object: Fields, changes: Fields): Fields {
  const copy = structuredClone(object);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let place: Json = copy;
    for (const key of keys) place = (place as Fields)[key] ?? {};
    (place as Fields)[last] = value;
  }
  return copy;
}
