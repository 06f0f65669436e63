import { markup, type Html } from './markup.js';
import { STYLES } from './styles.js';

/** No script, nothing from anywhere else, no frame around it. The buyer's form may end on any shop. */
const POLICY = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self' https: http: data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https: http:`;

export function pageResponse(title: string, body: Html, status = 200): Response {
  const nonce = crypto.randomUUID();
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
<link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${STYLES}
        </style>
      </head>
      <body>
        <p class="notice" role="note">
          <strong>Offline sandbox.</strong> This page stands in for Stripe’s. No card is charged and nothing leaves this
          machine.
        </p>
        <main>${body}</main>
      </body>
    </html>`;
  return new Response(page.text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY(nonce),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}
