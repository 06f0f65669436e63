import { parseFixedLinks } from '../links/fixed-links-file.js';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';
import { checkIntegrity } from './integrity.js';
import { fixedLinkCart, judgePage, widgetScript, type Shop } from './judge-page.js';
import { readPage, type Page, type PageScript } from './read-page.js';
import { jsonIn, visit } from './visit.js';
import { troubleWith, type VisitedPage } from './visited-page.js';

/** A page that sells: what it says, and whether the script it names is there and is the one it means. */
export async function checkPage(visited: VisitedPage, shop: Shop): Promise<Check> {
  const { address, answer } = visited;
  const title = `Page ${address}`;
  const trouble = troubleWith(visited);
  if (!answer.reached || trouble !== null) {
    return { title, findings: [finding('page_unreachable', `${address}: ${trouble}`)] };
  }
  const page = readPage(answer.text, answer.url, new Map(answer.headers));
  const links = await linksOf(page);
  const linkItems = links?.ok ? new Set(links.file.items.map(({ id }) => id)) : shop.linkItems;
  const findings = judgePage(page, { ...shop, linkItems });
  if (links?.ok === false) findings.push(finding('links_unreadable', `${links.address}: ${links.problem}`));
  const script = widgetScript(page);
  // Of a proxy that is not there, nothing more need be said.
  const isThere = shop.proxy === null || shop.config !== null;
  const isOurs = isThere && script !== null && !findings.some(({ code }) => code === 'other_proxy');
  return { title, findings: isOurs ? [...findings, ...(await scriptFindings(script, page.url))] : findings };
}

/** The file of links that the page itself sells by; null where it sells by none. */
async function linksOf(page: Page) {
  const address = fixedLinkCart(page)?.links;
  if (!address) return null;
  const answer = await visit(address, { headers: { origin: page.url.origin } });
  if (!answer.reached) return { ok: false as const, address: address.href, problem: answer.why };
  if (answer.status !== 200) return { ok: false as const, address: address.href, problem: `status ${answer.status}` };
  return { address: address.href, ...parseFixedLinks(jsonIn(answer.text)) };
}

async function scriptFindings({ src, integrity }: PageScript, page: URL): Promise<Finding[]> {
  const answer = await visit(src, { headers: { origin: page.origin } });
  const isScript =
    answer.reached && answer.status === 200 && /javascript/.test(answer.headers.get('content-type') ?? '');
  if (!isScript) {
    const why = answer.reached ? `status ${answer.status}` : answer.why;
    return [finding('widget_unreachable', `${src.href}: ${why}`)];
  }
  // A module from another origin is run only when it says who may have it.
  const allowed = answer.headers.get('access-control-allow-origin');
  if (src.origin !== page.origin && allowed !== '*' && allowed !== page.origin)
    return [finding('cors_stripped', src.href)];
  if (integrity === null) return [];
  if (!checkIntegrity(answer.text, integrity)) return [finding('integrity_mismatch', src.href)];
  return /\/v\d+\.\d+\.\d+[^/]*\//.test(src.pathname) ? [] : [finding('integrity_unpinned', src.href)];
}
