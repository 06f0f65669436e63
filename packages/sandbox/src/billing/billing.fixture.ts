import type Stripe from 'stripe';
import type { TestAccount } from '../account.fixture.js';
import { CARD, fetched, visit, type Answered, type PageVisit } from '../pages/page.fixture.js';

/** A line that recurs. */
export const TEA = {
  price_data: {
    currency: 'eur',
    unit_amount: 900,
    product_data: { name: 'Tea club' },
    recurring: { interval: 'month' },
  },
  quantity: 1,
} as const satisfies Stripe.Checkout.SessionCreateParams.LineItem;

/** A line that is sold once. */
export const POT = {
  price_data: { currency: 'eur', unit_amount: 1500, product_data: { name: 'Pot' } },
  quantity: 1,
} as const satisfies Stripe.Checkout.SessionCreateParams.LineItem;

export const HOUR = 60 * 60;
export const DAY = 24 * HOUR;

type SessionParams = Partial<Stripe.Checkout.SessionCreateParams>;
type InvoiceWishes = Partial<Stripe.InvoiceCreateParams> & { readonly finalize?: boolean };

/** What tests of invoices do again and again. */
export function useBilling(account: TestAccount) {
  const customer = (params: Stripe.CustomerCreateParams = {}): Promise<Stripe.Customer> =>
    account.stripe.customers.create({ email: 'ann@example.com', ...params });

  /** An invoice over those amounts, open unless it is to stay a draft. */
  async function invoice(amounts: readonly number[], wishes: InvoiceWishes = {}): Promise<Stripe.Invoice> {
    const { finalize = true, ...params } = wishes;
    const whose = params.customer ?? (await customer()).id;
    const { id } = await account.stripe.invoices.create({ currency: 'usd', ...params, customer: whose });
    for (const amount of amounts) {
      await account.stripe.invoiceItems.create({ customer: whose, invoice: id, amount, description: 'Work' });
    }
    return finalize ? account.stripe.invoices.finalizeInvoice(id) : account.stripe.invoices.retrieve(id);
  }

  const secretOf = async (id: string): Promise<Stripe.Invoice.ConfirmationSecret | null | undefined> =>
    (await account.stripe.invoices.retrieve(id, { expand: ['confirmation_secret'] })).confirmation_secret;

  /** The invoice with its own payment and the PaymentIntent of that. */
  async function paying(id: string) {
    const found = await account.stripe.invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] });
    const own = found.payments?.data.find(({ is_default: isDefault }) => isDefault);
    return { invoice: found, own, intent: own?.payment.payment_intent as Stripe.PaymentIntent };
  }

  /** The buyer pays on the invoice's own page. */
  const payOnPage = (open: Stripe.Invoice, fields: Record<string, string> = {}): Promise<Answered> =>
    fetched(String(open.hosted_invoice_url), { method: 'POST', body: new URLSearchParams({ ...CARD, ...fields }) });

  const charges = async (): Promise<number[]> =>
    (await account.ledger()).flatMap((entry) =>
      entry.kind === 'money' && entry.type === 'charge' ? entry.amount : [],
    );

  /** The types of what Stripe has told, oldest first, of those objects only. */
  async function told(prefix: string): Promise<string[]> {
    const { data } = await account.stripe.events.list({ limit: 100 });
    return data
      .map(({ type }) => type)
      .filter((type) => type.startsWith(prefix))
      .toReversed();
  }

  /** The page of a session in subscription mode: tea for nine euros a month, where nothing else is said. */
  const subscribing = (params: SessionParams = {}): Promise<PageVisit> =>
    visit(account, { mode: 'subscription', line_items: [TEA], ...params });

  /** The session as a shop verifies it. */
  const verified = (id: string): Promise<Stripe.Checkout.Session> =>
    account.stripe.checkout.sessions.retrieve(id, {
      expand: ['subscription', 'invoice.payments.data.payment.payment_intent', 'line_items'],
    });

  /** Somebody who has subscribed. */
  async function subscribed(
    params: SessionParams = {},
    fields: Record<string, string> = {},
  ): Promise<Stripe.Subscription> {
    const page = await subscribing(params);
    await page.post({ ...CARD, ...fields });
    return (await verified(page.id)).subscription as Stripe.Subscription;
  }

  const statusOf = async ({ id }: { readonly id: string }): Promise<string> =>
    (await account.stripe.subscriptions.retrieve(id)).status;

  const advance = (seconds: number): Promise<unknown> => account.control('clock', { advance: seconds });

  return {
    subscribing,
    verified,
    subscribed,
    statusOf,
    advance,
    customer,
    invoice,
    secretOf,
    paying,
    payOnPage,
    charges,
    told,
  };
}
