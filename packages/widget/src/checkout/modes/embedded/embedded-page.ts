import type { EmbeddedCheckoutReply } from '@stripe-cart/contract';
import type { Stripe, StripeEmbeddedCheckout } from '@stripe/stripe-js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import type { PaymentForm } from '../../payment/payment-form.js';
import type { PaymentStep } from '../../payment/payment-step.js';
import { embeddedEn as words } from './embedded-en.js';

/** The child of the step that the page is mounted in, and where it is shown. */
const PLACE = 'page';

/** A page that Stripe.js was asked for. */
interface Opened {
  /** Aborted where nobody wants it any more. */
  readonly signal: AbortSignal;
  /** Stripe.js has destroyed it. */
  readonly gone: Promise<void>;
}

/**
 * The last one of this document. Stripe.js allows one at a time, counted from the moment it is asked for, and throws at
 * the second (joshnuss/svelte-stripe#97); it throws as well where one is destroyed twice (stripe/stripe-js#685).
 */
let last: Opened | null = null;

/**
 * Has Stripe.js open the session as a page within this one.
 *
 * @returns null where another cart of this document has it open; its buyer has been told
 * @throws whatever Stripe.js throws
 */
export async function openForm(
  step: PaymentStep,
  { clientSecret }: EmbeddedCheckoutReply,
  stripe: Stripe,
): Promise<PaymentForm | null> {
  if (last?.signal.aborted === false) {
    step.checkout.rest(words.elsewhere);
    return null;
  }
  const { signal } = step;
  const opening = (last?.gone ?? Promise.resolve()).then(() =>
    stripe.createEmbeddedCheckoutPage({
      clientSecret,
      onComplete: () => void step.verify(null),
      // Of itself it says nothing else; whatever comes, the frame is there.
      onAnalyticsEvent: step.ready,
    }),
  );
  const gone = opening.then((page) => destroyAfter(signal, page));
  last = { signal, gone };
  gone.catch(() => (last = null));
  return new EmbeddedPage(step, await opening);
}

/** However late the page comes, and whatever has become of its step by then: it goes with it. */
function destroyAfter(signal: AbortSignal, page: StripeEmbeddedCheckout): Promise<void> {
  return new Promise((resolve) => {
    const destroy = () => {
      resolve();
      page.destroy();
    };
    if (signal.aborted) destroy();
    else signal.addEventListener('abort', destroy);
  });
}

/** Stripe's own page in the step, with everything in it, its button too. What was paid in it, the proxy says. */
class EmbeddedPage implements PaymentForm {
  readonly isOpen = true;
  readonly due = null;
  readonly #step: PaymentStep;
  readonly #page: StripeEmbeddedCheckout;

  constructor(step: PaymentStep, page: StripeEmbeddedCheckout) {
    this.#step = step;
    this.#page = page;
  }

  mount(): void {
    this.#page.mount(this.#step.place.mount(PLACE));
  }

  view(): TemplateResult {
    return html`<p class="notice">${this.#step.state.at === 'verifying' ? en.confirming : nothing}</p>
      <slot name=${PLACE}></slot>`;
  }
}
