import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { confirm, type Confirming } from '../checkout/confirm.js';
import { successUrlOf } from '../checkout/destination.js';
import { lastRefusalOf } from '../checkout/known-intents.js';
import { chooseShipping } from '../checkout/shipping-choice.js';
import { ApiError } from '../errors.js';
import type { Confirmation } from '../payment/confirmation.js';
import type { Deliveries } from '../webhooks/deliveries.js';
import { fieldOf, readSubmission, type Complaint } from './checkout-form.js';
import { checkoutPage, closedPage, completePage } from './checkout-page.js';
import { deliveriesOf } from './delivered.js';
import { readEntries, type Entries } from './entries.js';
import { localeOf } from './page.js';
import { changePromotion } from './promotion.js';
import { changeQuantity } from './quantity.js';
import { filledIn } from './test-data.js';

/** Milliseconds Checkout waits for `checkout.session.completed` to be acknowledged before it lets the buyer go. https://docs.stripe.com/checkout/fulfillment */
const WEBHOOK_WAIT = 10_000;

/** What the pages need of the sandbox around them. */
export interface PageState {
  readonly account: Account;
  readonly deliveries: Deliveries;
}

/** Where the page of a session stands: in a window of its own, or in a frame of the shop's page. */
export interface CheckoutPlace {
  readonly uiMode: 'hosted_page' | 'embedded_page';
  /** The page's own address, to come back to. */
  address(record: CheckoutRecord): string;
  /** What follows when the buyer has pressed its button, or has answered the bank. */
  onwards(record: CheckoutRecord, confirmation: Confirmation, state: PageState): Promise<Response>;
  /** What a buyer is shown who presses the button of a session that is complete. */
  done(record: CheckoutRecord): Response;
}

/** Hosted Checkout. */
const IN_A_WINDOW: CheckoutPlace = {
  uiMode: 'hosted_page',
  address: ({ session }) => session.url ?? '/',
  onwards,
  done: (record) => redirect(successUrlOf(record)),
};

/** The buyer opens the payment page, or submits it. */
export async function answerCheckoutPage(request: Request, id: string, state: PageState): Promise<Response> {
  const { account } = state;
  const record = account.sessions.get(id) ?? null;
  const locale = localeOf(record?.session ?? null, request);
  if (record && request.method === 'POST') return submit(record, await readEntries(request), state, locale);
  if (record?.session.status === 'complete') {
    const reports = deliveriesOf(state.deliveries.report(), record.session, account);
    return completePage({ account, record, locale }, destinationOf(record), reports);
  }
  if (!record || !isPayable(record, 'hosted_page')) return closedPage(record, destinationOf(record), locale);
  return checkoutPage({ account, record, locale }, { complaint: lastTry(account, record) });
}

/** The buyer presses a button of the page: to pay, or to have a test card filled in where there is no script. */
export async function submit(
  record: CheckoutRecord,
  entries: Entries,
  state: PageState,
  locale: string | null = null,
  place: CheckoutPlace = IN_A_WINDOW,
): Promise<Response> {
  const { account } = state;
  const { session } = record;
  const view = { account, record, locale };
  const again = (complaint: Complaint): Response => checkoutPage(view, { entries, complaint, status: 402 });
  // A second press of the button, after the first one paid, is sent on as the first one was.
  if (session.status === 'complete') return place.done(record);
  if (!isPayable(record, place.uiMode)) return closedPage(record, destinationOf(record), locale);
  const filled = filledIn(entries, account.clock.now());
  if (filled) return checkoutPage(view, { entries: filled });
  const promotion = changePromotion(account, record, entries);
  if (promotion?.problem) return checkoutPage(view, { entries, promotionProblem: promotion.problem, status: 422 });
  if (promotion) return redirect(place.address(record));
  const quantity = changeQuantity(account, record, entries);
  if (quantity?.problem) return checkoutPage(view, { entries, quantityProblem: quantity.problem, status: 422 });
  if (quantity) return redirect(place.address(record));
  // The way of shipping comes first: it may be what makes a card necessary.
  if (entries['shippingRate'] && !chooseShipping(session, entries['shippingRate'])) {
    return again({ field: null, message: 'Choose a shipping method.' });
  }
  const submission = readSubmission(record, entries);
  if (!submission.ok) return again(submission.complaint);
  const confirmation = confirmed(account, record, submission);
  if (confirmation.is !== 'declined') return place.onwards(record, confirmation, state);
  return again({ field: fieldOf(confirmation.code), message: confirmation.message });
}

/** What the API would refuse, such as a promotion code that somebody else has used up meanwhile, is told as a decline is. */
function confirmed(account: Account, record: CheckoutRecord, confirming: Confirming): Confirmation {
  try {
    return confirm(account, record, confirming);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { is: 'declined', code: error.details.code ?? '', declineCode: null, message: error.message };
  }
}

/** Where a page sends the buyer next: to the bank, on to the shop once it has heard of the payment, or back for another try. */
export async function onwards(
  record: CheckoutRecord,
  confirmation: Confirmation,
  { account, deliveries }: PageState,
): Promise<Response> {
  switch (confirmation.is) {
    case 'challenge':
      return redirect(`${record.origin}/authorize/${confirmation.id}`);
    case 'redirect':
      return redirect(confirmation.url);
    case 'declined':
      return redirect(record.session.url ?? record.session.cancel_url ?? '/');
    case 'complete':
      await acknowledged(account, deliveries, record.session.id);
      return redirect(successUrlOf(record));
  }
}

/** Hosted Checkout holds the buyer until the shop has heard of it, though not for ever. */
async function acknowledged(account: Account, deliveries: Deliveries, session: string): Promise<void> {
  const completed = [...account.events.values()].find(
    ({ type, data }) => type === 'checkout.session.completed' && (data.object as { id?: string }).id === session,
  );
  if (completed) await deliveries.firstTries(completed.id, WEBHOOK_WAIT);
}

export function isPayable({ session }: CheckoutRecord, uiMode: CheckoutPlace['uiMode']): boolean {
  return session.status === 'open' && session.ui_mode === uiMode;
}

/** What became of the try before, for a buyer who comes back from the bank or reloads the page. */
export function lastTry(account: Account, { session }: CheckoutRecord): Complaint | null {
  const message = lastRefusalOf(account, session);
  return message ? { field: null, message } : null;
}

export function destinationOf(record: CheckoutRecord | null): string | null {
  if (!record || (record.fromLink?.confirmation && record.session.status === 'complete')) return null;
  return record.session.status === 'complete' ? successUrlOf(record) || null : record.session.cancel_url;
}

export function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}
