import type { CardDetails, Decline } from './cards.js';

export type DelayedType = 'bacs_debit' | 'sepa_debit' | 'us_bank_account';
export type RedirectType = 'amazon_pay' | 'ideal' | 'revolut_pay';
export type VoucherType = 'oxxo';
export type PaymentMethodType = 'card' | DelayedType | RedirectType | VoucherType;

/** What the buyer pays with, as a page has collected it. */
export type PaymentMethod =
  | ({ readonly type: 'card' } & CardDetails)
  | { readonly type: DelayedType; /** An account number or IBAN of the table below. */ readonly account: string }
  | { readonly type: RedirectType | VoucherType };

interface Method {
  readonly type: PaymentMethodType;
  /** For the buyer to read. */
  readonly label: string;
  /** Null for a method of every currency. */
  readonly currency: string | null;
  /**
   * `at_once` answers while the buyer waits; `delayed` days later; `redirect` after the buyer has been on another site;
   * `voucher` after they have been to a till.
   */
  readonly answers: 'at_once' | 'delayed' | 'redirect' | 'voucher';
  /** Whether the money can be held first and captured later. */
  readonly holds: boolean;
  readonly source: string;
}

const PAYMENTS = 'https://docs.stripe.com/payments';

/** What the account can offer. One delayed and one redirect method for each of three currencies, and a voucher. */
export const PAYMENT_METHODS: readonly Method[] = [
  { type: 'card', label: 'Card', currency: null, answers: 'at_once', holds: true, source: `${PAYMENTS}/cards` },
  method('bacs_debit', 'Bacs Direct Debit', 'gbp', 'delayed', 'payment-methods/bacs-debit'),
  method('sepa_debit', 'SEPA Direct Debit', 'eur', 'delayed', 'sepa-debit'),
  method('us_bank_account', 'US bank account', 'usd', 'delayed', 'ach-direct-debit'),
  method('revolut_pay', 'Revolut Pay', 'gbp', 'redirect', 'revolut-pay'),
  method('ideal', 'iDEAL', 'eur', 'redirect', 'ideal'),
  method('amazon_pay', 'Amazon Pay', 'usd', 'redirect', 'amazon-pay'),
  method('oxxo', 'OXXO', 'mxn', 'voucher', 'oxxo'),
];

function method(
  type: PaymentMethodType,
  label: string,
  currency: string,
  answers: Method['answers'],
  page: string,
): Method {
  const holds = type === 'amazon_pay' || type === 'revolut_pay';
  return { type, label, currency, answers, holds, source: `${PAYMENTS}/${page}` };
}

/** How a bank answers one of Stripe's test accounts. */
export interface TestBankAccount {
  readonly type: DelayedType;
  readonly account: string;
  /** What the account is for, to show beside its number. */
  readonly does: string;
  readonly decline: Decline | null;
  readonly source: string;
}

const refusal = (code: string, message: string): Decline => ({ code, declineCode: null, message });
const BACS = `${PAYMENTS}/payment-methods/bacs-debit`;
const SEPA = `${PAYMENTS}/sepa-debit/accept-a-payment`;
const ACH = `${PAYMENTS}/ach-direct-debit/accept-a-payment`;
const NO_MONEY = refusal('insufficient_funds', 'The customer’s account has insufficient funds to cover this payment.');
const NOT_ALLOWED = refusal(
  'debit_not_authorized',
  'The customer has told their bank that this debit was not authorized.',
);

/** Every test account of the sandbox. For Bacs the sort code is 108800, for ACH the routing number 110000000. */
export const TEST_BANK_ACCOUNTS: readonly TestBankAccount[] = [
  { type: 'bacs_debit', account: '00012345', does: 'pays days later', decline: null, source: BACS },
  { type: 'bacs_debit', account: '33333335', does: 'fails days later', decline: NOT_ALLOWED, source: BACS },
  { type: 'bacs_debit', account: '22222227', does: 'has insufficient funds', decline: NO_MONEY, source: BACS },
  { type: 'sepa_debit', account: 'DE89370400440532013000', does: 'pays days later', decline: null, source: SEPA },
  { type: 'sepa_debit', account: 'DE62370400440532013001', does: 'fails days later', decline: NO_MONEY, source: SEPA },
  { type: 'us_bank_account', account: '000123456789', does: 'pays days later', decline: null, source: ACH },
  { type: 'us_bank_account', account: '000222222227', does: 'has insufficient funds', decline: NO_MONEY, source: ACH },
  { type: 'us_bank_account', account: '000333333335', does: 'fails days later', decline: NOT_ALLOWED, source: ACH },
];

const DAY = 24 * 60 * 60;

/** Seconds until the bank's answer is known. */
export const ANSWER_AFTER: Readonly<Record<DelayedType, number>> = {
  bacs_debit: 3 * DAY,
  sepa_debit: 5 * DAY,
  us_bank_account: 4 * DAY,
};

export function bankAccountOf(type: DelayedType, account: string): TestBankAccount | null {
  const number = account.replaceAll(/[\s-]/g, '').toUpperCase();
  return TEST_BANK_ACCOUNTS.find((each) => each.type === type && each.account === number) ?? null;
}

/** Whether the bank answers days later. */
export function isDelayed(type: PaymentMethodType): type is DelayedType {
  return PAYMENT_METHODS.some((each) => each.type === type && each.answers === 'delayed');
}

/** Whether the buyer has to leave the page for it. */
export function isRedirect(type: PaymentMethodType): type is RedirectType {
  return PAYMENT_METHODS.some((each) => each.type === type && each.answers === 'redirect');
}

/** Whether the buyer pays at a till, with a voucher. */
export function isVoucher(type: PaymentMethodType): type is VoucherType {
  return PAYMENT_METHODS.some((each) => each.type === type && each.answers === 'voucher');
}

/** Whether the money can be held first and captured later. */
export function canHold(type: PaymentMethodType): boolean {
  return PAYMENT_METHODS.some((each) => each.type === type && each.holds);
}

/** The account's choice among the methods; null for all of them. */
export interface MethodSettings {
  paymentMethodTypes: readonly PaymentMethodType[] | null;
}

/** The types a new session of that currency offers, card first. */
export function typesOffered(account: MethodSettings, currency: string): PaymentMethodType[] {
  const { paymentMethodTypes: enabled } = account;
  return PAYMENT_METHODS.filter(
    (each) =>
      (each.currency === null || each.currency === currency) && (enabled === null || enabled.includes(each.type)),
  ).map(({ type }) => type);
}

/**
 * Which methods the account offers from now on, as the Dashboard's settings would say; open sessions keep theirs.
 *
 * @param types null for all of them
 * @returns false, and nothing is changed, when one of them is not in `PAYMENT_METHODS` or there is none
 */
export function setPaymentMethodTypes(account: MethodSettings, types: readonly string[] | null): boolean {
  if (types !== null && (types.length === 0 || !types.every(isPaymentMethodType))) return false;
  account.paymentMethodTypes = types === null ? null : types.filter(isPaymentMethodType);
  return true;
}

export function isPaymentMethodType(type: string): type is PaymentMethodType {
  return PAYMENT_METHODS.some((each) => each.type === type);
}
