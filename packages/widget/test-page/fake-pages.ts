import type { StripeEmbeddedCheckout, StripeEmbeddedCheckoutOptions } from '@stripe/stripe-js';

/**
 * Stripe's embedded pages in one document. As the real Stripe.js does, it refuses a second one, counted from the moment
 * that it is asked for, and whatever is done with one that is destroyed.
 */
export class FakePages {
  readonly options: StripeEmbeddedCheckoutOptions[] = [];
  /** Where the page is now, if it is anywhere. */
  place: HTMLElement | null = null;
  destroyed = 0;
  /** Whether Stripe's frame comes when it is mounted, and is reported. */
  frameComes = true;
  /** Set, it takes the place of the session being opened: late, or never, or refused. */
  onCreate: () => Promise<void> = () => Promise.resolve();
  #isTaken = false;

  async create(options: StripeEmbeddedCheckoutOptions): Promise<StripeEmbeddedCheckout> {
    if (this.#isTaken) throw new Error('You cannot have multiple Embedded Checkout objects.');
    this.#isTaken = true;
    this.options.push(options);
    try {
      await this.onCreate();
    } catch (error) {
      this.#isTaken = false;
      throw error;
    }
    const content = Object.assign(document.createElement('iframe'), { title: 'Checkout' });
    let isDestroyed = false;
    const check = () => {
      if (isDestroyed) throw new Error('This Embedded Checkout instance has been destroyed.');
    };
    return {
      mount: (place) => {
        check();
        if (typeof place === 'string' || place.getRootNode() !== document) throw new Error('Not in the document.');
        place.append(content);
        this.place = place;
        if (this.frameComes) this.render();
      },
      unmount: () => {
        check();
        content.remove();
        this.place = null;
      },
      destroy: () => {
        check();
        isDestroyed = true;
        this.destroyed++;
        this.#isTaken = false;
        content.remove();
        this.place = null;
      },
    };
  }

  /** The page is there to be seen. */
  render(): void {
    this.options.at(-1)?.onAnalyticsEvent?.({
      checkoutSession: 'cs_test_1',
      eventType: 'checkoutRendered',
      details: { amount: 3900, currency: 'eur' },
      clientMetadata: {},
      timestamp: 1,
    });
  }

  /** The buyer has paid in it. */
  complete(): void {
    this.options.at(-1)?.onComplete?.();
  }
}
