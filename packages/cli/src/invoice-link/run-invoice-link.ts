import {
  isInvoiceId,
  linkExpiry,
  makeInvoiceLink,
  readInvoiceSettings,
  type InvoiceSettings,
} from '@stripe-cart/proxy/invoices';
import { CliError } from '../cli-error.js';
import { openStripeAccount } from '../stripe/stripe-account.js';
import { print, printJson, tell } from '../terminal/output.js';
import { findItOpens } from './ask-proxy.js';
import { expiryIn } from './expiry.js';
import { findPayableInvoice, writeFooter } from './invoice-at-stripe.js';

export interface InvoiceLinkOptions {
  readonly expires?: string;
  readonly check?: boolean;
  readonly footer?: boolean;
  readonly json?: boolean;
  readonly keyStdin?: boolean;
}

/**
 * `stripe-cart invoice-link`. Without `--check` and `--footer` it asks nobody: the link is made from the id and the
 * proxy's secret alone. With them it asks Stripe whether there is something to pay, and the proxy whether it opens.
 *
 * @throws {CliError}
 */
export async function runInvoiceLink(invoice: string, options: InvoiceLinkOptions): Promise<void> {
  if (!isInvoiceId(invoice)) {
    throw new CliError(
      'wrong_invoice',
      'That is not the id of an invoice: they begin with in_ (Dashboard → Invoices).',
    );
  }
  const now = Date.now();
  const asked = options.expires === undefined ? null : expiryIn(options.expires, now);
  const settings = readSettings();
  const account = options.check || options.footer ? await openStripeAccount(options) : null;
  const found = account === null ? null : await findPayableInvoice(account, invoice);

  const expires = asked ?? linkExpiry(found?.due_date ?? null, now);
  const url = await makeInvoiceLink(settings, invoice, expires, now);
  if (account !== null) await findItOpens(url);
  const written = options.footer === true;
  if (account !== null && found !== null && written) await writeFooter(account, found, url, settings);

  const until = new Date(expires * 1000).toISOString();
  if (options.json) {
    printJson({ invoice, url, expires: until, status: found?.status ?? null, footer: written });
    return;
  }
  print(url);
  tell(`Good until ${until.slice(0, 10)}.${written ? ' It stands in the footer of the draft now.' : ''}`);
}

/** @throws {CliError} `settings_invalid`, with every setting that is wrong and never its value */
function readSettings(): InvoiceSettings {
  const reading = readInvoiceSettings(process.env);
  if (reading.ok) return reading.settings;
  throw new CliError('settings_invalid', reading.problems.map(({ at, mend }) => `${at} ${mend}`).join('\n'));
}
