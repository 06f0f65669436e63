import type {
  StripeEmbeddedCheckout,
  StripeEmbeddedCheckoutAnalyticsEventUnion,
  StripeEmbeddedCheckoutOptions,
} from '@stripe/stripe-js';
import type { EmbeddedSession, FromFrame } from '../protocol.js';
import { isClientSecret } from './checkout-state.js';
import type { StripeInstance } from './element-host.js';
import { FrameHost } from './frame-host.js';
import { IntegrationError } from './integration-error.js';
import { leaveFor } from './leave.js';
import { mountTarget } from './mount-target.js';
import { askAboutEmbedded } from './sandbox-client.js';

/** The embedded pages of one document: at most one at a time. */
export class EmbeddedPages {
  #current: object | null = null;

  /**
   * `stripe.createEmbeddedCheckoutPage()`
   *
   * @throws IntegrationError while there is another one, or when it is not told its session
   * @throws Error when the session cannot be opened: no such secret, not for an embedded page, or nothing was heard
   */
  async create(stripe: StripeInstance, options: StripeEmbeddedCheckoutOptions): Promise<StripeEmbeddedCheckout> {
    if (options.clientSecret === undefined && options.fetchClientSecret === undefined) {
      throw new IntegrationError('createEmbeddedCheckoutPage() needs fetchClientSecret or clientSecret.');
    }
    if (this.#current) throw new IntegrationError('There is an embedded page already; destroy() it first.');
    // Taken before the session is known: two calls at once are two pages as well.
    const place = {};
    this.#current = place;
    const leave = (): void => {
      if (this.#current === place) this.#current = null;
    };
    try {
      const clientSecret = options.fetchClientSecret ? await options.fetchClientSecret() : options.clientSecret;
      if (!isClientSecret(clientSecret)) {
        throw new IntegrationError('That is not the client secret of a Checkout Session, cs_…_secret_….');
      }
      const session = await askAboutEmbedded(stripe.origin, { key: stripe.key, clientSecret });
      if (!session.ok) throw new Error(session.error.message);
      return new EmbeddedPage(stripe.origin, clientSecret, session.embedded, options, leave);
    } catch (error) {
      leave();
      throw error;
    }
  }
}

/** The checkout page of one session, in a frame of the shop's page. */
class EmbeddedPage implements StripeEmbeddedCheckout {
  readonly #origin: string;
  readonly #clientSecret: string;
  readonly #session: EmbeddedSession;
  readonly #options: StripeEmbeddedCheckoutOptions;
  readonly #onDestroy: () => void;
  #frame: FrameHost | null = null;
  #isDestroyed = false;
  #isRendered = false;
  #isComplete = false;

  constructor(
    origin: string,
    clientSecret: string,
    session: EmbeddedSession,
    options: StripeEmbeddedCheckoutOptions,
    onDestroy: () => void,
  ) {
    this.#origin = origin;
    this.#clientSecret = clientSecret;
    this.#session = session;
    this.#options = options;
    this.#onDestroy = onDestroy;
  }

  mount(location: string | HTMLElement): void {
    this.#refuseDestroyed();
    const container = mountTarget(location);
    if (this.#frame) throw new IntegrationError('The embedded page is mounted already. unmount() it first.');
    const frame = new FrameHost({
      origin: this.#origin,
      path: `/c/embedded/${encodeURIComponent(this.#clientSecret)}`,
      title: 'Checkout',
      settings: async () => null,
      onMessage: (message) => this.#receive(message),
    });
    frame.iframe.name = 'embedded-checkout';
    frame.iframe.style.height = '0';
    this.#frame = frame;
    container.append(frame.iframe);
  }

  unmount(): void {
    this.#refuseDestroyed();
    this.#frame?.remove();
    this.#frame = null;
  }

  destroy(): void {
    this.unmount();
    this.#isDestroyed = true;
    this.#onDestroy();
  }

  #receive(message: FromFrame): void {
    if (message.say === 'height' && this.#frame) this.#frame.iframe.style.height = `${Math.ceil(message.height)}px`;
    if (message.say === 'ready') this.#tellRendered();
    if (message.say !== 'event') return;
    const { url } = message.detail;
    // The frame is the sandbox’s own, and names the bank’s page or the return_url that the shop’s server gave.
    if (message.name === 'leave' && typeof url === 'string') void leaveFor(url, () => this.#frame?.reload());
    if (message.name === 'complete' && !this.#isComplete) {
      this.#isComplete = true;
      this.#options.onComplete?.();
    }
  }

  #tellRendered(): void {
    if (this.#isRendered) return;
    this.#isRendered = true;
    const { id, amount, currency } = this.#session;
    const event: StripeEmbeddedCheckoutAnalyticsEventUnion = {
      checkoutSession: id,
      eventType: 'checkoutRendered',
      details: { amount, currency },
      clientMetadata: {},
      timestamp: Math.floor(Date.now() / 1000),
    };
    this.#options.onAnalyticsEvent?.(event);
  }

  #refuseDestroyed(): void {
    if (this.#isDestroyed) throw new IntegrationError('The embedded page has been destroyed. Create a new one.');
  }
}
