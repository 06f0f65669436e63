import type { Stripe, StripeCheckoutSession, StripeExpressCheckoutElementConfirmEvent } from '@stripe/stripe-js';
import type { TemplateResult } from 'lit/html.js';
import type { PricedCart } from '../../cart/priced-cart.js';
import type { InPageReply } from '../modes/open-payment.js';
import type { PaymentStep } from './payment-step.js';
import type { Mishap } from './payment-trouble.js';
import type * as StripeJs from './stripe-js.js';

/** A wallet's sheet has the buyer's consent, and waits for its payment. */
export type WalletEvent = StripeExpressCheckoutElementConfirmEvent;

/** What the chunk of a mode has to offer; it is loaded while Stripe.js is. */
export interface FormChunk {
  /**
   * @returns null where Stripe.js refuses, or the buyer has been told already why there is no form
   * @throws whatever Stripe.js throws
   */
  openForm(
    step: PaymentStep,
    reply: InPageReply,
    stripe: Stripe,
    stripeJs: typeof StripeJs,
  ): PaymentForm | Promise<PaymentForm | null>;
}

/** Stripe's part of the payment step: what one way to pay mounts, and how it takes the money. */
export interface PaymentForm {
  /** Whether Stripe.js lets it be paid. */
  readonly isOpen: boolean;
  /** The total for the button, in the language of the page; null where Stripe has the button, and pays unseen. */
  readonly due: string | null;
  /** The Checkout Session as Stripe.js has it now, where it is one. */
  readonly session?: StripeCheckoutSession;
  /**
   * Puts Stripe's elements into their places, in the order in which a keyboard meets them, and has the step told when they
   * are there to be seen.
   */
  mount(): void;
  /** Everything between the heading and the button. */
  view(isLocked: boolean): TemplateResult;
  /**
   * Takes the money, where the button is ours. The buyer has agreed to the total that they saw when they pressed, and to
   * no other.
   *
   * @throws whatever Stripe.js throws, after which nobody knows what was done
   */
  confirm?(wallet?: WalletEvent): Promise<Outcome>;
  /** Becomes the form of another cart. A form that cannot is closed. */
  follow?(cart: PricedCart): void;
  /** Where the proxy takes the money itself, and its answer was lost: asks for it once more. */
  recall?(): Promise<unknown>;
  close?(): void;
}

/** What was heard of a press of the button; null where the checkout is somewhere else by now. */
export type Outcome =
  /** The payment was made, or is on its way; the proxy will know. */
  | 'made'
  /**
   * It was not, and this is told where it is open. Where that is not final, the payment may be over, or go on without an
   * answer, and the proxy is asked first.
   */
  | { readonly refusal: Mishap; readonly isFinal: boolean }
  | null;
