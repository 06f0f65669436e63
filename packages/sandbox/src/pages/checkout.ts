import type { Account } from '../account/account.js';
import { CARD_THAT_IS_DECLINED, CARD_THAT_PAYS } from '../checkout/cards.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { confirm } from '../checkout/confirm.js';
import { successUrlOf } from '../checkout/destination.js';
import { chooseShipping } from '../checkout/shipping-choice.js';
import { readForm } from '../form-body.js';
import type { Deliveries } from '../webhooks/deliveries.js';
import { readSubmission } from './checkout-form.js';
import { checkoutPage, closedPage, type Entries } from './checkout-page.js';

/** Milliseconds Checkout waits for `checkout.session.completed` to be acknowledged before it lets the buyer go. https://docs.stripe.com/checkout/fulfillment */
const WEBHOOK_WAIT = 10_000;

/** What the payment page needs of the sandbox around it. */
export interface PageState {
  readonly account: Account;
  readonly deliveries: Deliveries;
}

/** The buyer opens the payment page, or submits it. */
export async function answerCheckoutPage(request: Request, id: string, state: PageState): Promise<Response> {
  const record = state.account.sessions.get(id) ?? null;
  if (request.method === 'POST' && record) {
    const form = readForm(await request.text());
    const entries = Object.fromEntries(
      Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
    );
    return submit(record, entries, state);
  }
  if (!record || record.session.status !== 'open') return closedPage(record, destinationOf(record));
  return checkoutPage(state.account, record, {}, null);
}

async function submit(record: CheckoutRecord, entries: Entries, { account, deliveries }: PageState): Promise<Response> {
  const { session } = record;
  // A second press of the button, after the first one paid, is sent on as the first one was.
  if (session.status === 'complete') return redirect(successUrlOf(record));
  if (session.status !== 'open') return closedPage(record, destinationOf(record));
  // The way of shipping comes first: it may be what makes a card necessary.
  if (entries['shippingRate'] && !chooseShipping(session, entries['shippingRate'])) {
    return checkoutPage(account, record, entries, 'Choose a shipping method.');
  }
  const submission = readSubmission(record, entries, account.clock.now());
  if (!submission.ok) return checkoutPage(account, record, entries, submission.problem);
  const confirmation = confirm(account, record, submission);
  if (confirmation.is === 'declined') return checkoutPage(account, record, entries, confirmation.message);
  if (confirmation.is === 'challenge') return checkoutPage(account, record, entries, 'Your bank asks for 3D Secure.');
  if (confirmation.is === 'redirect') return redirect(confirmation.url);
  await acknowledged(account, deliveries, session.id);
  return redirect(successUrlOf(record));
}

/** Hosted Checkout holds the buyer until the shop has heard of it, though not for ever. */
async function acknowledged(account: Account, deliveries: Deliveries, session: string): Promise<void> {
  const completed = [...account.events.values()].find(
    ({ type, data }) => type === 'checkout.session.completed' && (data.object as { id?: string }).id === session,
  );
  if (completed) await deliveries.firstTries(completed.id, WEBHOOK_WAIT);
}

function destinationOf(record: CheckoutRecord | null): string | null {
  if (!record) return null;
  return record.session.status === 'complete' ? successUrlOf(record) : record.session.cancel_url;
}

function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

/** What a buyer without a browser does: fills in the page as it asks and submits it. */
export async function actAsBuyer(
  id: string,
  action: 'pay' | 'decline' | 'abandon',
  given: { readonly card?: string; readonly email?: string },
  state: PageState,
): Promise<{ status: number; redirect: string | null }> {
  const record = state.account.sessions.get(id) ?? null;
  if (!record) return { status: 404, redirect: null };
  if (action === 'abandon')
    return { status: record.session.status === 'open' ? 200 : 410, redirect: record.session.cancel_url };
  if (record.session.status !== 'open') {
    return { status: closedPage(record, null).status, redirect: destinationOf(record) };
  }
  const response = await submit(
    record,
    {
      email: given.email ?? 'buyer@example.com',
      cardNumber: given.card ?? (action === 'decline' ? CARD_THAT_IS_DECLINED : CARD_THAT_PAYS),
      cardExpiry: '12 / 68',
      cardCvc: '123',
      billingName: 'Test Buyer',
      phoneNumber: '+1 555 010 0100',
      shippingName: 'Test Buyer',
      shippingAddressLine1: '1 Test Street',
      shippingPostalCode: '12345',
      shippingLocality: 'Testville',
      shippingCountry: record.session.shipping_address_collection?.allowed_countries[0] ?? '',
      termsOfServiceConsentCheckbox: 'true',
    },
    state,
  );
  return { status: response.status, redirect: response.headers.get('location') };
}
