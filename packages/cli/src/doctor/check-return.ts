import { ROUTES } from '@stripe-cart/contract';
import type { Check } from './check.js';
import { finding } from './findings.js';
import { judgePage, type Shop } from './judge-page.js';
import { readPage } from './read-page.js';
import { visit } from './visit.js';
import { troubleWith, visitPages, type VisitedPage } from './visited-page.js';

/**
 * The page that buyers come back to, as the proxy itself sends them there. A return without a signature is none of
 * anybody's, costs no call to Stripe, and shows the way all the same.
 * @returns null where the proxy sends nobody anywhere
 */
export async function returnPage(proxy: string): Promise<VisitedPage | null> {
  const answer = await visit(`${proxy}${ROUTES.return.path}`, { redirect: 'manual' });
  const page = answer.reached ? URL.parse(answer.headers.get('location') ?? '') : null;
  if (page === null) return null;
  page.hash = '';
  const [visited = null] = await visitPages([page.href]);
  return visited;
}

/** Whether that page answers, and can tell a buyer what became of the payment. */
export function checkReturn(visited: VisitedPage | null, shop: Shop): Check {
  const title = 'The way back';
  if (visited === null) return { title, findings: [finding('return_page_unreachable', 'the proxy names no page')] };
  const { address, answer } = visited;
  const trouble = troubleWith(visited);
  if (!answer.reached || trouble !== null) {
    return { title, findings: [finding('return_page_unreachable', `${address}: ${trouble}`)] };
  }
  const page = readPage(answer.text, answer.url, new Map(answer.headers));
  const findings = judgePage(page, shop);
  if (page.hasReturn) return { title, findings };
  // Without the element, the script would do nothing either.
  const others = findings.filter(({ code }) => code !== 'cart_missing');
  return { title, findings: [finding('return_element_missing', address), ...others] };
}
