import { minorUnitDigits, type CollectedDetails, type ElementsCheckoutReply } from '@stripe-cart/contract';
import type {
  Stripe,
  StripeCheckoutAmount,
  StripeCheckoutApplyPromotionCodeResult,
  StripeCheckoutElementsSdk,
  StripeCheckoutLoadActionsSuccess as Actions,
  StripeCheckoutSession,
  StripeElementBase,
} from '@stripe/stripe-js';
import type { TemplateResult } from 'lit/html.js';
import type { Outcome, PaymentForm, WalletEvent } from '../../payment/payment-form.js';
import type { PaymentStep } from '../../payment/payment-step.js';
import type * as StripeJs from '../../payment/stripe-js.js';
import { elementsView } from './elements-view.js';
import type * as PaymentChoices from './payment-choices.js';

type Element = StripeElementBase & { on(event: 'escape', handler: () => void): unknown };

/**
 * Has Stripe.js open the session. A subscription is not to be had here without the words for it: Stripe's page has them.
 *
 * @returns null where it refuses, or the buyer is on the way to Stripe's page
 */
export async function openForm(
  step: PaymentStep,
  { clientSecret, collects }: ElementsCheckoutReply,
  stripe: Stripe,
  { appearanceOf, followLook }: typeof StripeJs,
): Promise<PaymentForm | null> {
  const { root } = step.place;
  const sdk = stripe.initCheckoutElementsSdk({ clientSecret, elementsOptions: { appearance: appearanceOf(root) } });
  followLook(root, step.signal, (look) => sdk.changeAppearance(look));
  const loaded = await sdk.loadActions();
  if (loaded.type !== 'success') return null;
  const form = new ElementsForm(step, collects, sdk, loaded.actions);
  if (form.session.recurring) {
    await step.storefront.load('recurring');
    if (!step.storefront.recurring) return (step.checkout.restart('hosted'), null);
  }
  if (collects.promotionCode || form.session.shippingOptions.length > 1)
    form.choices = await import('./payment-choices.js').catch(() => null);
  return form;
}

/** A Checkout Session in Stripe's Elements. The session has its lines, its total, and who it is open to. */
export class ElementsForm implements PaymentForm {
  /** As Stripe.js has it now. */
  session: StripeCheckoutSession;
  hasWallet = false;
  /** Where there is something to choose, what shows it. */
  choices: typeof PaymentChoices | null = null;
  readonly collects: CollectedDetails;
  readonly #step: PaymentStep;
  readonly #sdk: StripeCheckoutElementsSdk;
  readonly #actions: Actions;
  readonly #elements = new Map<string, Element>();
  /** All changes that Stripe has been asked for: nothing is confirmed before they are made. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(step: PaymentStep, collects: CollectedDetails, sdk: StripeCheckoutElementsSdk, actions: Actions) {
    this.#step = step;
    this.collects = collects;
    this.#sdk = sdk;
    this.#actions = actions;
    this.session = actions.getSession();
  }

  get isOpen(): boolean {
    return this.session.status.type === 'open';
  }

  get due(): string {
    return this.money(this.session.total.total);
  }

  get #minorUnits(): number {
    return this.session.total.total.minorUnitsAmount;
  }

  /** Tax is due by an address, and nothing else asks for one. */
  get needsBillingAddress(): boolean {
    return this.#elements.has('billingAddress');
  }

  /** In the page's language. Where Stripe counts a currency otherwise than we do, it is Stripe's own text. */
  readonly money = (amount: StripeCheckoutAmount): string => {
    const { currency, minorUnitsAmountDivisor } = this.session;
    return minorUnitsAmountDivisor === 10 ** minorUnitDigits(currency)
      ? this.#step.money(amount.minorUnitsAmount, currency)
      : amount.amount;
  };

  readonly ship = (id: string): void => this.change((stripe) => stripe.updateShippingOption(id));

  mount(): void {
    const sdk = this.#sdk;
    const { place, update, leave, pay, ready, giveUp } = this.#step;
    sdk.on('change', (session) => {
      this.session = session;
      update();
    });
    const wallets = sdk.createExpressCheckoutElement();
    wallets.on('confirm', pay);
    wallets.on('ready', ({ availablePaymentMethods }) => {
      this.hasWallet = availablePaymentMethods !== undefined;
      update();
    });
    this.#elements.set('expressCheckout', wallets).set('contactDetails', sdk.createContactDetailsElement());
    if (this.collects.shippingAddress) this.#elements.set('shippingAddress', sdk.createShippingAddressElement());
    if (this.session.tax.status === 'requires_billing_address')
      this.#elements.set('billingAddress', sdk.createBillingAddressElement());
    const fields = sdk.createPaymentElement();
    fields.on('ready', ready);
    fields.on('loaderror', giveUp);
    this.#elements.set('payment', fields);
    update();
    for (const [name, element] of this.#elements) {
      element.on('escape', leave);
      element.mount(place.mount(name));
    }
  }

  view(isLocked: boolean): TemplateResult {
    return elementsView(this, isLocked);
  }

  /** Another way of shipping, a promotion code, none. The new total comes with Stripe.js's `change`. */
  change(change: (stripe: Actions) => Promise<StripeCheckoutApplyPromotionCodeResult>): void {
    void this.#step.change(async () => {
      const changing = change(this.#actions);
      this.#changing = Promise.allSettled([this.#changing, changing]);
      const changed = await changing;
      return changed.type === 'error' ? changed.error : null;
    });
  }

  /** Looks through the fields first: Stripe.js shows in its own frames what is missing. */
  async confirm(wallet?: WalletEvent): Promise<Outcome> {
    const agreed = this.#minorUnits;
    await this.#changing;
    const checked = wallet ? null : await this.#actions.validateElements();
    if (checked?.type === 'error') {
      this.#elements.get(checked.error.validation_errors[0]?.element ?? '')?.focus();
      return { refusal: 'incomplete', isFinal: true };
    }
    this.session = this.#actions.getSession();
    if (this.#minorUnits !== agreed) return { refusal: 'repriced', isFinal: true };
    const phoneNumber = this.#step.place.root.querySelector<HTMLInputElement>('[name=phone]')?.value;
    const result = await this.#actions.confirm({
      redirect: 'if_required',
      ...(phoneNumber && { phoneNumber }),
      ...(wallet && { expressCheckoutConfirmEvent: wallet }),
    });
    // A decline is certain. Any other refusal may be of a payment that is over, or that goes on without an answer.
    return result.type === 'success'
      ? 'made'
      : { refusal: result.error, isFinal: result.error.code === 'paymentFailed' };
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
