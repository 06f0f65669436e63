import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { afterRedirect } from '../checkout/destination.js';
import { ApiError } from '../errors.js';
import { formatAmount } from '../money/currency.js';
import { answerChallenge, answerRedirect } from '../payment/answer-action.js';
import type { Confirmation } from '../payment/confirmation.js';
import { PAYMENT_METHODS } from '../payment/payment-methods.js';
import type { PendingAction } from '../payment/pending-action.js';
import { purposeOf } from '../payment/purpose.js';
import { returnAddressOf } from '../payment/return-address.js';
import { onwards, redirect, type PageState } from './checkout.js';
import { readEntries } from './entries.js';
import { markup } from './markup.js';
import { localeOf, pageResponse } from './page.js';

/**
 * The bank's page: a 3D Secure challenge of the hosted page or of a server's confirmation, or the site that a redirect
 * method leads to. Each is answered once; whoever comes back to it later is told so.
 */
export async function answerAuthorizePage(request: Request, id: string, state: PageState): Promise<Response> {
  const action = state.account.actions.get(id);
  if (!action) return nothingToAnswer(request);
  const record = sessionOf(state.account, action);
  if (request.method !== 'POST') return authorizePage(request, action, record);

  const { answer } = await readEntries(request);
  try {
    const confirmation = answerTo(action, answer ?? '', state);
    return confirmation ? await leave(record, action, confirmation, state) : authorizePage(request, action, record);
  } catch (error) {
    // What is paid for has changed meanwhile, or is not to be paid any more: nothing has been taken.
    if (!(error instanceof ApiError)) throw error;
    return nothingToAnswer(request);
  }
}

/** The session whose payment it is; null for an intent without one. */
function sessionOf(account: Account, { intent }: PendingAction): CheckoutRecord | null {
  const purpose = purposeOf(account, intent);
  return (purpose?.is === 'session' && account.sessions.get(purpose.id)) || null;
}

/** Null for what is none of the page's buttons. */
function answerTo({ id, is }: PendingAction, answer: string, { account }: PageState): Confirmation | null {
  if (is === 'challenge') {
    return answer === 'pass' || answer === 'fail' || answer === 'abandon' ? answerChallenge(account, id, answer) : null;
  }
  return answer === 'authorize' || answer === 'fail' ? answerRedirect(account, id, answer) : null;
}

async function leave(
  record: CheckoutRecord | null,
  action: PendingAction,
  confirmation: Confirmation,
  state: PageState,
): Promise<Response> {
  if (!record) return redirect(returnAddressOf(action.intent, action.returnUrl ?? '/'));
  return record.session.ui_mode === 'hosted_page'
    ? onwards(record, confirmation, state)
    : redirect(afterRedirect(record, action, confirmation));
}

function authorizePage(request: Request, { is, intent }: PendingAction, record: CheckoutRecord | null): Response {
  const amount = intent.object === 'setup_intent' ? 'later payments' : formatAmount(intent.amount, intent.currency);
  const [title, question, ...buttons] =
    is === 'challenge' ? challenge(amount) : elsewhere(intent.payment_method_types, amount);
  return pageResponse({
    title,
    locale: localeOf(record?.session ?? null, request),
    body: markup`<section class="panel message" data-testid="authorize-${is}">
      <p class="eyebrow">${is === 'challenge' ? '3D Secure' : 'Another site'}</p>
      <h1>${title}</h1>
      <p>${question}</p>
      <form method="post" class="answers">
        ${buttons.map(
          ([answer, label], index) =>
            markup`<button class="${index === 0 ? 'pay' : 'plain'}" name="answer" value="${answer}">${label}</button>`,
        )}
      </form>
    </section>`,
  });
}

type Words = readonly [title: string, question: string, ...buttons: readonly (readonly [string, string])[]];

function challenge(amount: string): Words {
  return [
    'Your bank wants to be sure',
    `A real bank would ask for a code or a fingerprint before it lets ${amount} go. Here, you decide how that ends.`,
    ['pass', 'Complete authentication'],
    ['fail', 'Fail authentication'],
    ['abandon', 'Close'],
  ];
}

function elsewhere(types: readonly string[], amount: string): Words {
  const label = PAYMENT_METHODS.find(({ type, answers }) => answers === 'redirect' && types.includes(type))?.label;
  return [
    `Pay ${amount} with ${label ?? 'this method'}`,
    `This page stands in for the one of ${label ?? 'the payment method'}. Say yes, and the buyer goes back having paid.`,
    ['authorize', 'Authorize payment'],
    ['fail', 'Fail payment'],
  ];
}

function nothingToAnswer(request: Request): Response {
  return pageResponse({
    title: 'Nothing to answer',
    status: 404,
    locale: localeOf(null, request),
    body: markup`<section class="panel message" data-testid="authorize-none">
      <h1>Nothing to answer</h1>
      <p>This was answered before, or a newer try has taken its place. Go back to the shop, which knows how the order stands.</p>
    </section>`,
  });
}
