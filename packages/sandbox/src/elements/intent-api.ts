import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import { clientIntentOf, intentOpenedBy } from '../payment/client-intent.js';
import { confirmIntent, refuseUnlessConfirmable } from '../payment/confirm-intent.js';
import { createConfirmationToken, tokenFor, tokenUsed, type ElementsOffer } from '../payment/confirmation-token.js';
import { problemWithMethod } from '../payment/attempt.js';
import type { Decline } from '../payment/cards.js';
import type { KeptPaymentMethod } from '../payment/kept-payment-method.js';
import { withBuyerOn } from './buyer-on-intent.js';
import { checkPublishableKey } from './client-secret.js';
import { readIntentForm, type IntentForm } from './intent-form.js';

/** What of Stripe's API a browser may call: with a publishable key, and for an intent with its client secret. */
export const BROWSER_PATHS = [
  '/v1/payment_intents/:id',
  '/v1/payment_intents/:id/confirm',
  '/v1/confirmation_tokens',
] as const;

export interface IntentApiState {
  readonly account: Account;
  /** Where the sandbox is reached, without a trailing slash. */
  readonly origin: string;
}

/**
 * Answers a browser; null for a request with another key, which is none of a browser's.
 *
 * The key is the bearer token, or the parameter `key`, as Stripe.js sends it.
 */
export async function answerBrowser(request: Request, state: IntentApiState): Promise<Response | null> {
  const authorization = request.headers.get('authorization');
  const bearer = /^bearer (pk_\w+)$/i.exec(authorization ?? '')?.[1];
  if (authorization !== null && bearer === undefined) return null;
  const url = new URL(request.url);
  const text = request.method === 'POST' ? await request.clone().text() : url.search.slice(1);
  if (bearer === undefined && !/(^|&)key=pk_/.test(text)) return null;
  try {
    const form = readIntentForm(text, state.account.clock.now());
    checkPublishableKey(bearer ?? form.key);
    return reply(answer(url.pathname, form, state));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return reply(refusalFor(error, state.account), error.status);
  }
}

/** An error that shows its intent shows a browser no more of it than it may see. */
function refusalFor(refusal: ApiError, account: Account): object {
  const { error } = refusal.toBody();
  const shown = error['payment_intent'];
  if (typeof shown !== 'object' || shown === null || !('id' in shown)) return { error };
  const intent = account.paymentIntents.get(String(shown.id));
  return { error: { ...error, payment_intent: intent && clientIntentOf(intent) } };
}

function answer(path: string, form: IntentForm, { account, origin }: IntentApiState): object {
  if (path === '/v1/confirmation_tokens') return makeToken(account, form);
  const intent = intentOpenedBy(account, form.clientSecret);
  // The address and the secret name the same intent, or the secret opens nothing here.
  if (path.split('/')[3] !== intent.id) intentOpenedBy(account, '');
  if (path.endsWith('/confirm')) confirm(account, intent, form, origin);
  return clientIntentOf(intent);
}

/** @throws ApiError for what `confirmIntent` refuses, and a card_error with the intent for a decline */
function confirm(account: Account, intent: Stripe.PaymentIntent, form: IntentForm, origin: string): void {
  refuseUnlessConfirmable(account, intent);
  if (form.offer) checkAgainst(form.offer, intent);
  const token = form.confirmationToken === null ? null : tokenFor(account, form.confirmationToken, intent);
  const method = token?.method ?? form.method ?? keptMethodOf(account, form.paymentMethod);
  const returnUrl = form.returnUrl ?? token?.returnUrl ?? null;
  const billing = token?.billing ?? form.billing;
  const outcome = withBuyerOn(intent, form, token, () =>
    confirmIntent(account, intent, { method, billing, returnUrl, origin, challenge: 'in_page' }),
  );
  if (token) tokenUsed(token, intent);
  if (outcome.is === 'declined') throw declined(outcome, { payment_intent: intent });
}

/**
 * Elements that were made without an intent show the buyer an amount; the intent has to be for that.
 *
 * @throws ApiError for another one
 */
function checkAgainst(offer: ElementsOffer, intent: Stripe.PaymentIntent): void {
  const pairs = [
    ['amount', intent.amount, offer.amount],
    ['currency', intent.currency, offer.currency],
    ['capture_method', wayOf(intent.capture_method), wayOf(offer.captureMethod)],
  ] as const;
  const wrong = pairs.find(([, provided, expected]) => provided !== expected);
  if (!wrong) return;
  const [name, provided, expected] = wrong;
  throw new ApiError(
    'elements-agree',
    400,
    `The provided ${name} (${provided}) does not match the expected ${name} (${expected}).`,
    { param: name },
  );
}

/** Both automatic ways are one to whoever shows the form. */
function wayOf(captureMethod: string | null | undefined): 'manual' | 'automatic' {
  return captureMethod === 'manual' ? 'manual' : 'automatic';
}

function keptMethodOf(account: Account, id: string | null): KeptPaymentMethod | null {
  return id === null ? null : (account.keptPaymentMethods.get(id) ?? null);
}

function makeToken(account: Account, form: IntentForm): Stripe.ConfirmationToken {
  const { method, billing, returnUrl, shipping, setupFutureUsage, offer } = form;
  if (!method) {
    throw new ApiError('publishable-params', 400, 'Missing required param: payment_method_data.', {
      code: 'parameter_missing',
      param: 'payment_method_data',
    });
  }
  const problem = problemWithMethod(method, account.clock.now());
  if (problem) throw declined({ ...problem });
  const shown = shipping?.address
    ? { address: shipping.address, name: shipping.name ?? '', phone: shipping.phone ?? null }
    : null;
  return createConfirmationToken(account, { method, billing, returnUrl, shipping: shown, setupFutureUsage, offer });
}

function declined({ code, declineCode, message }: Decline, extra: Record<string, unknown> = {}): ApiError {
  return new ApiError('confirm-payment-outcome', 402, message, { type: 'card_error', code, declineCode, extra });
}

function reply(body: object, status = 200): Response {
  return Response.json(body, {
    status,
    // Any shop's page may ask: what opens an intent is its secret.
    headers: { 'access-control-allow-origin': '*', 'cache-control': 'no-store' },
  });
}
