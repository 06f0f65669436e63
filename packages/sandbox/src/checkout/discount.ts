import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { minimumCharge, stepOf } from '../money/currency.js';
import { totalsOf, type Reduction, type Totals } from '../money/totals.js';
import type { CheckoutRecord } from './checkout-record.js';

/** What takes off the price: a coupon, by itself or by the code that stands for it. */
export interface AppliedDiscount {
  readonly coupon: Stripe.Coupon;
  readonly promotionCode: Stripe.PromotionCode | null;
}

/** Why a coupon or code cannot be used, in the words of Stripe.js's `applyPromotionCode`. */
export interface Unusable {
  readonly code: 'invalidCode' | 'promotionCodeAmountInsufficient' | null;
  readonly message: string;
}

/** What a discount is looked at with. */
export interface Basket {
  readonly currency: string;
  /** Minor units. */
  readonly subtotal: number;
  readonly customer: string | null;
}

const INVALID: Unusable = { code: 'invalidCode', message: 'This code is invalid.' };

/** What keeps this discount from being used on such a basket now; null when nothing does. */
export function problemWithDiscount(
  account: Account,
  { coupon, promotionCode }: AppliedDiscount,
  basket: Basket,
): Unusable | null {
  if (!isCouponValid(account, coupon)) return INVALID;
  if (coupon.amount_off !== null && coupon.currency !== basket.currency) return INVALID;
  if (!promotionCode) return null;
  const { customer, restrictions } = promotionCode;
  if (!isCodeActive(account, promotionCode)) return INVALID;
  if (customer !== null && customer !== basket.customer) return INVALID;
  // Without a customer nobody can say that it is their first order.
  if (restrictions.first_time_transaction && !isFirstOrder(account, basket.customer)) return INVALID;
  const { minimum_amount: minimum, minimum_amount_currency: currency } = restrictions;
  if (minimum === null) return null;
  if (currency !== basket.currency) return INVALID;
  return basket.subtotal >= minimum
    ? null
    : { code: 'promotionCodeAmountInsufficient', message: 'This order is too small for this code.' };
}

export function isCouponValid(account: Account, coupon: Stripe.Coupon): boolean {
  const { redeem_by: redeemBy, max_redemptions: most, times_redeemed: times } = coupon;
  return (redeemBy === null || redeemBy > account.clock.now()) && (most === null || times < most);
}

export function isCodeActive(account: Account, code: Stripe.PromotionCode): boolean {
  const { active, expires_at: expiresAt, max_redemptions: most, times_redeemed: times } = code;
  const coupon = account.coupons.get(String(code.promotion.coupon));
  return (
    active &&
    (expiresAt === null || expiresAt > account.clock.now()) &&
    (most === null || times < most) &&
    coupon !== undefined &&
    isCouponValid(account, coupon)
  );
}

function isFirstOrder(account: Account, customer: string | null): boolean {
  if (customer === null) return false;
  return ![...account.charges.values()].some((charge) => charge.paid && charge.customer === customer);
}

/** What the session has on it now. */
export function discountOf(account: Account, { session }: CheckoutRecord): AppliedDiscount | null {
  const [applied] = session.discounts ?? [];
  const coupon = applied && account.coupons.get(String(applied.coupon));
  if (!applied || !coupon) return null;
  const code = applied.promotion_code === null ? undefined : account.promotionCodes.get(String(applied.promotion_code));
  return { coupon, promotionCode: code ?? null };
}

export function reductionOf({ coupon }: AppliedDiscount): Reduction {
  return coupon.percent_off === null ? { amountOff: coupon.amount_off ?? 0 } : { percentOff: coupon.percent_off };
}

function basketOf({ session }: CheckoutRecord): Basket {
  const customer = typeof session.customer === 'string' ? session.customer : null;
  return { currency: session.currency ?? '', subtotal: session.amount_subtotal ?? 0, customer };
}

/** Whether the discount on the session can still be redeemed, which somebody else may have done meanwhile. */
export function isDiscountUsable(account: Account, record: CheckoutRecord): boolean {
  const discount = discountOf(account, record);
  return discount === null || problemWithDiscount(account, discount, basketOf(record)) === null;
}

/** A buyer enters a code; the session's totals and lines follow. It takes the place of an earlier one. */
export function applyPromotionCode(account: Account, record: CheckoutRecord, text: string): Unusable | null {
  const { session } = record;
  if (!session.allow_promotion_codes) return { code: null, message: 'This order takes no promotion codes.' };
  const promotionCode = [...account.promotionCodes.values()].find(
    (each) => each.code.toLowerCase() === text.trim().toLowerCase() && isCodeActive(account, each),
  );
  const coupon = promotionCode && account.coupons.get(String(promotionCode.promotion.coupon));
  if (!coupon) return INVALID;
  const discount = { coupon, promotionCode };
  const problem = problemWithDiscount(account, discount, basketOf(record));
  if (problem) return problem;
  const currency = session.currency ?? '';
  const { total } = reckon(record, reductionOf(discount));
  if (total > 0 && total < minimumCharge(currency)) {
    return { code: null, message: 'With this code the order is too small to be paid.' };
  }
  session.discounts = [{ coupon: coupon.id, promotion_code: promotionCode.id }];
  setTotals(account, record);
  return null;
}

/** Takes the buyer's code away again. A discount that the shop gave stays. */
export function removePromotionCode(account: Account, record: CheckoutRecord): void {
  if (!record.session.allow_promotion_codes) return;
  record.session.discounts = [];
  setTotals(account, record);
}

/** A completed session uses up its discount. */
export function redeem(account: Account, session: Stripe.Checkout.Session): void {
  for (const { coupon, promotion_code: code } of session.discounts ?? []) {
    const redeemed = [account.coupons.get(String(coupon)), account.promotionCodes.get(String(code))];
    for (const each of redeemed) if (each) each.times_redeemed += 1;
  }
}

function reckon({ session, lineItems }: CheckoutRecord, reduction: Reduction | null): Totals {
  return totalsOf(
    lineItems.map(({ amount_subtotal: amount }) => amount),
    reduction,
    session.shipping_cost?.amount_total ?? 0,
    stepOf(session.currency ?? ''),
  );
}

/** Writes onto the session, and its lines, what they come to now. */
export function setTotals(account: Account, record: CheckoutRecord): void {
  const { session, lineItems } = record;
  const discount = discountOf(account, record);
  const totals = reckon(record, discount && reductionOf(discount));
  for (const [index, item] of lineItems.entries()) {
    item.amount_discount = totals.lineDiscounts[index] ?? 0;
    item.amount_total = item.amount_subtotal - item.amount_discount;
  }
  session.amount_subtotal = totals.subtotal;
  session.amount_total = totals.total;
  session.total_details = {
    amount_discount: totals.discount,
    amount_shipping: totals.shipping,
    amount_tax: totals.tax,
  };
  session.payment_status = totals.total === 0 ? 'no_payment_required' : 'unpaid';
}
