import type { Account } from '../account/account.js';
import { unitAmountIn } from '../api/currency-options.js';
import { inWords } from '../billing/billing-period.js';
import { recurringOf, trialEndOf } from '../billing/start-subscription.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { formatAmount } from '../money/currency.js';

const DAY = 24 * 60 * 60;

/** What the buyer agrees to pay again and again, and from when: `€9.00 every month`. Null where nothing recurs. */
export function recurringWords(
  account: Account,
  { session, lineItems, subscriptionData }: CheckoutRecord,
): string | null {
  const recurring = recurringOf(lineItems);
  if (!recurring) return null;
  const currency = session.currency ?? 'usd';
  const each = lineItems
    .filter(({ price }) => price.recurring)
    .map(({ price, quantity }) => (unitAmountIn(account, price, currency) ?? 0) * (quantity ?? 1))
    .reduce((sum, amount) => sum + amount, 0);
  const words = `${formatAmount(each, currency)} ${inWords(recurring)}`;
  const trialEnd = trialEndOf(subscriptionData, session.created);
  if (trialEnd === null) return words;
  const days = Math.round((trialEnd - session.created) / DAY);
  return `${days} ${days === 1 ? 'day' : 'days'} free, then ${words}`;
}
