import type {
  ConfirmPaymentData,
  PaymentIntent,
  PaymentIntentResult,
  StripeElements,
  StripeError,
} from '@stripe/stripe-js';
import { returnAddressOf } from '../../payment/return-address.js';
import type { ApiReply, IntentParams } from '../protocol.js';
import { confirmIntent, isIntentSecret } from './api-client.js';
import type { StripeInstance } from './element-host.js';
import { paramsOf } from './confirm-params.js';
import { IntegrationError, notCovered } from './integration-error.js';
import { checkElements, groupOf, type IntentGroup } from './intent-elements.js';
import { leaveFor } from './leave.js';
import { followNextAction } from './next-action.js';

export interface ConfirmPaymentOptions {
  readonly elements?: StripeElements;
  readonly clientSecret?: string;
  readonly confirmParams?: Partial<ConfirmPaymentData>;
  readonly redirect?: 'always' | 'if_required';
}

const UNCOVERED = ['mandate_data', 'save_payment_method', 'expand'] as const;

/**
 * `stripe.confirmPayment()`: what the elements hold, sent once, and followed to its end, through a challenge or to
 * another site. Unless `redirect` is `if_required`, the buyer is taken to `return_url` when there is nothing more to do,
 * and the promise stays open: it resolves with an error only.
 *
 * @throws IntegrationError for what a page must not do
 */
export async function confirmPayment(
  stripe: StripeInstance,
  options: ConfirmPaymentOptions,
): Promise<PaymentIntentResult> {
  const { confirmParams = {}, redirect = 'always' } = options;
  for (const name of UNCOVERED) if (confirmParams[name] !== undefined) notCovered(`confirmParams.${name}`);
  if (redirect !== 'always' && redirect !== 'if_required') {
    throw new IntegrationError('redirect must be always or if_required.');
  }
  if (redirect === 'always' && !confirmParams.return_url) {
    throw new IntegrationError('confirmPayment() needs confirmParams.return_url, unless redirect is if_required.');
  }
  const group = options.elements ? groupOf(options.elements) : null;
  const clientSecret = secretOf(group, options.clientSecret);
  if (group) checkReady(group);
  if (group?.state.isConfirming) {
    return { error: { type: 'invalid_request_error', message: 'The payment is being confirmed already.' } };
  }
  if (group) group.state.isConfirming = true;
  const free = (): void => {
    if (!group) return;
    group.state.isConfirming = false;
    group.state.isSubmitted = false;
    group.state.closeWallet();
  };
  try {
    const intent = await pay(stripe, group, clientSecret, confirmParams);
    if (!intent.ok) return { error: intent.error };
    const { return_url: returnUrl } = confirmParams;
    const url = leadsTo(intent.answer, redirect === 'always' ? (returnUrl ?? null) : null);
    return url === null ? { paymentIntent: intent.answer } : await leaveFor(url, free);
  } finally {
    free();
  }
}

/** Where the buyer has to go now; null where they stay. */
function leadsTo(intent: PaymentIntent, returnUrl: string | null): string | null {
  const elsewhere = intent.status === 'requires_action' ? intent.next_action?.redirect_to_url?.url : null;
  return elsewhere ?? (returnUrl === null ? null : returnAddressOf(intent, returnUrl));
}

async function pay(
  stripe: StripeInstance,
  group: IntentGroup | null,
  clientSecret: string,
  confirmParams: Partial<ConfirmPaymentData>,
): Promise<ApiReply<PaymentIntent>> {
  // Elements without an intent were looked at by elements.submit().
  if (group && group.state.aim.clientSecret !== null && !group.state.wallet) {
    const { error } = await checkElements(group);
    if (error) return { ok: false, error };
  }
  const request: IntentParams = { key: stripe.key, clientSecret, params: paramsOf(group, confirmParams) };
  const confirmed = await send(stripe, group, request);
  return confirmed.ok ? followNextAction(stripe, group?.state.appearance ?? {}, confirmed.answer) : confirmed;
}

async function send(
  { origin }: StripeInstance,
  group: IntentGroup | null,
  request: IntentParams,
): Promise<ApiReply<PaymentIntent>> {
  if (!group || group.state.wallet) return confirmIntent(origin, request);
  // The frame sends it, and adds what only the frame knows.
  const answer = await group.elements.payment?.ask({ what: 'confirm_intent', request });
  if (answer?.what === 'confirm_intent') return answer.reply;
  const error: StripeError = {
    type: 'api_connection_error',
    message: 'The Payment Element was taken out of the page while the payment was being confirmed.',
  };
  return { ok: false, error };
}

function secretOf(group: IntentGroup | null, given: string | undefined): string {
  const own = group?.state.aim.clientSecret ?? null;
  const clientSecret = given ?? own;
  if (clientSecret === null) {
    throw new IntegrationError(
      'confirmPayment() needs the clientSecret of the PaymentIntent: these Elements were made without one.',
    );
  }
  if (!isIntentSecret(clientSecret)) {
    throw new IntegrationError('clientSecret must be the client secret of a PaymentIntent, pi_…_secret_….');
  }
  if (own !== null && own !== clientSecret) {
    throw new IntegrationError('clientSecret is another one than the Elements were made with.');
  }
  return clientSecret;
}

/** @throws IntegrationError where there is nothing to confirm with, or it was not submitted */
export function checkReady({ state, elements }: IntentGroup, caller = 'stripe.confirmPayment()'): void {
  if (!elements.payment?.isMounted && !elements.expressCheckout?.isMounted) {
    throw new IntegrationError(
      `${caller}: elements should have a mounted Payment Element or Express Checkout Element.`,
    );
  }
  if (!elements.payment?.isMounted && !state.wallet) {
    throw new IntegrationError(
      `${caller} was not called within the “confirm” event of the Express Checkout Element, or was called twice.`,
    );
  }
  if (state.aim.clientSecret === null && !state.isSubmitted) {
    throw new IntegrationError(
      `elements.submit() must be called before ${caller}. Call it as soon as the buyer presses Pay, and wait for it.`,
    );
  }
}
