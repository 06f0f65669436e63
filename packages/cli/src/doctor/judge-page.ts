import type { ShopConfig } from '@stripe-cart/contract';
import {
  allows,
  allowsImport,
  allowsScript,
  allowsTrustedTypes,
  parsePolicies,
  type Directive,
} from './content-security-policy.js';
import { finding, type Finding, type FindingCode } from './findings.js';
import type { Page, PageCart, PageForm, PageScript } from './read-page.js';

/** The shop that a page should fit, as far as it is known. */
export interface Shop {
  /** The proxy's base URL without a slash at the end; null where nobody gave one. */
  readonly proxy: string | null;
  readonly config: Pick<ShopConfig, 'modes' | 'checkoutOrigins'> | null;
  /** Ids in the proxy's catalogue. */
  readonly items: ReadonlySet<string> | null;
  /** Ids in the file of links, for pages that sell by those. */
  readonly linkItems: ReadonlySet<string> | null;
  /** The ways to pay inside the page that its pages ask for and the proxy offers. */
  readonly inPageModes: ReadonlySet<string>;
}

/** `<script src>` of the widget: what is in front of it is the proxy. */
const WIDGET = /^(.*?)(?:\/v\d+\.\d+\.\d+[^/]*)?\/stripe-cart\.js$/;

/** The one script of a page that is the widget. */
export function widgetScript(page: Page): PageScript | null {
  return page.scripts.find(({ src }) => WIDGET.test(src.origin + src.pathname)) ?? null;
}

/** The cart that sells by links made beforehand, if the page has one. */
export function fixedLinkCart(page: Page): PageCart | null {
  return page.carts.find(({ checkout }) => checkout === 'fixed-link') ?? null;
}

/** Everything about a page that its markup and headers can tell. */
export function judgePage(page: Page, shop: Shop): Finding[] {
  const at = page.url.href;
  const script = widgetScript(page);
  const isFixedLink = fixedLinkCart(page) !== null;
  const named = page.carts.find(({ proxy }) => proxy !== null)?.proxy?.href.replace(/\/+$/, '') ?? null;
  const secrets = page.secrets.map(({ kind, line }) => finding('secret_in_page', `${at}, line ${line}: ${kind}`));
  if (script === null && named === null && !isFixedLink) return [...secrets, finding('cart_missing', at)];

  // A page that sells by links has no proxy but the one it names.
  const inferred =
    script === null || isFixedLink ? null : (WIDGET.exec(script.src.origin + script.src.pathname)?.[1] ?? null);
  const used = named ?? inferred;
  const isOther = shop.proxy !== null && used !== null && used !== shop.proxy;
  return [
    ...secrets,
    ...(isOther ? [finding('other_proxy', `${at}: ${used}`)] : []),
    ...(script !== null && !script.isModule ? [finding('script_not_module', `${at}: ${script.src.href}`)] : []),
    ...policyFindings(page, script, used, shop),
    ...formFindings(page, shop),
    ...modeFindings(page, shop),
    ...wayBackFindings(page, shop),
    ...unknownItems(page, isFixedLink ? shop.linkItems : shop.items),
  ];
}

/** What Stripe.js needs of a page (https://docs.stripe.com/security/guide#content-security-policy). */
const STRIPE_JS = {
  'script-src': ['https://js.stripe.com/endive/stripe.js'],
  'frame-src': ['https://js.stripe.com/', 'https://hooks.stripe.com/'],
  'connect-src': ['https://api.stripe.com/v1/'],
} as const;

const POLICY_FINDINGS: Readonly<Record<Directive, FindingCode>> = {
  'script-src': 'csp_script',
  'connect-src': 'csp_connect',
  'frame-src': 'csp_frame',
  'form-action': 'csp_form',
};

