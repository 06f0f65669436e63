import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { exchange, isExchanged } from '../money/exchange.js';

/**
 * Where the buyers are from now on, as far as their currency goes.
 *
 * @param currency null for buyers who are shown the session's own
 * @returns false, and nothing is changed, when the sandbox has no rate for it
 */
export function setBuyerCurrency(account: Account, currency: string | null): boolean {
  if (currency !== null && !isExchanged(currency)) return false;
  account.buyerCurrency = currency;
  return true;
}

/** What the buyer is shown instead of the session's own total; null when that is what they are shown. */
export function presentmentOf(
  { buyerCurrency }: Account,
  session: Stripe.Checkout.Session,
): Stripe.Checkout.Session.PresentmentDetails | null {
  const { adaptive_pricing: adaptive, amount_total: total, currency } = session;
  if (!adaptive?.enabled || !total || !currency || buyerCurrency === null || buyerCurrency === currency) return null;
  const amount = exchange(total, currency, buyerCurrency);
  return amount === null ? null : { presentment_amount: amount, presentment_currency: buyerCurrency };
}
