import type { ConfirmationToken, PaymentIntent, StripeError } from '@stripe/stripe-js';
import type { ApiParams, ApiReply, IntentParams } from '../protocol.js';

/** What a page with the client secret sees of the intent. @param origin the sandbox's, without a trailing slash */
export function retrieveIntent(origin: string, key: string, clientSecret: string): Promise<ApiReply<PaymentIntent>> {
  return call(origin, 'GET', `/v1/payment_intents/${idIn(clientSecret)}`, { key, client_secret: clientSecret });
}

/** One try at paying the intent. It may be sent by a frame, which adds what only the frame knows. */
export function confirmIntent(
  origin: string,
  { key, clientSecret, params }: IntentParams,
): Promise<ApiReply<PaymentIntent>> {
  const secret = clientSecret ?? '';
  const all = { ...params, key, client_secret: secret, use_stripe_sdk: true };
  return call(origin, 'POST', `/v1/payment_intents/${idIn(secret)}/confirm`, all);
}

export function createToken(origin: string, { key, params }: IntentParams): Promise<ApiReply<ConfirmationToken>> {
  return call(origin, 'POST', '/v1/confirmation_tokens', { ...params, key });
}

/** `pi_…_secret_…` */
export function isIntentSecret(value: unknown): value is string {
  return typeof value === 'string' && /^pi_\w+_secret_\w+$/.test(value);
}

function idIn(clientSecret: string): string {
  return clientSecret.split('_secret_', 1)[0] ?? '';
}

/**
 * One call of Stripe's API. It never rejects: when nothing was heard, or nothing that makes sense, that is an
 * `api_connection_error`, and whether the sandbox did what was asked is unknown.
 */
async function call<Answer>(
  origin: string,
  method: 'GET' | 'POST',
  path: string,
  params: ApiParams,
): Promise<ApiReply<Answer>> {
  const form = new URLSearchParams(fieldsOf(params));
  const address = method === 'GET' ? `${origin}${path}?${form}` : `${origin}${path}`;
  try {
    const response = await fetch(address, {
      method,
      ...(method === 'GET' ? {} : { body: form }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const body: unknown = await response.json();
    if (isError(body)) return { ok: false, error: body.error };
    // What answers at that address with a success is what was asked for.
    if (response.ok) return { ok: true, answer: body as Answer };
  } catch {
    // Nothing more is known than that no answer arrived.
  }
  return { ok: false, error: NOT_HEARD };
}

const NOT_HEARD: StripeError = {
  type: 'api_connection_error',
  message: 'The connection to the payment provider was lost. Check your internet connection and try again.',
};

function isError(body: unknown): body is { readonly error: StripeError } {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object';
}

/** `{ card: { number } }` becomes `card[number]`; what is null or not there is left out. */
function fieldsOf(params: ApiParams, prefix = ''): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) => {
    const key = prefix === '' ? name : `${prefix}[${name}]`;
    if (value === null || value === undefined) return [];
    return typeof value === 'object' ? fieldsOf(value, key) : [[key, String(value)] as [string, string]];
  });
}
