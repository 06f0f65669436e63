import { ROUTES } from '@stripe-cart/contract';
import type { Check } from './check.js';
import { finding } from './findings.js';
import { judgePage, type Shop } from './judge-page.js';
import { readPage } from './read-page.js';
import { visit } from './visit.js';

/**
 * The page that buyers come back to, as the proxy itself sends them there. A return without a signature is none of
 * anybody's, costs no call to Stripe, and shows the way all the same.
 * @returns null where the proxy sends nobody anywhere
 */
export async function returnPage(proxy: string): Promise<URL | null> {
  const answer = await visit(`${proxy}${ROUTES.return.path}`, { redirect: 'manual' });
  const page = answer.reached ? URL.parse(answer.headers.get('location') ?? '') : null;
  if (page !== null) page.hash = '';
  return page;
}

/** Whether that page answers, and can tell a buyer what became of the payment. */
export async function checkReturn(page: URL | null, shop: Shop): Promise<Check> {
  const title = 'The way back';
  if (page === null) return { title, findings: [finding('return_page_unreachable', 'the proxy names no page')] };
  const answer = await visit(page);
  if (!answer.reached || answer.status !== 200) {
    const why = answer.reached ? `status ${answer.status}` : answer.why;
    return { title, findings: [finding('return_page_unreachable', `${page.href}: ${why}`)] };
  }
  const read = readPage(answer.text, answer.url, new Map(answer.headers));
  const findings = judgePage(read, shop);
  if (read.hasReturn) return { title, findings };
  // Without the element, the script would do nothing either.
  const others = findings.filter(({ code }) => code !== 'cart_missing');
  return { title, findings: [finding('return_element_missing', page.href), ...others] };
}
