import type { RecurringMessages } from '../messages/messages.js';

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);

export const recurringEn: RecurringMessages = {
  every: (interval, count) => (count === 1 ? `every ${interval}` : `every ${count} ${interval}s`),
  untilCancelled: (amount, every) => `${amount} ${every} until cancelled.`,
  todayThen: (today, amount, every) => `${today} is due today; then ${amount} ${every} until cancelled.`,
  todayThenTrial: (today, amount, count, every) =>
    `${today} is due today; first payment of ${amount} in ${days(count)}, then ${amount} ${every} until cancelled.`,
  firstPayment: (amount, day, every) =>
    `First payment of ${amount} on ${day}, then ${amount} ${every} until cancelled.`,
  nextPayment: (day) => `Next payment on ${day}.`,
  trial: 'Free trial',
  nothing: 'Nothing',
  theTotal: 'The total',
  net: 'Before tax and discounts.',
  notAgain: 'It is not charged again.',
  manage: 'Manage subscription',
  notManaged: 'That did not work. Please try again in a moment, or ask the shop.',
};
