import type { InvoicePayment } from '@stripe-cart/contract';
import type {
  Appearance,
  PaymentIntent,
  Stripe,
  StripeElements,
  StripeError,
  StripePaymentElement,
} from '@stripe/stripe-js';

/** What became of a press, as far as Stripe.js can tell. */
export type Confirmation =
  /** Some field is empty or wrong; Stripe.js marks it. Nothing was sent. */
  | 'incomplete'
  /** The amount is not the one that was shown. Nothing was sent. */
  | 'repriced'
  /** Stripe could not be asked how the payment stands. Nothing was sent. */
  | 'unpaid'
  /** Stripe.js calls it confirmed. Whether it is paid, the proxy says. */
  | 'confirmed'
  /** Nobody knows what was done: ask the proxy. */
  | 'unknown'
  /** Stripe says that it did not succeed, and the payment is open again. */
  | StripeError;

/** In these Stripe takes a confirmation. Anything else is over, or under way somewhere else. */
const OPEN: readonly PaymentIntent.Status[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** Stripe's fields for the invoice's own PaymentIntent. */
export class InvoiceForm {
  /** Kept once its fields are there to be seen. */
  readonly ready: Promise<unknown>;
  readonly elements: StripeElements;
  readonly #stripe: Stripe;
  readonly #payment: InvoicePayment;
  readonly #fields: StripePaymentElement;

  /** @param place in the document, not in a shadow tree: Stripe.js mounts nowhere else */
  constructor(
    stripe: Stripe,
    payment: InvoicePayment,
    place: HTMLElement,
    appearance: Appearance,
    onBroken: () => void,
  ) {
    this.#stripe = stripe;
    this.#payment = payment;
    this.elements = stripe.elements({ clientSecret: payment.clientSecret, appearance });
    this.#fields = this.elements.create('payment');
    this.#fields.on('loaderror', onBroken);
    this.ready = new Promise((resolve) => this.#fields.on('ready', resolve));
    this.#fields.mount(place);
  }

  /**
   * Pays what the buyer has seen, or nothing.
   *
   * @param agreed the amount on the button, in minor units. The shop may have changed the invoice since it was drawn,
   *   or part of it may have been paid elsewhere: Stripe would take what is due now.
   * @throws whatever Stripe.js throws, after which nobody knows what was done
   */
  async confirm(agreed: number): Promise<Confirmation> {
    // First of all, and in the press itself: a wallet opens its sheet here, and a browser lets it only then.
    const { error: invalid } = await this.elements.submit();
    if (invalid) return 'incomplete';
    const { clientSecret, returnUrl } = this.#payment;
    const { paymentIntent: before } = await this.#stripe.retrievePaymentIntent(clientSecret);
    if (!before) return 'unpaid';
    if (!OPEN.includes(before.status)) return 'unknown';
    if (before.amount !== agreed) return 'repriced';
    const { error } = await this.#stripe.confirmPayment({
      elements: this.elements,
      confirmParams: { return_url: returnUrl },
      redirect: 'if_required',
    });
    if (!error) return 'confirmed';
    if (error.type === 'validation_error') return 'incomplete';
    // Certain only where Stripe shows the payment open again.
    return error.payment_intent?.status === 'requires_payment_method' ? error : 'unknown';
  }

  close(): void {
    try {
      this.#fields.destroy();
    } catch {
      // Stripe.js may be in the middle of something with it. It is out of the page, and that is all that was wanted.
    }
  }
}
