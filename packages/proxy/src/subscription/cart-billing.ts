import type { CheckoutMode, Currency, ProblemEvidence, Recurring, RecurringTotal } from '@stripe-cart/contract';
import { minimumCharge } from '../checkout/charge-limits.js';
import type { PricedCart, PricedLine } from '../checkout/priced-cart.js';

/**
 * Of each kind, in one cart with a subscription in it (stripe 23.1.0, Checkout/Sessions.d.ts,
 * `SessionCreateParams.line_items`). Lines that are paid once stand on the first invoice only.
 */
const MAX_LINES_OF_A_KIND = 20;

/** How a cart goes on after today; null where nothing in it recurs. */
export function recurringOf({ lines }: Pick<PricedCart, 'lines'>): Recurring | null {
  return lines.find(recurs)?.sold.shown.recurring ?? null;
}

/**
 * What the buyer pays at the checkout, in minor units: what is paid once, and the first period of what recurs unless a
 * trial comes before it.
 */
export function dueToday(cart: Pick<PricedCart, 'lines'>): number {
  const once = sumOf(cart.lines.filter((line) => !recurs(line)));
  return recurringOf(cart)?.trialDays === undefined ? once + duePerPeriod(cart) : once;
}

/** The ways to pay this cart, of those there are: a subscription is begun by a Checkout Session, and by nothing else here. */
export function modesFor(cart: Pick<PricedCart, 'lines'>, modes: readonly CheckoutMode[]): readonly CheckoutMode[] {
  return recurringOf(cart) === null ? modes : modes.filter((mode) => mode !== 'intent' && mode !== 'link');
}

/** How a cart goes on, as its buyer is shown it and agrees to it; null where nothing in it recurs. */
export function recurringTotal(cart: Pick<PricedCart, 'lines'>): RecurringTotal | null {
  const terms = recurringOf(cart);
  return terms === null ? null : { ...terms, amount: duePerPeriod(cart) };
}

/** What the buyer pays each time after that. */
export const duePerPeriod = ({ lines }: Pick<PricedCart, 'lines'>): number => sumOf(lines.filter(recurs));

/**
 * Why these lines cannot be billed together, or null. What recurs in one cart becomes one subscription. It has one
 * interval: Stripe can mix them in a billing mode of its own, whose invoices no sentence beside a total could announce.
 * It has one trial, because that is the subscription's and not a price's (`subscription_data.trial_period_days`).
 */
export function billingProblem(lines: readonly PricedLine[], currency: Currency): ProblemEvidence | null {
  const recurring = lines.filter(recurs);
  if (recurring.length === 0) return null;
  if (Math.max(recurring.length, lines.length - recurring.length) > MAX_LINES_OF_A_KIND) {
    return { code: 'too_many_lines', limit: MAX_LINES_OF_A_KIND };
  }
  if (new Set(recurring.map(termsOf)).size > 1) {
    return { code: 'mixed_billing', items: recurring.map(({ sold }) => sold.shown.id) };
  }
  // Less than Stripe charges would be put off to a later invoice, which nobody was told.
  const minimum = minimumCharge(currency);
  const today = dueToday({ lines });
  const tooSmall = duePerPeriod({ lines }) < minimum || (today > 0 && today < minimum);
  return tooSmall ? { code: 'amount_too_small', currency, minimum } : null;
}

const recurs = ({ sold }: PricedLine): boolean => sold.shown.recurring !== null;

const termsOf = ({ sold }: PricedLine): string => {
  const { interval, intervalCount, trialDays = 0 } = sold.shown.recurring ?? {};
  return `${interval} ${intervalCount} ${trialDays}`;
};

const sumOf = (lines: readonly PricedLine[]) =>
  lines.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0);
