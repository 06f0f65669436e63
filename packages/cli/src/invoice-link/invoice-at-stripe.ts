import type Stripe from 'stripe';
import { footerWith, invoiceLinkBase, LINK_PLACEHOLDER, type InvoiceSettings } from '@stripe-cart/proxy/invoices';
import { CliError } from '../cli-error.js';
import { ExitCode } from '../exit-code.js';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';

/** @throws {CliError} `no_such_invoice`, `not_payable` */
export async function findPayableInvoice(account: StripeAccount, id: string): Promise<Stripe.Invoice> {
  const invoice = await findInvoice(account, id);
  if (invoice.status === 'draft' || invoice.status === 'open') return invoice;
  throw problem('not_payable', `${id} is ${invoice.status ?? 'in no state'}: there is nothing to pay by a link.`);
}

async function findInvoice(account: StripeAccount, id: string): Promise<Stripe.Invoice> {
  try {
    return await account.call('invoice', (stripe, options) => stripe.invoices.retrieve(id, {}, options));
  } catch (error) {
    if (!(error instanceof StripeFailure) || error.stripeCode !== 'resource_missing') throw error;
    const mode = account.livemode ? 'live' : 'test';
    throw problem('no_such_invoice', `Stripe knows no ${id} in ${mode} mode of this key's account.`);
  }
}

/**
 * Writes the link below the text that stands at the foot of a draft.
 *
 * @throws {CliError} `not_a_draft`, `footer_has_link`, `footer_too_long`
 */
export async function writeFooter(
  account: StripeAccount,
  { id, status, footer }: Stripe.Invoice,
  link: string,
  settings: InvoiceSettings,
): Promise<void> {
  if (status !== 'draft') {
    throw problem('not_a_draft', `${id} is ${status ?? 'in no state'}: Stripe changes the footer of a draft only.`);
  }
  const base = invoiceLinkBase(settings.publicUrl);
  const written = footerWith(footer, settings.footer ?? LINK_PLACEHOLDER, link, base);
  if (written === null) {
    const has = footer?.includes(base) === true;
    throw has
      ? problem('footer_has_link', `The footer of ${id} has a link of this proxy already. It is left as it is.`)
      : problem('footer_too_long', `The footer of ${id} is so long that no link fits below it.`);
  }
  await account.call('invoice', (stripe, options) => stripe.invoices.update(id, { footer: written }, options));
}

const problem = (code: string, message: string) => new CliError(code, message, { exitCode: ExitCode.problem });
