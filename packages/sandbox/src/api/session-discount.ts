import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { problemWithDiscount, type AppliedDiscount } from '../checkout/discount.js';
import { ApiError, noSuchParam } from '../errors.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;

/** The discount that the session begins with, which must be one that can be used on it. */
export function discountIn(
  account: Account,
  params: CreateParams,
  currency: string,
  amounts: readonly number[],
): AppliedDiscount | null {
  const [given] = params.discounts ?? [];
  if (!given) return null;
  const code = given.promotion_code === undefined ? null : account.promotionCodes.get(given.promotion_code);
  if (code === undefined) {
    throw noSuchParam('promotion code', given.promotion_code ?? '', 'discounts[0][promotion_code]');
  }
  const couponId = code ? String(code.promotion.coupon) : (given.coupon ?? '');
  const coupon = account.coupons.get(couponId);
  if (!coupon) throw noSuchParam('coupon', couponId, 'discounts[0][coupon]');
  const subtotal = amounts.reduce((sum, amount) => sum + amount, 0);
  const discount = { coupon, promotionCode: code };
  const problem = problemWithDiscount(account, discount, { currency, subtotal, customer: params.customer ?? null });
  if (problem) throw new ApiError('discounts', 400, problem.message, { param: 'discounts[0]' });
  return discount;
}
