import { ROUTES } from '@stripe-cart/contract';
import type { Check } from './check.js';
import { finding } from './findings.js';
import { judgePage, type Shop } from './judge-page.js';
import { readPage } from './read-page.js';
import { visit } from './visit.js';
import { troubleWith, visitPages, type VisitedPage } from './visited-page.js';

/**
 * The page that invoices are paid on, as the proxy itself sends a link's browser there. Without a token there is no
 * invoice to be sent to; the proxy asks nobody, and shows the way all the same.
 * @returns null where invoices are not paid by this proxy
 */
export async function invoicePage(proxy: string): Promise<VisitedPage | null> {
  const answer = await visit(`${proxy}${ROUTES.invoicePay.path}`, { redirect: 'manual' });
  const page = answer.reached && answer.status === 303 ? URL.parse(answer.headers.get('location') ?? '') : null;
  if (page === null) return null;
  page.hash = '';
  const [visited = null] = await visitPages([page.href]);
  return visited;
}

/** Whether that page answers, and can show an invoice. */
export function checkInvoicePage(visited: VisitedPage, shop: Shop): Check {
  const title = 'The page for invoices';
  const { address, answer } = visited;
  const trouble = troubleWith(visited);
  if (!answer.reached || trouble !== null) {
    return { title, findings: [finding('invoice_page_unreachable', `${address}: ${trouble}`)] };
  }
  const page = readPage(answer.text, answer.url, new Map(answer.headers));
  const findings = judgePage(page, shop);
  if (page.hasInvoice) return { title, findings };
  // Without the element, the script would do nothing either.
  const others = findings.filter(({ code }) => code !== 'cart_missing');
  return { title, findings: [finding('invoice_element_missing', address), ...others] };
}
