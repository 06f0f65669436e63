import { ROUTES } from '@stripe-cart/contract';
import { CliError } from '../cli-error.js';
import { problemCodeIn, visit } from '../doctor/visit.js';
import { ExitCode } from '../exit-code.js';

/**
 * Goes the way of whoever opens a link: to the proxy, on to the shop's page, and from there back to the proxy, which
 * answers for an invoice only where it sealed the link itself, or could have. It reads the invoice from Stripe, once.
 *
 * @param link as it was made
 * @throws {CliError} `proxy_unreachable`, `link_opens_nothing`
 */
export async function findItOpens(link: string): Promise<void> {
  const { origin, pathname, searchParams } = new URL(link);
  const proxy = `${origin}${pathname.slice(0, -ROUTES.invoicePay.path.length)}`;
  const sentOn = await visit(link, { redirect: 'manual' });
  const page = sentOn.reached && sentOn.status === 303 ? URL.parse(sentOn.headers.get('location') ?? '') : null;
  if (page === null) {
    const why = sentOn.reached ? `status ${sentOn.status}` : sentOn.why;
    throw problem('proxy_unreachable', `No proxy that takes invoices answers at ${proxy}: ${why}. ${AT_THE_ADDRESS}`);
  }
  const answer = await visit(`${proxy}${ROUTES.invoice.path}`, {
    method: ROUTES.invoice.method,
    redirect: 'manual',
    headers: { origin: page.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: searchParams.get('t') }),
  });
  if (!answer.reached) throw problem('proxy_unreachable', `The proxy at ${proxy} does not answer: ${answer.why}.`);
  if (answer.status === 200) return;
  const code = problemCodeIn(answer) ?? `status ${answer.status}`;
  const mend = code === 'invoice_not_found' ? `. ${NOT_ITS_OWN}` : '; its log says why.';
  throw problem('link_opens_nothing', `The proxy at ${proxy} does not open this link (${code})${mend}`);
}

const AT_THE_ADDRESS = 'Is CART_PUBLIC_URL its address, and has it a CART_INVOICE_URL?';

const NOT_ITS_OWN =
  'Give the CART_TOKEN_SECRET and the CART_SHOP that it was deployed with; those of your own machine are others. Or its ' +
  'Stripe key belongs to another account or mode.';

const problem = (code: string, message: string) => new CliError(code, message, { exitCode: ExitCode.problem });
