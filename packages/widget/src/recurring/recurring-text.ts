import { SETTLED_STATUSES, type VerifiedOrder } from '@stripe-cart/contract';
import { formatDay } from '../messages/dates.js';
import type { StripeCheckoutSession } from '@stripe/stripe-js';
import type { PricedCart } from '../cart/priced-cart.js';
import type { Money } from '../views/panel-model.js';
import { agreementOf } from './agreement.js';
import { recurringEn as words } from './recurring-en.js';

/**
 * What the buyer agrees to, in words; empty where there is nothing to agree to. Amounts are the catalogue's: where Stripe
 * has others, for tax or a code, the words say that these are before both, and name no sum for today.
 *
 * @param session as Stripe.js has it, where the buyer pays in the page
 */
export function agreementText(priced: PricedCart, money: Money, session?: StripeCheckoutSession): string {
  const agreed = agreementOf(priced);
  if (!agreed) return '';
  const every = words.every(agreed.interval, agreed.intervalCount);
  const amount = money(agreed.amount, agreed.currency);
  const due = session?.total.total.minorUnitsAmount ?? agreed.today;
  const next = session?.recurring?.dueNext.total.minorUnitsAmount ?? agreed.amount;
  const today = due !== agreed.today ? words.theTotal : due ? money(due, agreed.currency) : words.nothing;
  const text =
    agreed.trialDays !== undefined
      ? words.todayThenTrial(today, amount, agreed.trialDays, every)
      : agreed.today === agreed.amount
        ? words.untilCancelled(amount, every)
        : words.todayThen(today, amount, every);
  return due === agreed.today && next === agreed.amount ? text : `${text} ${words.net}`;
}

/** What goes on after this order, as it stands now; empty where nothing has begun. */
export function subscriptionText({ subscription, currency, status, totals }: VerifiedOrder, money: Money): string {
  if (!subscription || !BEGUN.includes(status)) return '';
  const { interval, intervalCount, nextPayment } = subscription;
  if (nextPayment === null) return words.notAgain;
  const day = formatDay(nextPayment, document.documentElement.lang);
  // Something is taken off it, and nobody here knows how much.
  if (subscription.amount === null) return words.nextPayment(day);
  const every = words.every(interval, intervalCount);
  const amount = money(subscription.amount, currency);
  // Of a trial nothing has been paid yet that would tell whether there is more to it than the price.
  if (status === 'trialing') return `${words.firstPayment(amount, day, every)} ${words.net}`;
  const net = totals.total === totals.subtotal ? '' : ` ${words.net}`;
  return `${words.untilCancelled(amount, every)}${net} ${words.nextPayment(day)}`;
}

/** In these a subscription has begun; it may have ended since. */
const BEGUN: readonly string[] = [...SETTLED_STATUSES, 'refunded', 'partly_refunded', 'disputed'];
