import type {
  Appearance,
  PaymentIntent,
  PaymentIntentResult,
  Stripe,
  StripeConstructor,
  StripeElementsUpdateOptions,
  StripeError,
} from '@stripe/stripe-js';

/**
 * Stands in for window.Stripe over one PaymentIntent that there is already, where a test has to say exactly what
 * Stripe.js does next. The journeys of the demo run with the sandbox's own, which is a faithful one.
 */
export class FakeIntent {
  static current: FakeIntent | undefined;
  amount: number;
  status: PaymentIntent.Status = 'requires_payment_method';
  /** What the page asked for, in order. */
  readonly secrets: (string | undefined)[] = [];
  readonly confirms: unknown[] = [];
  readonly mounted: HTMLElement[] = [];
  readonly appearances: (Appearance | undefined)[] = [];
  destroyed = 0;
  onSubmit: () => Promise<{ error?: { message: string } }> = () => Promise.resolve({});
  onRetrieve: () => Promise<PaymentIntentResult> = () => Promise.resolve({ paymentIntent: this.intent });
  onConfirm: () => Promise<PaymentIntentResult> = () => this.becomes('succeeded');
  /** Whether Stripe's frame comes when it is mounted, and says so. */
  framesCome = true;
  #handlers: Partial<Record<'ready' | 'loaderror', () => void>> = {};

  constructor(amount: number) {
    this.amount = amount;
  }

  /** Stripe's loader keeps the constructor it has found once: each new stand-in takes the place of the last one behind it. */
  install(): this {
    FakeIntent.current = this;
    window.Stripe = stripeConstructor;
    return this;
  }

  get intent(): PaymentIntent {
    return { id: 'pi_1', object: 'payment_intent', amount: this.amount, status: this.status } as PaymentIntent;
  }

  /** Stripe.js has confirmed it. */
  becomes(status: PaymentIntent.Status): Promise<PaymentIntentResult> {
    this.status = status;
    return Promise.resolve({ paymentIntent: this.intent });
  }

  /** Stripe.js has not; where there is a status, Stripe has said how the PaymentIntent stands. */
  refuses(error: Partial<StripeError>, status?: PaymentIntent.Status): Promise<PaymentIntentResult> {
    const payment_intent = status && { ...this.intent, status };
    return Promise.resolve({ error: { type: 'card_error', ...error, ...(payment_intent && { payment_intent }) } });
  }

  /** Stripe.js gives up on its fields. */
  breaks(): void {
    this.#handlers.loaderror?.();
  }

  /** The fields are there to be seen. */
  arrives(): void {
    this.#handlers.ready?.();
  }

  readonly stripe = {
    elements: ({ clientSecret }: { clientSecret?: string }) => {
      this.secrets.push(clientSecret);
      const input = Object.assign(document.createElement('input'), { ariaLabel: 'card' });
      return {
        submit: () => this.onSubmit(),
        update: ({ appearance }: StripeElementsUpdateOptions) => void this.appearances.push(appearance),
        create: () => ({
          on: (event: 'ready' | 'loaderror', handler: () => void) => (this.#handlers[event] = handler),
          mount: (place: HTMLElement) => {
            // As the real one does: it looks into the document, and sees no shadow tree.
            if (place.getRootNode() !== document) throw new Error('Elements cannot be mounted in a ShadowRoot.');
            place.append(input);
            this.mounted.push(place);
            if (this.framesCome) this.arrives();
          },
          destroy: () => {
            this.destroyed++;
            input.remove();
          },
        }),
      };
    },
    retrievePaymentIntent: () => this.onRetrieve(),
    confirmPayment: ({ confirmParams, redirect }: { confirmParams: unknown; redirect: string }) => {
      this.confirms.push({ confirmParams, redirect });
      return this.onConfirm();
    },
  } as unknown as Stripe;
}

const stripeConstructor = Object.assign(() => FakeIntent.current?.stripe, {
  version: 'endive',
}) as unknown as StripeConstructor;
