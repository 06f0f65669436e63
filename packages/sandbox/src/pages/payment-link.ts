import { readLinkParameters } from '../checkout/link-parameters.js';
import { openLink } from '../checkout/open-link.js';
import type { PaymentLinkRecord } from '../checkout/payment-link-record.js';
import { redirect, type PageState } from './checkout.js';
import { markup } from './markup.js';
import { localeOf, pageResponse } from './page.js';

/**
 * The address of a payment link. To open it makes a session and leads to its page; to ask whether it is there (HEAD)
 * makes nothing.
 */
export function answerPaymentLink(request: Request, token: string, { account }: PageState): Response {
  const record = [...account.paymentLinks.values()].find(({ link }) => link.url.endsWith(`/links/${token}`)) ?? null;
  if (!record?.link.active) return closedLink(request, record);
  if (request.method === 'HEAD') return new Response(null, { headers: { 'cache-control': 'no-store' } });
  const { session } = openLink(account, record, readLinkParameters(new URL(request.url).searchParams));
  return redirect(session.url ?? '/');
}

function closedLink(request: Request, record: PaymentLinkRecord | null): Response {
  const title = record ? 'This link is not active' : 'Nothing here';
  const text = record
    ? (record.link.inactive_message ?? 'The shop has deactivated this payment link. Ask the shop for another one.')
    : 'There is no such payment link.';
  return pageResponse({
    title,
    status: record ? 410 : 404,
    locale: localeOf(null, request),
    body: markup`<section class="panel message" data-testid="${record ? 'link-inactive' : 'link-unknown'}">
      <h1>${title}</h1>
      <p>${text}</p>
    </section>`,
  });
}
