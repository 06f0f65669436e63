import { TEST_KEYS, type TestShop } from './shop.js';

/** What a buyer enters into the Payment Element. */
export const ENTERED = {
  card: { type: 'card', 'card][number': '4242424242424242', ...until2050() },
  declined: { type: 'card', 'card][number': '4000000000009995', ...until2050() },
  lost: { type: 'card', 'card][number': '4000000000009987', ...until2050() },
  challenge: { type: 'card', 'card][number': '4000002760003184', ...until2050() },
  bank: { type: 'ideal' },
  debit: { type: 'sepa_debit', 'sepa_debit][iban': 'DE89370400440532013000' },
  failingDebit: { type: 'sepa_debit', 'sepa_debit][iban': 'DE62370400440532013001' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** What they enter into the Address Element. */
export const postedTo = (country: string): Readonly<Record<string, string>> => ({
  'shipping[name]': 'Ada',
  'shipping[address][line1]': '1 Kiln Lane',
  'shipping[address][country]': country,
});

export type Entered = keyof typeof ENTERED;

function until2050() {
  return { 'card][exp_month': '12', 'card][exp_year': '2050', 'card][cvc': '123' } as const;
}

/** A PaymentIntent as a browser sees it. */
export interface SeenIntent {
  readonly id: string;
  readonly status: string;
  readonly next_action: { readonly type: string; readonly redirect_to_url?: { readonly url: string } } | null;
  readonly error?: { readonly code?: string; readonly decline_code?: string };
}

/** What an open reply of `checkout="intent"` hands to the page. */
export interface IntentReply {
  readonly clientSecret?: string;
  readonly returnUrl?: unknown;
}

/** What Stripe.js sends when the page confirms, without Stripe.js. */
export async function confirmInPage(
  shop: TestShop,
  { clientSecret = '', returnUrl }: IntentReply,
  entered: Entered,
  more: Readonly<Record<string, string>> = {},
): Promise<SeenIntent> {
  const id = intentIn(clientSecret);
  const body = methodParams(entered);
  body.set('client_secret', clientSecret);
  body.set('return_url', String(returnUrl));
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return (await post(shop, `/v1/payment_intents/${id}/confirm`, body)) as SeenIntent;
}

/** What Stripe.js makes of the form for a shop that confirms on its server. */
export async function confirmationToken(shop: TestShop, entered: Entered): Promise<string> {
  const { id } = (await post(shop, '/v1/confirmation_tokens', methodParams(entered))) as { id: string };
  return id;
}

/** At the bank's page. @returns where Stripe sends the buyer then */
export async function answerBank(
  address: string,
  answer: 'authorize' | 'fail' | 'pass' = 'authorize',
): Promise<string> {
  const response = await fetch(address, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ answer }) });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`expected a redirect, got ${response.status}`);
  return location;
}

export const intentIn = (clientSecret: string): string => clientSecret.split('_secret_')[0] ?? '';

function methodParams(entered: Entered): URLSearchParams {
  const params = new URLSearchParams({ key: TEST_KEYS.STRIPE_PUBLISHABLE_KEY });
  for (const [field, value] of Object.entries(ENTERED[entered])) params.set(`payment_method_data[${field}]`, value);
  params.set('payment_method_data[billing_details][email]', 'ada@example.org');
  params.set('payment_method_data[billing_details][name]', 'Ada');
  return params;
}

async function post(shop: TestShop, path: string, body: URLSearchParams): Promise<unknown> {
  const response = await fetch(`${shop.sandbox}${path}`, { method: 'POST', body });
  return response.json();
}
