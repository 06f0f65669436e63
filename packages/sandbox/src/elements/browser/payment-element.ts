import type { StripePaymentElementUpdateOptions } from '@stripe/stripe-js';
import { CheckoutElement, type ElementKind } from './checkout-element.js';
import type { ElementHost } from './element-host.js';

const PAYMENT: ElementKind = {
  elementType: 'payment',
  frame: 'payment',
  title: 'Secure payment input frame',
  events: [
    'change',
    'ready',
    'focus',
    'blur',
    'escape',
    'loaderror',
    'loaderstart',
    // Never fired here, but never refused either.
    'carddetailschange',
    'savedpaymentmethodupdate',
    'savedpaymentmethodremove',
    'availablepaymentmethodschange',
  ],
};

/** The Payment Element: asks how the buyer pays, and is the only one who knows with what number. */
export class PaymentElement extends CheckoutElement {
  constructor(state: ElementHost, options: object, onDestroy: () => void) {
    super(PAYMENT, state, options, onDestroy);
  }

  update(options: Partial<StripePaymentElementUpdateOptions>): this {
    this.setOptions(options);
    return this;
  }

  /** Shows the methods to choose from, and none of them open. */
  collapse(): this {
    this.tellFrame('collapse');
    return this;
  }

  protected override receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    if (name === 'change') this.state.setValue('payment', { complete: detail['complete'] === true });
    super.receive(name, detail);
  }

  protected override forget(): void {
    this.state.setValue('payment', null);
  }
}
