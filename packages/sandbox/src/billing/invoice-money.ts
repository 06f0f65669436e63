/** What an invoice comes to and what has been paid of it, in minor units. */
export interface InvoiceMoney {
  readonly due: number;
  /** Never more than is due. */
  readonly paid: number;
  readonly remaining: number;
  readonly overpaid: number;
}

/**
 * @param total of all lines, less the discount, with the balance applied; negative when the shop owes the buyer
 * @param payments what each payment that succeeded brought
 */
export function invoiceMoney(total: number, payments: readonly number[]): InvoiceMoney {
  const due = Math.max(0, total);
  const received = payments.reduce((sum, payment) => sum + payment, 0);
  const paid = Math.min(due, received);
  return { due, paid, remaining: due - paid, overpaid: received - paid };
}
