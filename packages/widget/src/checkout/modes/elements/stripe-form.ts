import type { CollectedDetails } from '@stripe-cart/contract';
import type {
  StripeCheckoutApplyPromotionCodeResult,
  StripeCheckoutConfirmResult,
  StripeCheckoutElementsSdk,
  StripeCheckoutLoadActionsSuccess as Actions,
  StripeCheckoutSession,
  StripeElementBase,
  StripeExpressCheckoutElementConfirmEvent,
} from '@stripe/stripe-js';
import { appearanceOf } from './appearance.js';
import type { StepPlace } from './step-place.js';

/** A wallet's sheet has the buyer's consent, and waits for its payment. */
export type WalletEvent = StripeExpressCheckoutElementConfirmEvent;

/** A change of the payment that the buyer asks for: another way of shipping, a promotion code, none. */
export type Change = (stripe: Actions) => Promise<StripeCheckoutApplyPromotionCodeResult>;

interface FormEvents {
  /** Something to be shown is different: the total, or whether there is a wallet. */
  onChange(): void;
  onEscape(): void;
  onWallet(event: WalletEvent): void;
  /** Stripe.js gives up on its fields. */
  onBroken(): void;
}

type Element = StripeElementBase & { on(event: 'escape', handler: () => void): unknown };

/**
 * Loads Stripe.js from js.stripe.com, by Stripe's own loader, unless the page has it already; and has it open the
 * payment.
 *
 * @returns null where Stripe.js is there, and refuses
 * @throws Error where it cannot be loaded
 */
export async function openStripeForm(
  publishableKey: string,
  clientSecret: string,
  root: ShadowRoot,
): Promise<StripeForm | null> {
  const { loadStripe } = await import('./stripe-loader.js');
  const stripe = await loadStripe(publishableKey);
  const sdk = stripe.initCheckoutElementsSdk({ clientSecret, elementsOptions: { appearance: appearanceOf(root) } });
  const loaded = await sdk.loadActions();
  return loaded.type === 'success' ? new StripeForm(sdk, loaded.actions) : null;
}

/** Stripe's fields in the page, and the payment behind them. */
export class StripeForm {
  /** As Stripe.js has it now. */
  session: StripeCheckoutSession;
  hasWallet = false;
  readonly #sdk: StripeCheckoutElementsSdk;
  readonly #actions: Actions;
  readonly #elements = new Map<string, Element>();
  /** All changes that Stripe has been asked for: nothing is confirmed before they are made. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(sdk: StripeCheckoutElementsSdk, actions: Actions) {
    this.#sdk = sdk;
    this.#actions = actions;
    this.session = actions.getSession();
  }

  get #due(): number {
    return this.session.total.total.minorUnitsAmount;
  }

  /** Tax is due by an address, and nothing else asks for one. */
  get needsBillingAddress(): boolean {
    return this.#elements.has('billingAddress');
  }

  /**
   * Mounts the fields, in the order in which a keyboard meets them. Their places are drawn `onChange`.
   *
   * @param signal aborted where the step is over
   */
  mount(place: StepPlace, collects: CollectedDetails, signal: AbortSignal, events: FormEvents): void {
    const sdk = this.#sdk;
    sdk.on('change', (session) => {
      this.session = session;
      events.onChange();
    });
    const wallets = sdk.createExpressCheckoutElement();
    wallets.on('confirm', events.onWallet);
    wallets.on('ready', ({ availablePaymentMethods }) => {
      this.hasWallet = availablePaymentMethods !== undefined;
      events.onChange();
    });
    this.#elements.set('expressCheckout', wallets).set('contactDetails', sdk.createContactDetailsElement());
    if (collects.shippingAddress) this.#elements.set('shippingAddress', sdk.createShippingAddressElement());
    if (this.session.tax.status === 'requires_billing_address')
      this.#elements.set('billingAddress', sdk.createBillingAddressElement());
    const fields = sdk.createPaymentElement();
    fields.on('loaderror', events.onBroken);
    this.#elements.set('payment', fields);
    events.onChange();
    for (const [name, element] of this.#elements) {
      element.on('escape', events.onEscape);
      element.mount(place.mount(name));
    }
    const restyle = () => sdk.changeAppearance(appearanceOf(place.root));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle, { signal });
  }

  /** The new total comes with `onChange`. @throws whatever Stripe.js throws */
  change(change: Change): Promise<StripeCheckoutApplyPromotionCodeResult> {
    const changing = change(this.#actions);
    this.#changing = Promise.allSettled([this.#changing, changing]);
    return changing;
  }

  /**
   * Looks through the fields, and takes the money. Stripe.js shows what is missing in its own frames. The buyer has
   * agreed to the total that they saw when they pressed, and to no other.
   *
   * @throws whatever Stripe.js throws, after which nobody knows what was done
   */
  async confirm(
    phoneNumber: string | undefined,
    wallet?: WalletEvent,
  ): Promise<StripeCheckoutConfirmResult | 'incomplete' | 'repriced'> {
    const agreed = this.#due;
    await this.#changing;
    const checked = wallet ? null : await this.#actions.validateElements();
    if (checked?.type === 'error') {
      this.#elements.get(checked.error.validation_errors[0]?.element ?? '')?.focus();
      return 'incomplete';
    }
    this.session = this.#actions.getSession();
    if (this.#due !== agreed) return 'repriced';
    return this.#actions.confirm({
      redirect: 'if_required',
      ...(phoneNumber && { phoneNumber }),
      ...(wallet && { expressCheckoutConfirmEvent: wallet }),
    });
  }

  close(): void {
    for (const element of this.#elements.values()) {
      try {
        element.destroy();
      } catch {
        // Stripe.js may be in the middle of something with it. It is out of the page, and that is all that was wanted.
      }
    }
  }
}
