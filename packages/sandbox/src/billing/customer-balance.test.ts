import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import { DAY, useBilling } from './billing.fixture.js';
import { withBalance } from './customer-balance.js';

const account = useAccount();
const { advance, charges, customer, invoice, paying, payOnPage, subscribed } = useBilling(account);

const balanceOf = async (id: unknown) => {
  const found = await account.stripe.customers.retrieve(String(id));
  return 'balance' in found ? found.balance : null;
};

test('[invoice-balance] a credit lowers the next invoices, until nothing is left of it', async () => {
  const { customer: whose } = await invoice([-500]);
  expect(await balanceOf(whose)).toBe(-500);
  const free = await invoice([300], { customer: String(whose) });
  expect(free).toMatchObject({
    status: 'paid',
    total: 300,
    amount_due: 0,
    starting_balance: -500,
    ending_balance: -200,
  });
  const abroad = await invoice([1500], { customer: String(whose), currency: 'eur' });
  expect(abroad).toMatchObject({ amount_due: 1500, starting_balance: 0, ending_balance: 0 });

  const draft = await invoice([1500], { customer: String(whose), finalize: false });
  const open = await account.stripe.invoices.finalizeInvoice(draft.id);
  expect(open).toMatchObject({ total: 1500, amount_due: 1300, starting_balance: -200, ending_balance: 0 });
  expect(await paying(open.id)).toMatchObject({ own: { amount_requested: 1300 }, intent: { amount: 1300 } });
  await payOnPage(open);
  expect(await account.stripe.invoices.retrieve(open.id)).toMatchObject({
    status: 'paid',
    amount_paid: 1300,
    amount_overpaid: 0,
  });
  expect(await charges()).toEqual([1300]);
  expect(await balanceOf(whose)).toBe(0);
});

test('[invoice-balance] a void invoice gives back what it took', async () => {
  const { customer: whose } = await invoice([-500]);
  const open = await invoice([1500], { customer: String(whose) });
  expect(await balanceOf(whose)).toBe(0);
  await account.stripe.invoices.voidInvoice(open.id);
  expect(await balanceOf(whose)).toBe(-500);
});

test('[invoice-balance] less than the smallest charge is owed with the next invoice', async () => {
  const { id: whose } = await customer();
  expect(await invoice([20], { customer: whose })).toMatchObject({ status: 'paid', amount_due: 0, ending_balance: 20 });
  expect(await invoice([1500], { customer: whose })).toMatchObject({ status: 'open', amount_due: 1520 });
  expect(await balanceOf(whose)).toBe(0);
});

test('[invoice-balance] a renewal takes it first; what a session was paid with leaves it alone', async () => {
  const { customer: whose } = await invoice([-1200], { currency: 'eur' });
  const subscription = await subscribed({ customer: String(whose) });
  expect(await account.stripe.invoices.retrieve(String(subscription.latest_invoice))).toMatchObject({
    amount_paid: 900,
    starting_balance: -1200,
    ending_balance: -1200,
  });
  await advance(32 * DAY);
  await advance(31 * DAY);
  expect(await charges()).toEqual([900, 600]);
  expect(await balanceOf(whose)).toBe(0);
});

test('[invoice-balance] what is due and what stays on the balance is what was there before', () => {
  const money = fc.integer({ min: -5000, max: 5000 });
  fc.assert(
    fc.property(money, money, (total, balance) => {
      const { due, left } = withBalance(total, balance, 50);
      expect(due + left).toBe(total + balance);
      expect(due === 0 || due >= 50).toBe(true);
      expect(left).toBeLessThan(50);
      expect(due > 0 && left !== 0).toBe(false);
    }),
  );
});
