import type {
  PaymentIntentResult,
  Stripe,
  StripeConstructor,
  StripeConstructorOptions,
  StripeError,
} from '@stripe/stripe-js';
import type { StripeInstance } from './element-host.js';
import { initCheckout } from './checkout.js';
import { confirmPayment, type ConfirmPaymentOptions } from './confirm-payment.js';
import { createConfirmationToken } from './confirmation-token.js';
import { EmbeddedPages } from './embedded-page.js';
import { IntegrationError, notCovered } from './integration-error.js';
import { createElements } from './intent-elements.js';
import { handleNextAction, retrievePaymentIntent } from './next-action.js';
import { UNCOVERED_STRIPE } from './uncovered-members.js';

/** What @stripe/stripe-js calls on the object it has made; no part of the published types. */
interface Wrappable {
  _registerWrapper(wrapper: { name: string; version: string; startTime: number }): void;
}

/** Names that earlier releases had, and what took their place. */
const RENAMED: Readonly<Record<string, string>> = {
  initCheckout: 'initCheckoutElementsSdk',
  initEmbeddedCheckout: 'createEmbeddedCheckoutPage',
  redirectToCheckout: 'the url of a Checkout Session',
};

/**
 * The `window.Stripe` of the release train `endive`, as far as the sandbox goes.
 *
 * @param origin the sandbox's own, without a trailing slash
 */
export function stripeConstructor(origin: string): StripeConstructor & { readonly version: 'endive' } {
  const embeddedPages = new EmbeddedPages();

  /** @throws IntegrationError for a key that is not a publishable one */
  function Stripe(publishableKey: string, options: StripeConstructorOptions = {}): Stripe & Wrappable {
    checkKey(publishableKey);
    if (options.stripeAccount !== undefined) notCovered('stripeAccount');
    if (options.betas !== undefined && options.betas.length > 0) notCovered('betas');
    const instance: StripeInstance = { origin, key: publishableKey, locale: options.locale ?? 'auto' };
    return {
      ...UNCOVERED_STRIPE,
      ...renamedMembers(),
      initCheckoutElementsSdk: (checkoutOptions) => initCheckout(instance, checkoutOptions),
      createEmbeddedCheckoutPage: (pageOptions) => embeddedPages.create(instance, pageOptions),
      elements: (elementsOptions = {}) => createElements(instance, elementsOptions),
      confirmPayment: confirmPaymentOf(instance),
      retrievePaymentIntent: (clientSecret) => retrievePaymentIntent(instance, clientSecret),
      handleNextAction: (given) => handleNextAction(instance, 'clientSecret' in given ? given.clientSecret : undefined),
      createConfirmationToken: (given) => createConfirmationToken(instance, given),
      registerAppInfo: (info) => checkAppInfo(info.name),
      _registerWrapper: () => undefined,
    };
  }
  return Object.assign(Stripe, { version: 'endive' } as const);
}

/** `confirmPayment` as it is declared: only without a redirect there is a result to hear of. */
function confirmPaymentOf(instance: StripeInstance): Stripe['confirmPayment'] {
  function confirm(options: ConfirmPaymentOptions & { redirect: 'if_required' }): Promise<PaymentIntentResult>;
  function confirm(options: ConfirmPaymentOptions): Promise<{ error: StripeError }>;
  function confirm(options: ConfirmPaymentOptions): Promise<PaymentIntentResult> {
    return confirmPayment(instance, options);
  }
  return confirm;
}

/** What is given may come from a page without types. */
function checkKey(key: unknown): void {
  if (typeof key !== 'string') {
    throw new IntegrationError(`Stripe() takes a publishable key, a string; it was given ${String(key)}.`);
  }
  if (key === '') throw new IntegrationError('Stripe() takes a publishable key; it was given an empty string.');
  if (/^[sr]k_/.test(key)) {
    throw new IntegrationError('That is a secret key. It must never reach a browser: use the publishable key, pk_….');
  }
  if (!/^pk_(test|live)_\w+$/.test(key)) throw new IntegrationError('That is not a publishable key, pk_….');
}

function checkAppInfo(name: unknown): void {
  if (typeof name !== 'string' || name === '' || name.length > 30) {
    throw new IntegrationError('registerAppInfo takes a name of 1 to 30 characters.');
  }
}

function renamedMembers(): Record<string, () => never> {
  return Object.fromEntries(
    Object.entries(RENAMED).map(([name, instead]) => [
      name,
      () => {
        throw new IntegrationError(`stripe.${name}() is no longer available. Use ${instead}.`);
      },
    ]),
  );
}
