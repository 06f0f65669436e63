import type { ElementsCheckoutReply } from '@stripe-cart/contract';
import type {
  Appearance,
  loadStripe as StripeLoader,
  StripeCheckoutElementsSdk,
  StripeCheckoutLoadActionsSuccess as CheckoutActions,
} from '@stripe/stripe-js';

/** A payment that is open to the buyer in this page. */
export interface OpenPayment {
  readonly sdk: StripeCheckoutElementsSdk;
  readonly actions: CheckoutActions;
}

/**
 * Loads Stripe.js from js.stripe.com, unless the page has it already, and has it open the payment.
 *
 * @param limit in milliseconds, for all of it
 * @returns null where Stripe.js is there, and refuses
 * @throws Error where it could not be loaded in time, or threw
 */
export async function openPayment(
  publishableKey: string,
  { clientSecret }: ElementsCheckoutReply,
  appearance: () => Appearance,
  limit: number,
): Promise<OpenPayment | null> {
  const open = async () => {
    const stripe = await (await loader())(publishableKey);
    if (!stripe) throw new Error('There is no page.');
    const sdk = stripe.initCheckoutElementsSdk({ clientSecret, elementsOptions: { appearance: appearance() } });
    const loaded = await sdk.loadActions();
    return loaded.type === 'success' ? { sdk, actions: loaded.actions } : null;
  };
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('Stripe.js takes too long.')), limit);
  return Promise.race([open(), late]).finally(() => clearTimeout(timer));
}

/**
 * Stripe's own loader, in a file of its own: it is not ours, and it starts nothing before it is called. Its
 * declarations mean nothing to TypeScript's `nodenext`; those of the main entry do.
 */
async function loader(): Promise<typeof StripeLoader> {
  const { loadStripe } = await import('@stripe/stripe-js/dist/pure.mjs');
  return loadStripe;
}
