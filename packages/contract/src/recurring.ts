/** How something is charged again and again, until its buyer cancels it. */
export interface Recurring {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly intervalCount: number;
  /** Days before the first payment, 1 to 730; absent where there is no trial. */
  readonly trialDays?: number;
}

/** What a cart costs again, period after period. */
export interface RecurringTotal extends Recurring {
  /** Sum of the lines that recur, of each period, in minor units, before discounts, shipping and tax. */
  readonly amount: number;
}
