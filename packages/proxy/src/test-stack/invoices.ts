import type Stripe from 'stripe';
import { makeInvoiceLink } from '../invoices.js';
import { atStripe } from './buyer.js';
import { SOUND_SETTINGS, TEST_KEYS, type TestShop } from './shop.js';

/** An invoice that somebody writes in the Dashboard: two lines, 120.00 EUR, due in two weeks, and sent. */
export async function draftInvoice(
  shop: TestShop,
  { collection = 'send_invoice', amounts = [9_000, 3_000] as readonly number[] } = {},
): Promise<string> {
  const customer = await atStripe(shop, '/v1/customers', {
    email: 'jenny@buyer.example',
    name: 'Jenny Rosen',
  });
  const invoice = await atStripe(shop, '/v1/invoices', {
    customer: String(customer['id']),
    collection_method: collection,
    currency: 'eur',
    ...(collection === 'send_invoice' ? { days_until_due: '14' } : { auto_advance: 'true' }),
  });
  for (const [index, amount] of amounts.entries()) {
    await atStripe(shop, '/v1/invoiceitems', {
      customer: String(customer['id']),
      invoice: String(invoice['id']),
      currency: 'eur',
      amount: String(amount),
      description: `Kiln day ${index + 1}`,
    });
  }
  return String(invoice['id']);
}

/** The same, to be paid. */
export async function openInvoice(shop: TestShop, options: Parameters<typeof draftInvoice>[1] = {}): Promise<string> {
  const id = await draftInvoice(shop, options);
  await atStripe(shop, `/v1/invoices/${id}/finalize`, {});
  return id;
}

export const invoiceAt = async (shop: TestShop, id: string): Promise<Stripe.Invoice> =>
  (await atStripe(shop, `/v1/invoices/${id}`)) as unknown as Stripe.Invoice;

/** A link as the command line makes it. @param days until it ends; negative for one that has ended */
export async function linkTo(
  shop: TestShop,
  invoice: string,
  { days = 30, ...other }: Partial<Parameters<typeof makeInvoiceLink>[0]> & { readonly days?: number } = {},
): Promise<string> {
  const settings = {
    shop: String(SOUND_SETTINGS['CART_SHOP']),
    publicUrl: shop.proxy,
    tokenSecrets: [String(SOUND_SETTINGS['CART_TOKEN_SECRET'])] as const,
    ...other,
  };
  const now = Date.now();
  const made = Math.min(now, now + (days - 1) * 86_400_000);
  return makeInvoiceLink(settings, invoice, Math.floor(now / 1000) + days * 86_400, made);
}

export const tokenIn = (link: string): string => new URL(link).searchParams.get('t') ?? '';

/** The PaymentIntent that a client secret opens. */
export const paymentIn = (clientSecret: string): string => clientSecret.split('_secret_')[0] ?? '';

/** What buyers pay with: Stripe's test cards, and an account whose bank answers days later. */
const METHODS = {
  card: ['card', 'number', '4242424242424242'],
  'card without money': ['card', 'number', '4000000000009995'],
  debit: ['sepa_debit', 'iban', 'DE89370400440532013000'],
  'debit that fails': ['sepa_debit', 'iban', 'DE62370400440532013001'],
} as const;

/** What Stripe.js does with a client secret and what the buyer typed: the answer is Stripe's. */
export async function confirmPayment(shop: TestShop, clientSecret: string, by: keyof typeof METHODS = 'card') {
  const [type, field, value] = METHODS[by];
  const response = await fetch(`${shop.sandbox}/v1/payment_intents/${paymentIn(clientSecret)}/confirm`, {
    method: 'POST',
    body: new URLSearchParams({
      key: TEST_KEYS.STRIPE_PUBLISHABLE_KEY,
      client_secret: clientSecret,
      return_url: 'https://shop.example/back',
      'payment_method_data[type]': type,
      [`payment_method_data[${type}][${field}]`]: value,
      ...(type === 'card' && {
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '2068',
        'payment_method_data[card][cvc]': '123',
      }),
      'payment_method_data[billing_details][name]': 'Jenny Rosen',
      'payment_method_data[billing_details][email]': 'jenny@buyer.example',
    }),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** The owner takes a part of it by a PaymentIntent of their own, and attaches that. @param amount in cents */
export async function payInPart(shop: TestShop, invoice: string, amount: number): Promise<void> {
  const { customer } = await invoiceAt(shop, invoice);
  const intent = await atStripe(shop, '/v1/payment_intents', {
    amount: String(amount),
    currency: 'eur',
    customer: String(customer),
    'automatic_payment_methods[enabled]': 'true',
  });
  await atStripe(shop, `/v1/invoices/${invoice}/attach_payment`, { payment_intent: String(intent['id']) });
  await confirmPayment(shop, String(intent['client_secret']));
}

/** The buyer pays it on the page that Stripe's own e-mail leads to. */
export async function payOnStripesPage(shop: TestShop, invoice: string): Promise<void> {
  const { hosted_invoice_url: page } = await invoiceAt(shop, invoice);
  await fetch(page ?? '', {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      paymentMethod: 'card',
      cardNumber: '4242424242424242',
      cardExpiry: '12 / 68',
      cardCvc: '123',
      billingName: 'Jenny Rosen',
    }),
  });
}

/** A PaymentIntent that names the invoice in its metadata, and is none of the invoice's: paid, and nothing else. */
export async function payBeside(shop: TestShop, invoice: string, amount: number): Promise<string> {
  const intent = await atStripe(shop, '/v1/payment_intents', {
    amount: String(amount),
    currency: 'eur',
    'metadata[invoice_id]': invoice,
    'automatic_payment_methods[enabled]': 'true',
  });
  await confirmPayment(shop, String(intent['client_secret']));
  return String(intent['id']);
}

/** Every charge there has been, as PaymentIntent and amount. */
export async function chargesIn(shop: TestShop): Promise<readonly (readonly [string, number])[]> {
  const entries = (await shop.ledger()).filter(({ kind, ...entry }) => kind === 'money' && entry['type'] === 'charge');
  return entries.map((entry) => [String(entry['paymentIntent']), Number(entry['amount'])] as const);
}
