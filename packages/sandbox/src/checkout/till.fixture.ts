import Stripe from 'stripe';
import { Account } from '../account/account.js';
import { expand } from '../api/expand.js';
import { matchOperation } from '../api/operations.js';
import { readParams } from '../api/read-params.js';
import { Clock } from '../clock.js';
import { ApiError } from '../errors.js';
import { formOf } from '../form-body.js';
import { Ledger, type LedgerEntry } from '../ledger.js';
import type { Confirmation } from '../payment/confirmation.js';
import type { PaymentMethod } from '../payment/payment-methods.js';
import type { Buyer } from './buyer.js';
import type { CheckoutRecord } from './checkout-record.js';
import { confirm } from './confirm.js';
import { settleWhatIsDue } from './expire.js';

export const ANN: Buyer = {
  email: 'ann@example.com',
  name: 'Ann Buyer',
  phone: null,
  shipping: null,
  acceptsTerms: true,
};

/** A card as a buyer would type it: every part but the number is in order. */
export const card = (number: string): PaymentMethod => ({
  type: 'card',
  number,
  expMonth: 12,
  expYear: 2040,
  cvc: '123',
});

/** An account seen from both sides: the shop's, through the real SDK, and the buyer's, as the pages' code sees it. */
export interface Till {
  readonly account: Account;
  readonly stripe: Stripe;
  open(params?: Partial<Stripe.Checkout.SessionCreateParams>): Promise<CheckoutRecord>;
  /** A mug for 1500 minor units of that currency. */
  selling(currency: string, amount?: number): Promise<CheckoutRecord>;
  pay(record: CheckoutRecord, method: PaymentMethod | null, returnUrl?: string): Confirmation;
  retrieve(record: CheckoutRecord): Promise<Stripe.Checkout.Session>;
  /** Seconds pass, and what is due by then happens. */
  wait(seconds: number): void;
  money(): LedgerEntry[];
  /** The types of events so far, oldest first. */
  events(): string[];
}

export function openTill(): Till {
  let now = Date.UTC(2030, 0, 1);
  const account = new Account(new Clock(() => now), new Ledger(), () => undefined);
  const stripe = new Stripe('sk_test_till', {
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient((url, init) => answer(account, new Request(url, init))),
  });
  const till: Till = {
    account,
    stripe,
    open: async (params = {}) => {
      const { id } = await stripe.checkout.sessions.create({
        mode: 'payment',
        line_items: [
          { price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 },
        ],
        ...(params.ui_mode === undefined
          ? { success_url: 'https://shop.example/thanks?id={CHECKOUT_SESSION_ID}' }
          : {}),
        ...params,
      });
      const record = account.sessions.get(id);
      if (!record) throw new Error('The session was not kept.');
      return record;
    },
    selling: (currency, amount = 1500) =>
      till.open({
        line_items: [{ price_data: { currency, unit_amount: amount, product_data: { name: 'Mug' } }, quantity: 1 }],
      }),
    pay: (record, method, returnUrl) =>
      confirm(account, record, { buyer: ANN, method, ...(returnUrl ? { returnUrl } : {}) }),
    retrieve: ({ session }) =>
      stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] }),
    wait: (seconds) => {
      now += seconds * 1000;
      settleWhatIsDue(account);
    },
    money: () => account.ledger.entries().filter((entry) => entry.kind === 'money'),
    events: () => [...account.events.values()].map(({ type }) => type),
  };
  return till;
}

/** The API without what stands around it: keys, permissions, faults and limits have their own tests. */
async function answer(account: Account, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const match = matchOperation(request.method, url.pathname);
  if (!match) return Response.json({ error: { message: url.pathname } }, { status: 404 });
  try {
    const params = readParams(match.name, await formOf(request, url));
    match.operation.check?.(params);
    const object = match.operation.run({ account, origin: 'http://sandbox.example', ids: match.ids, params });
    return Response.json(expand(account, object, (params['expand'] ?? []) as string[]));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return Response.json(error.toBody(), { status: error.status });
  }
}

/** The id of what the buyer is asked, which the confirmation must be. */
export function asked(confirmation: Confirmation): string {
  if (confirmation.is === 'challenge') return confirmation.id;
  if (confirmation.is === 'redirect') return confirmation.url.slice(confirmation.url.lastIndexOf('/') + 1);
  throw new Error(`Nothing was asked: ${confirmation.is}.`);
}

/** The refusal of what must be refused. */
export function refused(act: () => unknown): { code: string | null; status: number; rule: string } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { code: error.details.code ?? null, status: error.status, rule: error.rule };
  }
  throw new Error('It was not refused.');
}