function policyFindings(page: Page, script: PageScript | null, proxy: string | null, shop: Shop): Finding[] {
  const policies = parsePolicies(page.contentSecurityPolicies);
  const blocked: { readonly directive: Directive; readonly source: string }[] = [];
  const demand = (directive: Directive, address: string | URL) => {
    const url = new URL(address);
    if (!allows(policies, directive, url, page.url)) blocked.push({ directive, source: url.origin });
  };

  if (script !== null) {
    const chunk = new URL('chunks/', script.src);
    const isLoaded =
      allowsScript(policies, script.src, page.url, script) && allowsImport(policies, chunk, page.url, script);
    if (!isLoaded) blocked.push({ directive: 'script-src', source: script.src.origin });
  }
  if (proxy !== null) demand('connect-src', `${proxy}/v1/catalog`);
  const links = fixedLinkCart(page)?.links ?? null;
  if (links !== null) demand('connect-src', links);

  const isInThePage = page.carts.some(({ checkout }) => checkout === 'elements');
  if (isInThePage && shop.config?.modes.includes('elements') !== false) {
    for (const directive of ['script-src', 'frame-src', 'connect-src'] as const) {
      for (const address of STRIPE_JS[directive]) demand(directive, address);
    }
  }

  const directives = [...new Set(blocked.map(({ directive }) => directive))];
  const found = directives.map((directive) => {
    const sources = new Set(blocked.filter((each) => each.directive === directive).map(({ source }) => source));
    return finding(POLICY_FINDINGS[directive], `${page.url.href}: ${[...sources].join(' ')}`);
  });
  return allowsTrustedTypes(policies, 'lit-html') ? found : [...found, finding('csp_trusted_types', page.url.href)];
}

function formFindings(page: Page, { proxy, config }: Shop): Finding[] {
  if (proxy === null) return [];
  const policies = parsePolicies(page.contentSecurityPolicies);
  const route = `${proxy}/v1/checkout`;
  const isCheckout = ({ action }: PageForm) => action.pathname.endsWith('/v1/checkout');
  const forms = page.forms.filter(isCheckout);
  const foreign = forms.filter(({ action }) => action.href !== route);
  const own = forms.filter(({ action }) => action.href === route);
  const found = foreign.map(({ action }) => finding('other_proxy', `${page.url.href}: ${action.href}`));
  if (own.length === 0) return found;

  const may = (address: string) => allows(policies, 'form-action', new URL(address), page.url);
  const ends = config?.checkoutOrigins ?? [];
  if (!may(route)) found.push(finding('csp_form', `${page.url.href}: ${new URL(proxy).origin}`));
  // Where a shop has a domain of its own at Stripe, nobody here knows which of them a buyer is sent to.
  else if (ends.length > 0 && !ends.some(may)) found.push(finding('csp_form', `${page.url.href}: ${ends.join(' ')}`));

  if (own.some((form) => isSentWithoutOrigin(page, form))) {
    found.push(finding('origin_null', `${page.url.href}: ${page.referrerPolicy ?? 'rel="noreferrer"'}`));
  }
  return found;
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header, for a form that is posted. */
function isSentWithoutOrigin({ url, referrerPolicy }: Page, { action, isWithoutReferrer }: PageForm): boolean {
  if (isWithoutReferrer || referrerPolicy === 'no-referrer') return true;
  return referrerPolicy === 'same-origin' && action.origin !== url.origin;
}

function modeFindings(page: Page, { config }: Shop): Finding[] {
  const modes: readonly string[] | undefined = config?.modes;
  if (modes === undefined) return [];
  return page.carts.flatMap(({ checkout }) => {
    const isOffered = checkout === null || checkout === 'fixed-link' || modes.includes(checkout);
    return isOffered ? [] : [finding('mode_not_offered', `${page.url.href}: checkout="${checkout}"`)];
  });
}

/** Whose payment failed is shown what the page's own cart sells by. */
function wayBackFindings({ url, hasReturn, carts }: Page, { inPageModes }: Shop): Finding[] {
  const leadsBack = carts.some(({ checkout }) => checkout !== null && inPageModes.has(checkout));
  if (!hasReturn || leadsBack || inPageModes.size === 0) return [];
  const wanted = [...inPageModes].map((mode) => `checkout="${mode}"`).join(' or ');
  return [finding('return_mode_differs', `${url.href}: not ${wanted}`)];
}

function unknownItems(page: Page, items: ReadonlySet<string> | null): Finding[] {
  if (items === null) return [];
  return page.items.filter((id) => !items.has(id)).map((id) => finding('item_unknown', `${page.url.href}: ${id}`));
}
