import type { StripeEmbeddedCheckout, StripeEmbeddedCheckoutOptions } from '@stripe/stripe-js';
import { IntegrationError, notCovered } from './integration-error.js';

/** Embedded Checkout as far as its first rule: one in a document. What it would show is not covered. */
export class EmbeddedPages {
  #current: StripeEmbeddedCheckout | null = null;

  /** @throws IntegrationError while there is another one, or when it is not told its session */
  async create(options: StripeEmbeddedCheckoutOptions): Promise<StripeEmbeddedCheckout> {
    if (options.clientSecret === undefined && options.fetchClientSecret === undefined) {
      throw new IntegrationError('createEmbeddedCheckoutPage() needs fetchClientSecret or clientSecret.');
    }
    if (this.#current) throw new IntegrationError('There is an embedded page already; destroy() it first.');
    const page: StripeEmbeddedCheckout = {
      mount: () => notCovered('embeddedCheckout.mount'),
      unmount: () => undefined,
      destroy: () => {
        if (this.#current === page) this.#current = null;
      },
    };
    this.#current = page;
    return page;
  }
}
