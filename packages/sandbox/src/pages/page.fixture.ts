import type Stripe from 'stripe';
import type { TestAccount } from '../account.fixture.js';

/** What a buyer fills in to pay by card. */
export const CARD = {
  email: 'ann@example.com',
  paymentMethod: 'card',
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12 / 68',
  cardCvc: '123',
  billingName: 'Ann Buyer',
};

export const CHALLENGED = '4000002760003184';

export interface Answered {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** The browser's side of one session: addresses and forms, and no script. */
export interface PageVisit {
  readonly id: string;
  readonly url: string;
  get(address?: string): Promise<Answered>;
  /** Submits a form, of the payment page or of another. */
  post(fields: Record<string, string>, address?: string): Promise<Answered>;
  retrieve(): Promise<Stripe.Checkout.Session>;
}

export async function visit(
  account: TestAccount,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<PageVisit> {
  const { id, url } = await account.session(params);
  return visitTo(account, id, String(url));
}

/** Opens a payment link, with parameters in its URL. */
export async function visitLink(
  account: TestAccount,
  { url }: Stripe.PaymentLink,
  query: Record<string, string> = {},
): Promise<PageVisit & { readonly session: Stripe.Checkout.Session }> {
  const { location } = await fetched(`${url}?${new URLSearchParams(query)}`);
  const page = visitTo(account, location.slice(location.lastIndexOf('/') + 1), location);
  return { ...page, session: await page.retrieve() };
}

function visitTo(account: TestAccount, id: string, url: string): PageVisit {
  return {
    id,
    url,
    get: (address = url) => fetched(address),
    post: (fields, address = url) => fetched(address, { method: 'POST', body: new URLSearchParams(fields) }),
    retrieve: () => account.stripe.checkout.sessions.retrieve(id, { expand: ['line_items', 'payment_intent'] }),
  };
}

/** What comes of one request, where a browser would go on. */
export async function fetched(address: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(address, { redirect: 'manual', ...init });
  const { status, headers } = response;
  return { status, location: headers.get('location') ?? '', text: await response.text() };
}
