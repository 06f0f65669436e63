import { SETTLED_STATUSES, type VerifiedOrder } from '@stripe-cart/contract';
import { formatDay } from '../messages/dates.js';
import type { PricedCart } from '../cart/priced-cart.js';
import type { Money } from '../views/panel-model.js';
import { agreementOf } from './agreement.js';
import { recurringEn as words } from './recurring-en.js';

/** What the buyer agrees to, in words; empty where there is nothing to agree to. */
export function agreementText(priced: PricedCart, money: Money): string {
  const agreed = agreementOf(priced);
  if (!agreed) return '';
  const every = words.every(agreed.interval, agreed.intervalCount);
  const amount = money(agreed.amount, agreed.currency);
  const today = money(agreed.today, agreed.currency);
  if (agreed.trialDays !== undefined)
    return agreed.today
      ? words.todayThenTrial(today, amount, agreed.trialDays, every)
      : words.trial(amount, agreed.trialDays, every);
  return agreed.today === agreed.amount ? words.untilCancelled(amount, every) : words.todayThen(today, amount, every);
}

/** What goes on after this order, as it stands now; empty where nothing has begun. */
export function subscriptionText({ subscription, currency, status }: VerifiedOrder, money: Money): string {
  if (!subscription || !BEGUN.includes(status)) return '';
  const { interval, intervalCount, nextPayment } = subscription;
  if (nextPayment === null) return words.ended;
  const every = words.every(interval, intervalCount);
  const amount = money(subscription.amount, currency);
  const day = formatDay(nextPayment, document.documentElement.lang);
  return status === 'trialing'
    ? words.firstPayment(amount, day, every)
    : `${words.untilCancelled(amount, every)} ${words.nextPayment(day)}`;
}

/** In these a subscription has begun; it may have ended since. */
const BEGUN: readonly string[] = [...SETTLED_STATUSES, 'refunded', 'partly_refunded', 'disputed'];
