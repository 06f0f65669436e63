import type { StripeElementsOptionsClientSecret, StripeElementsOptionsMode } from '@stripe/stripe-js';
import { isIntentSecret } from './api-client.js';
import { IntegrationError, notCovered } from './integration-error.js';

export type IntentOptions = StripeElementsOptionsClientSecret | StripeElementsOptionsMode;

/** What the elements are for: an intent that is there, or one that is made when the buyer has filled them in. */
export type IntentAim =
  { readonly clientSecret: string } | { readonly clientSecret: null; readonly deferred: DeferredAim };

export interface DeferredAim {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly captureMethod: string | null;
  readonly setupFutureUsage: string | null;
  readonly allowedPaymentMethodTypes: readonly string[] | null;
  readonly excludedPaymentMethodTypes: readonly string[] | null;
}

/** Members that the sandbox would have to do something for. */
const UNCOVERED = [
  'customerOptions',
  'customerSessionClientSecret',
  'customPaymentMethods',
  'externalPaymentMethodTypes',
  'onBehalfOf',
  'on_behalf_of',
  'paymentMethodConfiguration',
  'payment_method_configuration',
  'paymentMethodCreation',
  'paymentMethodOptions',
  'payment_method_options',
] as const;

/**
 * Options of `stripe.elements()`, looked at: they may come from a page without types.
 *
 * @throws IntegrationError for what cannot be
 */
export function aimOf(options: Readonly<Record<string, unknown>>): IntentAim {
  for (const name of UNCOVERED) if (options[name] !== undefined) notCovered(`elements({ ${name} })`);
  for (const name of ['paymentMethodTypes', 'payment_method_types']) {
    if (options[name] !== undefined) {
      throw new IntegrationError(`elements() takes no ${name} any more. Use allowedPaymentMethodTypes.`);
    }
  }
  const { clientSecret, mode } = options;
  if (clientSecret !== undefined && mode !== undefined) {
    throw new IntegrationError('elements() takes either a clientSecret or a mode, not both.');
  }
  if (clientSecret !== undefined) {
    if (typeof clientSecret === 'string' && clientSecret.startsWith('seti_')) notCovered('a SetupIntent in elements()');
    if (!isIntentSecret(clientSecret)) {
      throw new IntegrationError('clientSecret must be the client secret of a PaymentIntent, pi_…_secret_….');
    }
    return { clientSecret };
  }
  if (mode === undefined) notCovered('elements() without a clientSecret or a mode');
  if (mode === 'setup' || mode === 'subscription') notCovered(`elements({ mode: '${mode}' })`);
  if (mode !== 'payment') throw new IntegrationError('mode must be payment, setup or subscription.');
  return { clientSecret: null, deferred: deferredAim(options) };
}

function deferredAim(options: Readonly<Record<string, unknown>>): DeferredAim {
  const { amount, currency } = options;
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount <= 0) {
    throw new IntegrationError('elements() needs amount, a whole number of minor units above 0, with mode payment.');
  }
  if (typeof currency !== 'string' || !/^[a-z]{3}$/.test(currency)) {
    throw new IntegrationError('elements() needs currency, three letters in lower case, with mode payment.');
  }
  const text = (name: string, other: string): string | null => {
    const value = options[name] ?? options[other];
    return typeof value === 'string' ? value : null;
  };
  const list = (name: string): string[] | null => {
    const value = options[name];
    return Array.isArray(value) ? value.map(String) : null;
  };
  return {
    amount,
    currency,
    captureMethod: text('captureMethod', 'capture_method'),
    setupFutureUsage: text('setupFutureUsage', 'setup_future_usage'),
    allowedPaymentMethodTypes: list('allowedPaymentMethodTypes'),
    excludedPaymentMethodTypes: list('excludedPaymentMethodTypes'),
  };
}
