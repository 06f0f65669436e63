import { DRAWER_SCRIPT, HAPPENINGS, type SandboxExtras } from './sandbox-extras.ts';
import { paysInside } from './shop-files.ts';

/** The origins that a page has to do with. */
interface Origins {
  readonly origin: string;
  readonly proxy: string;
  /** Null where Stripe is the real one. */
  readonly extras: Pick<SandboxExtras, 'sandbox'> | null;
}

/**
 * All that this page needs, and nothing beside it. No `unsafe-inline`, no `unsafe-eval`, no third party: to pay, the
 * buyer leaves the page, so Stripe need not be allowed into it. Lit names its Trusted Types policy `lit-html`.
 *
 * - A page that has the cart's script beside it, and a list of payment links, needs those two files and no proxy.
 * - A page that is paid inside itself lets in what Stripe names for Stripe.js, and does without Trusted Types: its loader
 *   hands the browser a script's address as a plain string. One with Stripe's page inside frames that page as well.
 *   https://docs.stripe.com/security/guide#content-security-policy
 * - A page with a form for the proxy allows Stripe as its aim too: Chrome applies `form-action` to redirects, and the
 *   proxy's answer is one. https://www.w3.org/TR/CSP3/#directive-form-action
 */
export function contentSecurityPolicy(html: string, { origin, proxy, extras }: Origins): string {
  const isPaidInside = paysInside(html);
  const stripe = isPaidInside ? STRIPE_SOURCES : NO_SOURCES;
  const framed = html.includes('checkout="embedded"') ? [STRIPE_PAGE] : [];
  const sandbox = extras ? [extras.sandbox] : [];
  const inside = isPaidInside ? sandbox : [];
  const drawer = extras ? { script: [origin + DRAWER_SCRIPT], connect: [origin + HAPPENINGS] } : NO_SOURCES;
  const isScriptBeside = html.includes('src="/stripe-cart.js"');
  const script = isScriptBeside ? [`${origin}/stripe-cart.js`, `${origin}/chunks/`] : [proxy];
  const lists = [...html.matchAll(/<stripe-cart\b[^>]* links="([^"]+)"/g)].map(([, path]) => `${origin}${path}`);
  const asksProxy = !isScriptBeside || html.includes(`proxy="${proxy}"`) ? [proxy] : [];
  const frames = [...stripe.frame, ...framed, ...inside];
  const aims = html.includes(`action="${proxy}`) ? [proxy, ...(extras ? sandbox : [STRIPE_PAGE])] : [];
  return [
    "default-src 'none'",
    `script-src ${[...script, ...stripe.script, ...inside, ...drawer.script].join(' ')}`,
    `connect-src ${[...lists, ...asksProxy, ...stripe.connect, ...inside, ...drawer.connect].join(' ')}`,
    ...(frames.length > 0 ? [`frame-src ${frames.join(' ')}`] : []),
    "img-src 'self'",
    "style-src 'self'",
    `form-action ${["'self'", ...aims].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(isPaidInside ? [] : ["require-trusted-types-for 'script'", 'trusted-types lit-html']),
  ].join('; ');
}

const STRIPE_PAGE = 'https://checkout.stripe.com';

const STRIPE_SOURCES = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  connect: ['https://api.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
} as const;

const NO_SOURCES = { script: [], connect: [], frame: [] } as const;
