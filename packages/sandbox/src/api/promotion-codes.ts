import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { isCodeActive, isCouponValid } from '../checkout/discount.js';
import { ApiError, noSuch, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import { refuseUncovered } from './uncovered.js';

const CODE_LENGTH = 500;

const refuse = (message: string, param: string, code: string | null = null): ApiError =>
  new ApiError('promotion-code', 400, message, { code, param });

function checkCode(params: Stripe.PromotionCodeCreateParams): void {
  refuseUncovered(params, ['restrictions.currency_options']);
  checkMetadata(params.metadata);
  const { code, promotion, restrictions } = params;
  if (code !== undefined && (!/^[a-z0-9-]+$/i.test(code) || code.length > CODE_LENGTH)) {
    throw refuse('A code is letters, digits and dashes.', 'code');
  }
  if (promotion.coupon === undefined) {
    throw refuse('Missing required param: promotion[coupon].', 'promotion[coupon]', 'parameter_missing');
  }
  if ((restrictions?.minimum_amount === undefined) !== (restrictions?.minimum_amount_currency === undefined)) {
    throw refuse('A minimum amount has a currency.', 'restrictions[minimum_amount_currency]');
  }
  if ((params.max_redemptions ?? 1) < 1 || (restrictions?.minimum_amount ?? 1) < 1) {
    throw refuse('This must be at least 1.', 'max_redemptions', 'parameter_invalid_integer');
  }
}

const create: Operation<Stripe.PromotionCodeCreateParams> = {
  method: 'POST',
  path: '/v1/promotion_codes',
  covered: [
    'active',
    'code',
    'customer',
    'expand',
    'expires_at',
    'max_redemptions',
    'metadata',
    'promotion',
    'restrictions',
  ],
  check: checkCode,
  run: ({ account, params }) => {
    const id = params.promotion.coupon ?? '';
    const coupon = account.coupons.get(id);
    if (!coupon) throw noSuchParam('coupon', id, 'promotion[coupon]');
    if (!isCouponValid(account, coupon)) throw refuse('The coupon is not valid any more.', 'promotion[coupon]');
    if (params.customer !== undefined && !account.customers.has(params.customer)) {
      throw noSuchParam('customer', params.customer, 'customer');
    }
    const text = params.code ?? randomText(8).toUpperCase();
    const customer = params.customer ?? null;
    if (isTaken(account, text, customer))
      throw refuse('An active promotion code with this code exists already.', 'code');
    const latest = coupon.redeem_by ?? Infinity;
    const expiresAt = params.expires_at ?? null;
    if (expiresAt !== null && (expiresAt <= account.clock.now() || expiresAt > latest)) {
      throw refuse('A code expires in the future, and not after its coupon.', 'expires_at');
    }
    if ((params.max_redemptions ?? 0) > (coupon.max_redemptions ?? Infinity)) {
      throw refuse('A code is not redeemed more often than its coupon.', 'max_redemptions');
    }
    const code: Stripe.PromotionCode = {
      id: newId('promo'),
      object: 'promotion_code',
      active: params.active ?? true,
      code: text,
      created: account.clock.now(),
      customer,
      customer_account: null,
      expires_at: expiresAt,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: mergeMetadata({}, params.metadata),
      promotion: { type: 'coupon', coupon: coupon.id },
      restrictions: {
        first_time_transaction: params.restrictions?.first_time_transaction ?? false,
        minimum_amount: params.restrictions?.minimum_amount ?? null,
        minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
      },
      times_redeemed: 0,
    };
    account.promotionCodes.set(code.id, code);
    account.reached(code, 'active');
    account.emit('promotion_code.created', code);
    return code;
  },
};

/** Without regard to case, and among those that can be used now. */
function isTaken(account: Account, text: string, customer: string | null): boolean {
  return [...account.promotionCodes.values()].some(
    (each) =>
      each.code.toLowerCase() === text.toLowerCase() && each.customer === customer && isCodeActive(account, each),
  );
}

const retrieve: Operation<Stripe.PromotionCodeRetrieveParams> = {
  method: 'GET',
  path: '/v1/promotion_codes/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => shown(account, find(account, id)),
};

const update: Operation<Stripe.PromotionCodeUpdateParams> = {
  method: 'POST',
  path: '/v1/promotion_codes/:id',
  covered: ['active', 'metadata', 'expand'],
  check: (params) => checkMetadata(params.metadata),
  run: ({ account, ids: [id = ''], params }) => {
    const code = find(account, id);
    const customer = typeof code.customer === 'string' ? code.customer : null;
    if (params.active && !code.active && isTaken(account, code.code, customer)) {
      throw refuse('An active promotion code with this code exists already.', 'active');
    }
    code.active = params.active ?? code.active;
    code.metadata = mergeMetadata(code.metadata ?? {}, params.metadata);
    account.emit('promotion_code.updated', code);
    return shown(account, code);
  },
};

const list: Operation<Stripe.PromotionCodeListParams> = {
  method: 'GET',
  path: '/v1/promotion_codes',
  covered: ['active', 'code', 'coupon', 'created', 'customer', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.promotionCodes).map((code) => shown(account, code));
    const matching = all.filter(
      (each) =>
        (params.active === undefined || each.active === params.active) &&
        (params.code === undefined || each.code.toLowerCase() === params.code.toLowerCase()) &&
        (params.coupon === undefined || each.promotion.coupon === params.coupon) &&
        (params.customer === undefined || each.customer === params.customer) &&
        isCreatedIn(each.created, params.created),
    );
    return pageOf(matching, params, '/v1/promotion_codes', 'promotion code', all);
  },
};

function find(account: Account, id: string): Stripe.PromotionCode {
  const code = account.promotionCodes.get(id);
  if (!code) throw noSuch('promotion code', id);
  return code;
}

/** Whether it can be redeemed is looked at when it is shown. */
function shown(account: Account, code: Stripe.PromotionCode): Stripe.PromotionCode {
  return { ...code, active: isCodeActive(account, code) };
}

export const promotionCodeOperations = {
  'promotionCodes.create': create,
  'promotionCodes.retrieve': retrieve,
  'promotionCodes.update': update,
  'promotionCodes.list': list,
};
