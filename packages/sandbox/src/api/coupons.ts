import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { randomText } from '../account/identifier.js';
import { isCouponValid } from '../checkout/discount.js';
import { ApiError, noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import { checkAmount } from './price-amount.js';

const NAME_LENGTH = 40;

const refuse = (message: string, param: string, code: string | null = null): ApiError =>
  new ApiError('coupons', 400, message, { code, param });

function checkCoupon(params: Stripe.CouponCreateParams): void {
  const { amount_off: amountOff, percent_off: percentOff, currency } = params;
  checkMetadata(params.metadata);
  if ((amountOff === undefined) === (percentOff === undefined)) {
    throw refuse('A coupon has exactly one of amount_off and percent_off.', 'percent_off');
  }
  if (percentOff !== undefined && !(percentOff > 0 && percentOff <= 100)) {
    throw refuse('percent_off is more than 0 and at most 100.', 'percent_off');
  }
  if (amountOff !== undefined) {
    if (currency === undefined) throw refuse('Missing required param: currency.', 'currency', 'parameter_missing');
    if (amountOff < 1) throw refuse('amount_off is positive.', 'amount_off', 'parameter_invalid_integer');
    checkAmount({ currency, unit_amount: amountOff });
  }
  if ((params.duration === 'repeating') !== (params.duration_in_months !== undefined)) {
    throw refuse('duration_in_months is for duration repeating, and needed there.', 'duration_in_months');
  }
  if ((params.max_redemptions ?? 1) < 1 || (params.duration_in_months ?? 1) < 1) {
    throw refuse('This must be at least 1.', 'max_redemptions', 'parameter_invalid_integer');
  }
  if ([...(params.name ?? '')].length > NAME_LENGTH)
    throw refuse(`A name is at most ${NAME_LENGTH} characters.`, 'name');
}

const create: Operation<Stripe.CouponCreateParams> = {
  method: 'POST',
  path: '/v1/coupons',
  covered: [
    'amount_off',
    'currency',
    'duration',
    'duration_in_months',
    'expand',
    'id',
    'max_redemptions',
    'metadata',
    'name',
    'percent_off',
    'redeem_by',
  ],
  check: checkCoupon,
  run: ({ account, params }) => {
    const id = params.id ?? randomText(8);
    if (account.coupons.has(id)) throw refuse('Coupon already exists.', 'id', 'resource_already_exists');
    const now = account.clock.now();
    if (params.redeem_by !== undefined && params.redeem_by <= now)
      throw refuse('redeem_by is in the past.', 'redeem_by');
    const coupon: Stripe.Coupon = {
      id,
      object: 'coupon',
      amount_off: params.amount_off ?? null,
      created: now,
      currency: params.amount_off === undefined ? null : (params.currency ?? null),
      duration: params.duration ?? 'once',
      duration_in_months: params.duration_in_months ?? null,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: mergeMetadata({}, params.metadata),
      name: params.name ?? null,
      percent_off: params.percent_off ?? null,
      redeem_by: params.redeem_by ?? null,
      times_redeemed: 0,
      valid: true,
    };
    account.coupons.set(id, coupon);
    account.reached(coupon, 'valid');
    account.emit('coupon.created', coupon);
    return coupon;
  },
};

const retrieve: Operation<Stripe.CouponRetrieveParams> = {
  method: 'GET',
  path: '/v1/coupons/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const coupon = account.coupons.get(id);
    if (!coupon) throw noSuch('coupon', id);
    return shown(account, coupon);
  },
};

const list: Operation<Stripe.CouponListParams> = {
  method: 'GET',
  path: '/v1/coupons',
  covered: ['created', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.coupons).map((coupon) => shown(account, coupon));
    const matching = all.filter(({ created }) => isCreatedIn(created, params.created));
    return pageOf(matching, params, '/v1/coupons', 'coupon', all);
  },
};

/** Whether it can be redeemed is looked at when it is shown. */
function shown(account: Account, coupon: Stripe.Coupon): Stripe.Coupon {
  return { ...coupon, valid: isCouponValid(account, coupon) };
}

export const couponOperations = { 'coupons.create': create, 'coupons.retrieve': retrieve, 'coupons.list': list };
