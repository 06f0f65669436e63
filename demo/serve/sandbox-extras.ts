import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Journal } from './journal.ts';
import type { Invoices } from './invoices.ts';
import type { LinkFiles } from './link-files.ts';
import { paysInside } from './shop-files.ts';

/** How a page that pays inside itself comes by Stripe.js where Stripe is the sandbox. */
export type StripeJs = 'preset' | 'route';

/** What the shop's server adds where Stripe is the sandbox. None of it is in the shop's own files. */
export interface SandboxExtras {
  /** The sandbox's origin. */
  readonly sandbox: string;
  readonly journal: Journal;
  /** The payment links that the pages sell by, made in the sandbox. */
  readonly links: LinkFiles;
  readonly invoices: Invoices;
  /**
   * `preset`: the sandbox's script is in the page, and the cart finds `window.Stripe` there. `route`: it is not; whoever
   * drives the browser leads https://js.stripe.com/ to the sandbox.
   */
  readonly stripeJs: StripeJs;
}

export const DRAWER_SCRIPT = '/_demo/what-just-happened.js';
export const HAPPENINGS = '/_demo/happenings';
/** Writes an invoice, and leads to where it is paid. */
const NEW_INVOICE = '/_demo/invoice';

/** For a visitor of the invoices' page who has none. */
const ASK_FOR_INVOICE = `<p><a class="button quiet" href="${NEW_INVOICE}">Write me an invoice</a></p>`;

/** The page with the drawer, and with the sandbox's Stripe.js where it needs one. */
export function withExtras(html: string, { sandbox, stripeJs }: SandboxExtras): string {
  const scripts = [`<script type="module" src="${DRAWER_SCRIPT}" data-account="${sandbox}/"></script>`];
  if (stripeJs === 'preset' && paysInside(html)) scripts.unshift(`<script src="${sandbox}/endive/stripe.js"></script>`);
  return html
    .replace('</head>', `  ${scripts.join('\n    ')}\n  </head>`)
    .replace('</stripe-cart-invoice>', `$&\n        ${ASK_FOR_INVOICE}`);
}

/** @returns whether the address was one of these */
export async function answerExtras(
  address: string,
  request: IncomingMessage,
  response: ServerResponse,
  { journal, invoices }: SandboxExtras,
): Promise<boolean> {
  if (address === DRAWER_SCRIPT) {
    const script = await readFile(fileURLToPath(new URL('what-just-happened.js', import.meta.url)));
    response.writeHead(200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    response.end(script);
    return true;
  }
  if (address === HAPPENINGS) {
    tell(journal, request, response);
    return true;
  }
  if (address === NEW_INVOICE) {
    const { link } = await invoices.write();
    response.writeHead(303, { location: link, 'cache-control': 'no-store' });
    response.end();
    return true;
  }
  return false;
}

/** The journal as server-sent events, from the start or from where the browser left off. */
function tell(journal: Journal, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  // Something has to be sent for the browser to know that it is heard.
  response.write(': listening\n\n');
  const after = Number(request.headers['last-event-id'] ?? 0);
  const stop = journal.read(Number.isSafeInteger(after) ? after : 0, (entry) => {
    response.write(`id: ${entry.number}\ndata: ${JSON.stringify(entry)}\n\n`);
  });
  response.on('close', stop);
}
