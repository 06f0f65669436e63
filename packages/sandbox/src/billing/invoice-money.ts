/** What an invoice comes to and what has been paid of it, in minor units. */
export interface InvoiceMoney {
  /** Of all lines; negative when the shop owes the buyer. */
  readonly total: number;
  readonly due: number;
  /** Never more than is due. */
  readonly paid: number;
  readonly remaining: number;
  readonly overpaid: number;
}

/**
 * @param lines the amount of each line; a credit is negative
 * @param payments what each payment that succeeded brought, in the order in which they did
 */
export function invoiceMoney(lines: readonly number[], payments: readonly number[]): InvoiceMoney {
  const total = sum(lines);
  const due = Math.max(0, total);
  const received = sum(payments);
  const paid = Math.min(due, received);
  return { total, due, paid, remaining: due - paid, overpaid: received - paid };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
