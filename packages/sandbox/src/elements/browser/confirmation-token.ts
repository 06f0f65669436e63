import type { ConfirmationTokenResult, CreateConfirmationToken } from '@stripe/stripe-js';
import { createToken } from './api-client.js';
import { paramsOf } from './confirm-params.js';
import { checkReady } from './confirm-payment.js';
import type { StripeInstance } from './element-host.js';
import { IntegrationError } from './integration-error.js';
import { checkElements, groupOf } from './intent-elements.js';

/**
 * `stripe.createConfirmationToken()`: what the elements hold, for the page's own server to confirm with.
 *
 * @throws IntegrationError as `confirmPayment` does
 */
export async function createConfirmationToken(
  stripe: StripeInstance,
  { elements, params = {} }: CreateConfirmationToken,
): Promise<ConfirmationTokenResult> {
  if (!elements) throw new IntegrationError('createConfirmationToken() needs elements.');
  const group = groupOf(elements);
  const { state } = group;
  checkReady(group, 'stripe.createConfirmationToken()');
  if (state.aim.clientSecret !== null && !state.wallet) {
    const { error } = await checkElements(group);
    if (error) return { error };
  }
  const request = { key: stripe.key, clientSecret: null, params: paramsOf(group, params) };
  if (state.wallet) {
    // The buyer has said yes to it once.
    state.closeWallet();
    const reply = await createToken(stripe.origin, request);
    return reply.ok ? { confirmationToken: reply.answer } : { error: reply.error };
  }
  const answer = await group.elements.payment?.ask({ what: 'create_token', request });
  if (answer?.what !== 'create_token') {
    return { error: { type: 'api_connection_error', message: 'The Payment Element was taken out of the page.' } };
  }
  return answer.reply.ok ? { confirmationToken: answer.reply.answer } : { error: answer.reply.error };
}
