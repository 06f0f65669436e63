import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { applyPromotionCode, discountOf, removePromotionCode } from '../checkout/discount.js';
import type { Entries } from './entries.js';
import { markup, type Html } from './markup.js';

/** Why the code that was entered does not count; null when it does, or none was. */
export type PromotionProblem = string | null;

/**
 * The code that the buyer entered or took away, where one of the two buttons was pressed.
 *
 * @returns undefined for every other submission
 */
export function changePromotion(
  account: Account,
  record: CheckoutRecord,
  entries: Entries,
): { readonly problem: PromotionProblem } | undefined {
  if (entries['promotion'] === 'remove') {
    removePromotionCode(account, record);
    return { problem: null };
  }
  if (entries['promotion'] !== 'apply') return undefined;
  return { problem: applyPromotionCode(account, record, entries['promotionCode'] ?? '')?.message ?? null };
}

/** A form of its own: Enter in it is about the code, not about paying. Null where the session takes no codes. */
export function promotionForm(
  account: Account,
  record: CheckoutRecord,
  problem: PromotionProblem,
  entered: string,
): Html | null {
  if (!record.session.allow_promotion_codes) return null;
  const applied = discountOf(account, record)?.promotionCode;
  if (applied) {
    return markup`<form class="promotion" method="post" data-testid="promotion">
      <span><code>${applied.code}</code> is taken off.</span>
      <button class="plain" name="promotion" value="remove">Remove<span class="unseen">: ${applied.code}</span></button>
    </form>`;
  }
  return markup`<form class="promotion" method="post" novalidate data-testid="promotion">
    <label for="promotionCode">Promotion code</label>
    <input
      id="promotionCode"
      name="promotionCode"
      autocomplete="off"
      autocapitalize="characters"
      ${entered ? markup`value="${entered}"` : null}
      ${problem === null ? null : markup`aria-invalid="true" aria-describedby="promotion-problem" autofocus`}
    />
    <button class="plain" name="promotion" value="apply">Apply</button>
    ${problem === null ? null : markup`<p class="problem" role="alert" id="promotion-problem">${problem}</p>`}
  </form>`;
}
