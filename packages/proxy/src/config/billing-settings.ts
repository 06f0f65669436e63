import { LINK_PLACEHOLDER } from '../invoice/invoice-footer.js';
import type { Config } from './config.js';
import type { SettingsReader } from './settings-reader.js';
import { pageMend } from './web-address.js';

type BillingSettings = Pick<Config, 'invoiceUrl' | 'invoiceFooter' | 'portal'>;

/** Invoices that are paid on the shop's page, and subscriptions that buyers look after themselves. */
export function readBillingSettings(
  reader: SettingsReader,
  { stripe, origins }: Pick<Config, 'stripe' | 'origins'>,
): BillingSettings {
  const invoiceUrl = readInvoiceUrl(reader, { stripe, origins });
  const footer = readInvoiceFooter(reader);
  const [url, foot] = ['CART_INVOICE_URL', 'CART_INVOICE_FOOTER'] as const;
  if (invoiceUrl !== undefined && stripe.publishableKey === null) {
    reader.refuse(url, 'is a page that Stripe.js takes payments on, which needs STRIPE_PUBLISHABLE_KEY.');
  }
  if (footer !== undefined && invoiceUrl === undefined) reader.refuse(foot, `is set, but ${url} is not.`);
  if (footer !== undefined && stripe.webhookSecrets.length === 0) {
    reader.refuse(foot, 'is written when Stripe tells of a new invoice, which needs STRIPE_WEBHOOK_SECRET.');
  }
  return { invoiceUrl: invoiceUrl ?? null, invoiceFooter: footer ?? null, portal: reader.flag('CART_CUSTOMER_PORTAL') };
}

function readInvoiceUrl(
  reader: SettingsReader,
  { stripe, origins }: Pick<Config, 'stripe' | 'origins'>,
): string | undefined {
  const name = 'CART_INVOICE_URL';
  const page = reader.text(name);
  if (page === undefined) return undefined;
  const mend = pageMend(page, origins, stripe.livemode);
  if (mend !== null) reader.refuse(name, mend);
  return mend === null ? new URL(page).href : undefined;
}

/** Longest sentence, in UTF-16 code units: it stands at the foot of a page. */
const LONGEST_FOOTER = 500;

export function readInvoiceFooter(reader: SettingsReader): string | undefined {
  const name = 'CART_INVOICE_FOOTER';
  const sentence = reader.sentence(name);
  if (sentence === undefined) return undefined;
  if (sentence.length > LONGEST_FOOTER) reader.refuse(name, `is longer than ${LONGEST_FOOTER} characters.`);
  if (sentence.split(LINK_PLACEHOLDER).length !== 2) {
    reader.refuse(
      name,
      `is a sentence with ${LINK_PLACEHOLDER} in it, once, as in: Pay on our site: ${LINK_PLACEHOLDER}`,
    );
  }
  return sentence;
}
