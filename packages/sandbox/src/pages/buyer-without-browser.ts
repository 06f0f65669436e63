import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { confirm } from '../checkout/confirm.js';
import { fillIn } from '../checkout/destination.js';
import { isMadeFor } from '../checkout/known-intents.js';
import { CARD_THAT_IS_DECLINED, CARD_THAT_PAYS } from '../payment/cards.js';
import { answerChallenge, answerRedirect } from '../payment/answer-action.js';
import type { Confirmation } from '../payment/confirmation.js';
import { TEST_BANK_ACCOUNTS } from '../payment/payment-methods.js';
import { readSubmission } from './checkout-form.js';
import { destinationOf, onwards, submit, type PageState } from './checkout.js';
import type { Entries } from './entries.js';

/** What a test may ask of the buyer. Everything has a default. */
export interface Wishes {
  /** A test card's number; with `decline`, one that is declined. */
  readonly card?: string;
  readonly email?: string;
  /** Another method than the session's first, as in `ideal`. */
  readonly method?: string;
  /** A test bank account of a delayed method; the one that pays by default. */
  readonly account?: string;
  /** How a 3D Secure challenge or a redirect is answered; `pass` by default, and `leave` for not at all. */
  readonly answer?: 'pass' | 'fail' | 'abandon' | 'leave';
  /** Where the page of a PaymentIntent wants its buyer back. */
  readonly returnUrl?: string;
}

/** Those of `body` that can be had; the rest of it is passed over. */
export function readWishes(body: Readonly<Record<string, unknown>>): Wishes {
  const wishes = ['card', 'email', 'method', 'account', 'returnUrl'].filter((name) => typeof body[name] === 'string');
  const answer = (['pass', 'fail', 'abandon', 'leave'] as const).find((each) => each === body['answer']);
  return { ...Object.fromEntries(wishes.map((name) => [name, String(body[name])])), ...(answer ? { answer } : {}) };
}

/** `status` is the page's, `redirect` where the buyer's browser would be sent. */
export interface BuyersResult {
  readonly status: number;
  readonly redirect: string | null;
}

/**
 * What a buyer without a browser does: fills in the page as it asks, presses its button, and answers the bank. A session
 * of the shop's own page is confirmed as Elements would, and leads to its return_url.
 */
export async function actAsBuyer(
  id: string,
  action: 'pay' | 'decline' | 'abandon',
  wishes: Wishes,
  state: PageState,
): Promise<BuyersResult> {
  const { account } = state;
  const record = account.sessions.get(id) ?? null;
  if (!record) return { status: 404, redirect: null };
  if (action === 'abandon') {
    return { status: record.session.status === 'open' ? 200 : 410, redirect: record.session.cancel_url };
  }
  if (record.session.status !== 'open') {
    return { status: record.session.status === 'complete' ? 200 : 410, redirect: destinationOf(record) };
  }
  const entries = entriesOf(record, action, wishes);
  const isHosted = record.session.ui_mode === 'hosted_page';
  const first = isHosted ? resultOf(await submit(record, entries, state)) : confirmed(record, entries, state);

  const pending = [...account.actions.values()].find(({ intent }) => isMadeFor(account, record.session, intent.id));
  if (!pending) return first;
  const answer = wishes.answer ?? 'pass';
  if (answer === 'leave') return first;
  const confirmation =
    pending.is === 'challenge'
      ? answerChallenge(account, pending.id, answer)
      : answerRedirect(account, pending.id, answer === 'pass' ? 'authorize' : 'fail');
  return isHosted ? resultOf(await onwards(record, confirmation, state)) : returnOf(record, confirmation);
}

function confirmed(record: CheckoutRecord, entries: Entries, { account }: PageState): BuyersResult {
  const submission = readSubmission(record, entries);
  return submission.ok ? returnOf(record, confirm(account, record, submission)) : { status: 402, redirect: null };
}

function returnOf({ session }: CheckoutRecord, { is }: Confirmation): BuyersResult {
  if (is !== 'complete') return { status: 402, redirect: null };
  return { status: 303, redirect: session.return_url ? fillIn(session.return_url, session.id) : null };
}

function resultOf(response: Response): BuyersResult {
  return { status: response.status, redirect: response.headers.get('location') };
}

function entriesOf({ session }: CheckoutRecord, action: 'pay' | 'decline', wishes: Wishes): Entries {
  const method = wishes.method ?? session.payment_method_types[0] ?? 'card';
  const accountThat = (pays: boolean) =>
    TEST_BANK_ACCOUNTS.find(({ type, decline }) => type === method && (decline === null) === pays)?.account ?? '';
  return {
    email: wishes.email ?? 'buyer@example.com',
    paymentMethod: method,
    cardNumber: wishes.card ?? (action === 'decline' ? CARD_THAT_IS_DECLINED : CARD_THAT_PAYS),
    cardExpiry: '12 / 68',
    cardCvc: '123',
    billingName: 'Test Buyer',
    [`${method}Account`]: wishes.account ?? accountThat(action === 'pay'),
    accountName: 'Test Buyer',
    phoneNumber: '+1 555 010 0100',
    shippingName: 'Test Buyer',
    shippingAddressLine1: '1 Test Street',
    shippingPostalCode: '12345',
    shippingLocality: 'Testville',
    shippingCountry: session.shipping_address_collection?.allowed_countries[0] ?? '',
    termsOfServiceConsentCheckbox: 'true',
  };
}
