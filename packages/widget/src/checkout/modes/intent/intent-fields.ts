import type {
  Stripe,
  StripeElementBase,
  StripeElements,
  StripeElementsOptionsMode,
  StripeExpressCheckoutElementClickEvent,
} from '@stripe/stripe-js';
import type { WalletEvent } from '../../payment/payment-form.js';
import type * as StripeJs from '../../payment/stripe-js.js';
import type { IntentForm } from './intent-form.js';
import { intentEn as words } from './intent-en.js';

type Element = StripeElementBase & { on(event: 'escape', handler: () => void): unknown };

/**
 * Stripe's fields, in two groups: what a wallet pays does not wait for an address that its own sheet asks for. Both are
 * made before there is a PaymentIntent, and are told the amount.
 */
export class IntentFields {
  /** What Stripe.js would take now, in minor units. */
  amount: number;
  /** What the open sheet of a wallet has told its buyer, in minor units. */
  offered = 0;
  readonly #form: IntentForm;
  readonly #fields: StripeElements;
  readonly #buttons: StripeElements;
  readonly #elements = new Map<string, Element>();
  #email = '';

  /** @throws whatever Stripe.js throws */
  constructor(form: IntentForm, stripe: Stripe, { appearanceOf, followLook }: typeof StripeJs) {
    const { currency, capture } = form.reply;
    const { place, signal } = form.step;
    const options: StripeElementsOptionsMode = {
      mode: 'payment',
      amount: form.total,
      currency,
      appearance: appearanceOf(place.root),
      ...(capture === 'manual' && { captureMethod: capture }),
    };
    this.#form = form;
    this.amount = form.total;
    this.#fields = stripe.elements(options);
    this.#buttons = stripe.elements(options);
    followLook(place.root, signal, (appearance) => {
      for (const group of this.#groups) void group.update({ appearance });
    });
  }

  get #groups(): readonly StripeElements[] {
    return [this.#fields, this.#buttons];
  }

  /** In the order in which a keyboard meets them. Their places are drawn first. */
  mount(): void {
    const { step, reply } = this.#form;
    const { shippingAddress, phone, countries } = reply.collects;
    const asksForPhone = phone ? 'always' : 'never';
    const wallets = this.#buttons.create('expressCheckout', {
      emailRequired: true,
      phoneNumberRequired: phone,
      shippingAddressRequired: shippingAddress,
      ...(countries.length > 0 && { allowedShippingCountries: [...countries] }),
    });
    wallets.on('ready', ({ availablePaymentMethods }) => {
      this.#form.hasWallet = availablePaymentMethods !== undefined;
      step.update();
    });
    wallets.on('click', (event) => this.#offer(event));
    wallets.on('shippingratechange', ({ shippingRate, resolve, reject }) => {
      void this.#form.ship(shippingRate.id).then(() => {
        this.offered = this.amount;
        resolve();
      }, reject);
    });
    wallets.on('confirm', step.pay);
    const link = this.#fields.create('linkAuthentication');
    link.on('change', ({ value }) => (this.#email = value.email));
    this.#elements.set('expressCheckout', wallets).set('linkAuthentication', link);
    if (shippingAddress)
      this.#elements.set(
        'address',
        this.#fields.create('address', {
          mode: 'shipping',
          ...(countries.length > 0 && { allowedCountries: [...countries] }),
          fields: { phone: asksForPhone },
          validation: { phone: { required: asksForPhone } },
        }),
      );
    const payment = this.#fields.create('payment');
    payment.on('ready', step.ready);
    payment.on('loaderror', step.giveUp);
    this.#elements.set('payment', payment);
    for (const [name, element] of this.#elements) {
      element.on('escape', step.leave);
      element.mount(step.place.mount(name));
    }
  }

  groupOf(wallet: WalletEvent | undefined): StripeElements {
    return wallet ? this.#buttons : this.#fields;
  }

  /** Has Stripe.js take the form's total. @throws whatever Stripe.js throws */
  async setAmount(): Promise<void> {
    const { total: amount, reply, step } = this.#form;
    const { currency } = reply;
    await Promise.all(this.#groups.map((group) => group.update({ amount, currency })));
    this.amount = amount;
    step.update();
  }

  get #phone(): HTMLInputElement | null {
    return this.#form.step.place.root.querySelector('[name=phone]');
  }

  /** Whether the one field that is not Stripe's is filled in; the browser leads to it where not. A wallet asks itself. */
  isComplete(wallet: WalletEvent | undefined): boolean {
    return wallet !== undefined || this.#phone?.reportValidity() !== false;
  }

  /** What Stripe's fields have not asked for. */
  params(wallet: WalletEvent | undefined) {
    const phone = this.#phone?.value;
    return phone && !wallet ? { payment_method_data: { billing_details: { phone } } } : {};
  }

  /** The address for Stripe's receipt: it goes from Stripe's fields to Stripe, and nowhere else. */
  receipt(wallet: WalletEvent | undefined) {
    const email = wallet ? wallet.billingDetails?.email : this.#email;
    return email ? { receipt_email: email } : {};
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

  /** A wallet's sheet opens, with the ways of shipping and the total that the form has; not while that is changing. */
  #offer({ resolve, reject }: StripeExpressCheckoutElementClickEvent): void {
    const { step, reply, shipping, total } = this.#form;
    if (step.state.at !== 'filling' || this.amount !== total) return reject();
    this.offered = total;
    const others = reply.shippingOptions.filter((option) => option !== shipping);
    const rates = [...(shipping ? [shipping] : []), ...others].map(({ id, name, amount }) => ({
      id,
      displayName: name,
      amount,
    }));
    // A sheet that asks where to has to say how, also where that costs nothing.
    const free = { id: 'free', displayName: words.free, amount: 0 };
    resolve(reply.collects.shippingAddress ? { shippingRates: rates.length > 0 ? rates : [free] } : {});
  }
}
