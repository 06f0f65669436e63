import type { Command } from 'commander';
import type { InvoiceLinkOptions } from './run-invoice-link.js';

const HELP = `
What it is. A link that pays one invoice on your own page (CART_INVOICE_URL, with <stripe-cart-invoice> on it) instead of
on Stripe's. It pays the invoice's own PaymentIntent, so the invoice cannot be paid twice, and nobody who has one link
can guess another. Send it to whom the invoice is for: whoever has it may see the invoice and pay it.

How long. 180 days, or 60 days beyond the due date where that is later and Stripe is asked (--check, --footer). It cannot
be called back; an invoice that was voided, or paid, is not paid by it.

What it reads. CART_TOKEN_SECRET, CART_PUBLIC_URL and CART_SHOP, as the proxy was deployed with them: the secret on your
own machine (.dev.vars, .env) is another. Somebody is asked only with --check or --footer: Stripe, whether there is
something to pay, and the proxy, whether it opens the link. The key is read from STRIPE_SECRET_KEY, or from standard input
with --key-stdin. A restricted key needs Invoices: read, and write for --footer.

The footer. While an invoice is a draft, --footer writes the link below its text, so that Stripe's e-mail and PDF carry
it: as it stands, or in the sentence of CART_INVOICE_FOOTER. A proxy with CART_INVOICE_FOOTER does so by itself.

Exit codes. 0 the link is on standard output. 1 Stripe knows no such invoice, it cannot be paid any more, it is no draft whose
footer could be written, or the proxy does not open the link. 2 something is missing or wrong; nothing was done.

Examples
  $ stripe-cart invoice-link in_1QbXyz2eZvKYlo2C
  $ stripe-cart invoice-link in_1QbXyz2eZvKYlo2C --check --expires 2027-12-31
  $ stripe-cart invoice-link in_1QbXyz2eZvKYlo2C --footer --json
  $ stripe-cart invoice-link in_1QbXyz2eZvKYlo2C --expires 30d | pbcopy
`;

export function invoiceLinkCommand(program: Command): void {
  program
    .command('invoice-link')
    .summary('make a link by which an invoice is paid on your own page')
    .description('Makes a signed link that ends by itself, by which one invoice is paid on your own page.')
    .argument('<invoice>', 'the id of the invoice, as in in_1QbXyz2eZvKYlo2C')
    .option('--expires <when>', 'the last day it is good for, as in 2027-12-31, or a number of days, as in 30d')
    .option('--check', 'look first, and make no link that pays nothing or that the proxy does not open')
    .option('--footer', 'write the link into the footer of the draft as well')
    .option('--json', 'print one JSON document')
    .option('--key-stdin', 'read the secret key from standard input')
    .addHelpText('after', HELP)
    .action(async (invoice: string, options: InvoiceLinkOptions) => {
      const { runInvoiceLink } = await import('./run-invoice-link.js');
      await runInvoiceLink(invoice, options);
    });
}
