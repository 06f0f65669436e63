import type { Problem } from '@stripe-cart/contract';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Config } from '../config/config.js';
import type { RouteEnv } from '../deps.js';
import { wordsFor } from './refusal-words.js';

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #14161a);
  color: light-dark(#1b1f24, #eceef1); font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 28rem; margin: 2rem 1.25rem; padding: 2rem; border-radius: 1rem;
  background: light-dark(#fff, #1f2228); border: 1px solid light-dark(#dfe3e8, #363b44); overflow-wrap: anywhere; }
h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.3; }
p { margin: 0 0 1.5rem; }
a { display: inline-block; padding: .625rem 1.25rem; border-radius: .5rem; text-decoration: none; font-weight: 600;
  background: light-dark(#1b1f24, #eceef1); color: light-dark(#fff, #14161a); }
a:focus-visible { outline: 3px solid light-dark(#0b62d6, #7db4ff); outline-offset: 3px; }
small { display: block; margin-top: 1.5rem; color: light-dark(#59626e, #a3acb8); }
`;

/**
 * The answer to a refused form: a page, because there is no script that could make one of a code. It loads nothing, runs
 * nothing, cannot be framed, and leads to one place: the shop's own page. For machines the code stands in a `meta`.
 */
export function refusalPage({ origins, cancelUrl }: Pick<Config, 'origins' | 'cancelUrl'>) {
  let policy: Promise<string> | undefined;

  return async (c: Context<RouteEnv>, problem: Problem): Promise<{ body: string; policy: string }> => {
    const origin = c.req.header('origin');
    const [title, advice] = wordsFor(problem, origin);
    // Whoever asked, the way leads to an origin of the shop's: the page a form came from is only a stranger's word.
    const home = origins.find((own) => own === origin) ?? origins[0] ?? '';
    const page = html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <meta name="stripe-cart-problem" content="${problem.code}" />
          <title>${title}</title>
          <style>
            ${raw(STYLE)}
          </style>
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            <p>${advice}</p>
            <a href="${cancelUrl ?? `${home}/`}">Back to the shop</a>
            <small>${problem.code} · ${problem.requestId}</small>
          </main>
        </body>
      </html>`;
    const body = String(await page);
    return { body, policy: await (policy ??= policyFor(body)) };
  };
}

/** The page's own style may be applied, named by its hash, and nothing else whatever. */
async function policyFor(page: string): Promise<string> {
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
  const source = btoa(String.fromCharCode(...hash));
  return `default-src 'none'; style-src 'sha256-${source}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
