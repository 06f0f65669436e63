import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { WireInvoice } from './invoice-record.js';

/**
 * What is due of a total, and what the customer's balance is then. A credit, which is negative, lowers what is due; what is
 * too little to be charged is owed with the next invoice. https://docs.stripe.com/billing/customer/balance
 *
 * @param total minor units, of the invoice alone; negative when the shop owes the buyer
 * @param balance minor units: below zero the buyer's credit, above it what they still owe
 * @param smallest the smallest charge of the currency, in minor units
 */
export function withBalance(
  total: number,
  balance: number,
  smallest: number,
): { readonly due: number; readonly left: number } {
  const sum = total + balance;
  return sum < smallest ? { due: 0, left: sum } : { due: sum, left: 0 };
}

/** The balance of the invoice's customer, where it is in the invoice's currency: in any other they have none. */
export function balanceFor(account: Account, invoice: WireInvoice): number {
  return owner(account, invoice)?.balance ?? 0;
}

/** @param amount minor units, negative for what the customer gets */
export function addToBalance(account: Account, invoice: WireInvoice, amount: number): void {
  const customer = owner(account, invoice);
  if (customer) customer.balance += amount;
}

/** What a finalized invoice took from the balance, as a negative number, or put onto it; 0 for a draft. */
export function appliedBalance({ starting_balance: before, ending_balance: after }: WireInvoice): number {
  return after === null ? 0 : before - after;
}

function owner(account: Account, { customer, currency }: WireInvoice): Stripe.Customer | null {
  const found = account.customers.get(String(customer));
  return found?.currency === currency ? found : null;
}
