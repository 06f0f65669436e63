import { markup, type Html } from './markup.js';

/** Where the pages' own style and script are served. */
export const STYLE_PATH = '/_pages/page.css';
export const SCRIPT_PATH = '/_pages/page.js';

/** Its own style and script and the shop's pictures, nothing else and no frame around it. A buyer's form may end on any shop. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' https: http: data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self' https: http:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Languages written from right to left, of those that Stripe's pages and Elements know. */
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur)\b/i;

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Default: 200. */
  readonly status?: number;
  /** A language tag, or null for the buyer's own. The words stay English; the direction follows it. */
  readonly locale?: string | null;
  /** Two columns to pay, two and a table below once paid, one narrow column for a message, the whole width for tables. */
  readonly layout?: 'checkout' | 'receipt' | 'message' | 'wide';
  /** Seconds after which the page loads itself again; never by default. */
  readonly refreshAfter?: number;
}

export function pageResponse(page: Page): Response {
  const { title, body, status = 200, locale = null, layout = 'message', refreshAfter } = page;
  const direction = RIGHT_TO_LEFT.test(locale ?? '') ? 'rtl' : 'ltr';
  const document = markup`<!doctype html>
<html lang="en" dir="${direction}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <meta name="color-scheme" content="light dark" />
    ${refreshAfter === undefined ? null : markup`<meta http-equiv="refresh" content="${refreshAfter}" />`}
    <title>${title} · Sandbox</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${STYLE_PATH}" />
    <script type="module" src="${SCRIPT_PATH}"></script>
  </head>
  <body>
    <header class="notice">
      <p><strong>Sandbox: no money moves.</strong> This page stands in for Stripe’s, and is not made by Stripe.</p>
    </header>
    <main class="${layout}">${body}</main>
  </body>
</html>
`;
  return new Response(document.text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** A page that is to stand in a frame of the shop's page, which may be any. */
export function allowFraming(response: Response): Response {
  response.headers.set('content-security-policy', POLICY.replace("frame-ancestors 'none'", 'frame-ancestors *'));
  return response;
}

/** The style or the script. Both belong to this version of the sandbox, so a browser asks each time whether they still do. */
export function assetResponse(type: 'text/css' | 'text/javascript', text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The page's language: what the session asks for, else what the browser does. */
export function localeOf(session: { readonly locale: string | null } | null, request: Request): string | null {
  if (session?.locale && session.locale !== 'auto') return session.locale;
  return request.headers.get('accept-language')?.split(',')[0]?.trim() ?? null;
}
