import type { StripeCheckoutConfirmResult, StripeCheckoutLoadActionsSuccess } from '@stripe/stripe-js';
import type { ConfirmRequest, Reply } from '../protocol.js';
import { showChallenge, UNREACHABLE } from './challenge.js';
import { anyError } from './action-results.js';
import type { CheckoutState } from './checkout-state.js';
import type { Elements } from './elements.js';
import { IntegrationError, notCovered } from './integration-error.js';
import { leaveFor } from './leave.js';
import { ask } from './sandbox-client.js';
import { problemsOf } from './validate-elements.js';

type ConfirmOptions = NonNullable<Parameters<StripeCheckoutLoadActionsSuccess['confirm']>[0]>;

const UNCOVERED = ['paymentMethod', 'savePaymentMethod', 'formConfirmEvent', 'onRequiresApproval'] as const;

/**
 * `actions.confirm()`: what the elements hold, checked, sent once, and followed to its end, through a challenge or to
 * another site. Never a success that the sandbox has not told of.
 *
 * @throws IntegrationError when the page never looked at the total, or gave no address to come back to
 */
export async function confirmCheckout(
  state: CheckoutState,
  elements: Elements,
  options: ConfirmOptions,
): Promise<StripeCheckoutConfirmResult> {
  for (const name of UNCOVERED) if (options[name] !== undefined) notCovered(`confirm({ ${name} })`);
  if (!state.totalWasRead) {
    throw new IntegrationError('Show the buyer what they pay: read session.total.total.amount before confirm().');
  }
  const returnUrl = returnUrlOf(state, options);
  if (state.isConfirming) return anyError('The payment is being confirmed already.');
  state.isConfirming = true;
  state.tell();
  try {
    return await confirmOnce(state, elements, options, returnUrl);
  } finally {
    state.isConfirming = false;
    state.tell();
  }
}

async function confirmOnce(
  state: CheckoutState,
  elements: Elements,
  options: ConfirmOptions,
  returnUrl: string,
): Promise<StripeCheckoutConfirmResult> {
  await state.settled();
  const byWallet = options.expressCheckoutConfirmEvent !== undefined;
  const [problem] = byWallet ? [] : await problemsOf(elements);
  if (problem) {
    elements[problem.element]?.focus();
    return anyError(problem.message);
  }
  let reply = await send(state, elements, requestOf(state, options), byWallet);
  if (reply.ok && reply.outcome?.is === 'challenge') {
    state.accept(reply);
    reply = await challenged(state, reply.outcome.id);
  }
  state.accept(reply);
  if (!reply.ok) return anyError(reply.error.message);
  const { outcome } = reply;
  if (outcome?.is === 'declined') {
    const { message, declineCode } = outcome;
    return { type: 'error', error: { code: 'paymentFailed', message, paymentFailed: { declineCode } } };
  }
  if (outcome?.is === 'redirect') return leaveFor(outcome.url, () => comeBack(state));
  if (outcome?.is !== 'complete') return anyError('The payment was not completed.');
  if (options.redirect !== 'if_required') {
    return leaveFor(returnUrl.replaceAll('{CHECKOUT_SESSION_ID}', state.session.id), () => comeBack(state));
  }
  return { type: 'success', session: state.session };
}

async function challenged(state: CheckoutState, id: string): Promise<Reply> {
  const { origin, credentials, appearance, locale, session } = state;
  const total = session.total.total.amount;
  const answer = await showChallenge({ origin, credentials, appearance, locale, total }, id);
  return answer?.what === 'confirm' ? answer.reply : { ok: false, error: UNREACHABLE };
}

function send(state: CheckoutState, elements: Elements, confirm: ConfirmRequest, byWallet: boolean): Promise<Reply> {
  const { payment } = elements;
  if (byWallet || !payment?.isMounted) {
    return ask(state.origin, 'confirm', state.credentials, { confirm, method: null, byWallet });
  }
  // The frame sends it, and adds what only the frame knows.
  return payment.ask({ what: 'confirm', confirm }).then((answer) => {
    if (answer?.what === 'confirm') return answer.reply;
    const message = 'The Payment Element was taken out of the page while the payment was being confirmed.';
    return { ok: false, error: { type: 'api_connection_error', code: null, declineCode: null, message } };
  });
}

function requestOf(state: CheckoutState, options: ConfirmOptions): ConfirmRequest {
  const { session } = state;
  const wallet = options.expressCheckoutConfirmEvent;
  const { email, phone } = wallet?.billingDetails ?? {};
  return {
    buyer: {
      email: options.email ?? state.valueOf('contactDetails')?.email ?? session.email ?? email ?? null,
      phone: options.phoneNumber ?? session.phoneNumber ?? phone ?? null,
      shippingAddress:
        options.shippingAddress ??
        state.valueOf('shippingAddress')?.contact ??
        session.shippingAddress ??
        wallet?.shippingAddress ??
        null,
      billingAddress:
        options.billingAddress ?? state.valueOf('billingAddress')?.contact ?? session.billingAddress ?? null,
    },
    returnUrl: options.returnUrl ?? null,
    expectedAmount: session.total.total.minorUnitsAmount,
  };
}

function returnUrlOf(state: CheckoutState, options: ConfirmOptions): string {
  const returnUrl = options.returnUrl ?? state.client?.returnUrl ?? null;
  if (returnUrl === null) {
    throw new IntegrationError('confirm() needs a returnUrl when the Checkout Session was created without return_url.');
  }
  if (!URL.canParse(returnUrl) || !/^https?:$/.test(new URL(returnUrl).protocol)) {
    throw new IntegrationError('returnUrl must be an absolute http or https address.');
  }
  return returnUrl;
}

function comeBack(state: CheckoutState): void {
  state.isConfirming = false;
  void state.refresh();
}
