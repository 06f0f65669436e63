import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { fillIn } from '../checkout/destination.js';
import type { Confirmation } from '../payment/confirmation.js';
import { purposeOf } from '../payment/purpose.js';
import { answerAuthorizePage } from './authorize.js';
import { checkoutPage, closedPage } from './checkout-page.js';
import { isPayable, lastTry, redirect, submit, type CheckoutPlace, type PageState } from './checkout.js';
import { readEntries } from './entries.js';
import { markup } from './markup.js';
import { allowFraming, localeOf, pageResponse } from './page.js';

/**
 * The payment page of an `embedded_page` session, at `/c/embedded/{client secret}?page={origin}`: it stands in a frame,
 * and tells the page at that origin what it has to know.
 */
export async function answerEmbeddedPage(request: Request, clientSecret: string, state: PageState): Promise<Response> {
  const { account } = state;
  const record = openedBy(account, clientSecret);
  const locale = localeOf(record?.session ?? null, request);
  if (!record) return allowFraming(closedPage(null, null, locale));
  if (request.method === 'POST') {
    const place = inAFrame(framedBy(request) ?? '');
    return allowFraming(await submit(record, await readEntries(request), state, locale, place));
  }
  if (record.session.status === 'complete') return allowFraming(completed(locale));
  if (!isPayable(record, 'embedded_page')) return allowFraming(closedPage(record, null, locale));
  return allowFraming(checkoutPage({ account, record, locale }, { complaint: lastTry(account, record) }));
}

/**
 * The bank's question about the session of an embedded page, which is asked within the frame; in a window of its own it
 * is any other question.
 */
export async function answerAuthorize(request: Request, id: string, state: PageState): Promise<Response> {
  const page = framedBy(request);
  const action = state.account.actions.get(id);
  const purpose = action && purposeOf(state.account, action.intent);
  const response = await answerAuthorizePage(request, id, state);
  if (page === null) return response;
  const record = purpose?.is === 'session' ? state.account.sessions.get(purpose.id) : undefined;
  if (!record || response.status !== 303) return allowFraming(response);
  // Answered: on within the frame, wherever a window of its own would go.
  return record.session.status === 'complete' ? allowFraming(done(record)) : redirect(inAFrame(page).address(record));
}

/** The origin of the page around, as the address of a frame says it; null in a window of its own. */
function framedBy(request: Request): string | null {
  return new URL(request.url).searchParams.get('page');
}

/** @param page the origin of the page around the frame */
function inAFrame(page: string): CheckoutPlace {
  const query = `?${new URLSearchParams({ page })}`;
  const address = ({ origin, session }: CheckoutRecord): string =>
    `${origin}/c/embedded/${encodeURIComponent(session.client_secret ?? '')}${query}`;
  return {
    uiMode: 'embedded_page',
    address,
    done,
    onwards: async (record: CheckoutRecord, confirmation: Confirmation) => {
      switch (confirmation.is) {
        // The bank asks within the frame; only another site takes the whole window.
        case 'challenge':
          return redirect(`${record.origin}/authorize/${confirmation.id}${query}`);
        case 'redirect':
          return leave(confirmation.url);
        case 'declined':
          return redirect(address(record));
        case 'complete':
          return done(record);
      }
    },
  };
}

/** Paid, or being processed: on to the shop's return page, or told to the page around, as the session wants it. */
function done({ session }: CheckoutRecord): Response {
  const { id, redirect_on_completion: goes = 'always', return_url: returnUrl } = session;
  return goes === 'always' ? leave(fillIn(returnUrl ?? '', id)) : completed(session.locale, 'complete');
}

/** The page around goes there, since a frame that left by itself would take only itself along. */
function leave(url: string): Response {
  return pageResponse({
    title: 'One moment',
    body: markup`<section class="panel message" data-testid="leaving" data-outcome="leave" data-url="${url}">
      <h1>One moment</h1>
      <p><a href="${url}" target="_top">Continue</a></p>
    </section>`,
  });
}

/** @param outcome what the page around hears of it; nothing where the session was complete before */
function completed(locale: string | null, outcome: 'complete' | null = null): Response {
  return pageResponse({
    title: 'Order complete',
    locale,
    body: markup`<section
      class="panel message"
      data-testid="closed-complete"
      ${outcome === null ? null : markup`data-outcome="${outcome}"`}
    >
      <h1>Order complete</h1>
      <p>There is nothing more to do here.</p>
    </section>`,
  });
}

function openedBy(account: Account, clientSecret: string): CheckoutRecord | null {
  const record = account.sessions.get(clientSecret.split('_secret_', 1)[0] ?? '') ?? null;
  return record?.session.client_secret === clientSecret ? record : null;
}
