import type {
  Stripe as StripeJs,
  ConfirmPaymentData,
  StripeElementBase,
  StripeElements,
  StripeElementsOptionsClientSecret,
  StripeElementsOptionsMode,
} from '@stripe/stripe-js';
import type Stripe from 'stripe';
import type { Page } from 'playwright-core';
import type { Shop } from './shop-page.fixture.js';

declare global {
  interface Window {
    stripe: StripeJs;
    elements: StripeElements;
  }
}

/** Where each element of an intent is mounted. */
type Place = 'payment' | 'linkAuthentication' | 'shipping' | 'billing' | 'expressCheckout';

export interface IntentPage {
  readonly options?: StripeElementsOptionsMode | StripeElementsOptionsClientSecret;
  /** The elements to mount, each with its options. */
  readonly mount?: Readonly<Partial<Record<Place, object>>>;
}

export const MUG_OF_15_USD: StripeElementsOptionsMode = { mode: 'payment', amount: 1500, currency: 'usd' };

/** A page of the shop with elements for an intent: `window.stripe` and `window.elements`. */
export async function openIntentPage(shop: Shop, page: IntentPage = {}): Promise<Page> {
  const opened = await shop.open();
  const { options = MUG_OF_15_USD, mount = { payment: {} } } = page;
  await opened.evaluate(
    async ([given, places]) => {
      const stripe = await window.loadStripe('pk_test_sandbox');
      if (!stripe) throw new Error('There is no Stripe.');
      window.stripe = stripe;
      const make: (options: object) => StripeElements = stripe.elements;
      window.elements = make(given);
      const spots = { payment: 'payment', linkAuthentication: 'contact', shipping: 'address', billing: 'billing' };
      await Promise.all(
        Object.entries(places).map(async ([place, settings]) => {
          const mode = place === 'shipping' || place === 'billing' ? { mode: place } : {};
          const element: StripeElementBase = Reflect.apply(window.elements.create, window.elements, [
            'mode' in mode ? 'address' : place,
            { ...mode, ...settings },
          ]);
          if (!('on' in element) || typeof element.on !== 'function') throw new Error(place);
          const { on } = element;
          const ready = new Promise<void>((resolve) => Reflect.apply(on, element, ['ready', () => resolve()]));
          element.mount(`#${new Map(Object.entries(spots)).get(place) ?? 'express'}`);
          await ready;
        }),
      );
    },
    [options, mount] as const,
  );
  return opened;
}

/** An intent that the shop makes, for 15.00 USD. */
export function intentOf(
  { account }: Shop,
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> {
  return account.stripe.paymentIntents.create({ amount: 1500, currency: 'usd', ...params });
}

type Confirm = Parameters<StripeJs['confirmPayment']>[0];

/** What `confirmPayment` came to, as far as a test looks at it. */
export interface Confirmed {
  readonly submit?: unknown;
  readonly status?: unknown;
  readonly error?: unknown;
}

/** Presses Pay: submits, and confirms the intent. */
export function payIn(
  page: Page,
  clientSecret: string | null,
  confirmParams: Omit<ConfirmPaymentData, 'return_url'> = {},
): Promise<Confirmed> {
  return page.evaluate(
    async ([secret, params]) => {
      const submitted = await window.elements.submit();
      if (submitted.error) return { submit: submitted.error };
      const { error, paymentIntent } = await window.stripe.confirmPayment({
        elements: window.elements,
        ...(secret === null ? {} : { clientSecret: secret }),
        confirmParams: { ...params, return_url: `${window.location.origin}/preset` },
        redirect: 'if_required',
      } as Confirm & { redirect: 'if_required'; clientSecret: string });
      return error ? { error } : { status: paymentIntent.status };
    },
    [clientSecret, confirmParams] as const,
  );
}
