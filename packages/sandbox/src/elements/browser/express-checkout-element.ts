import type {
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementUpdateOptions,
} from '@stripe/stripe-js';
import { CheckoutElement, type ElementKind } from './checkout-element.js';
import type { CheckoutState } from './checkout-state.js';

const EXPRESS_CHECKOUT: ElementKind = {
  elementType: 'expressCheckout',
  frame: 'expressCheckout',
  title: 'Secure express checkout frame',
  events: [
    'ready',
    'focus',
    'blur',
    'escape',
    'loaderror',
    'confirm',
    'cancel',
    'click',
    'availablepaymentmethodschange',
  ],
};

/** One wallet of the sandbox's own, which a buyer opens and then says yes or no to. */
export class ExpressCheckoutElement extends CheckoutElement {
  constructor(state: CheckoutState, options: object, onDestroy: () => void) {
    super(EXPRESS_CHECKOUT, state, options, onDestroy);
  }

  update(options: Partial<StripeExpressCheckoutElementUpdateOptions>): this {
    this.setOptions(options);
    return this;
  }

  protected override receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    if (name === 'ready') {
      const others = { amazonPay: false, applePay: false, googlePay: false, paypal: false, klarna: false };
      super.receive(name, { availablePaymentMethods: { ...others, link: true } });
      return;
    }
    if (name === 'confirm') {
      const event: StripeExpressCheckoutElementConfirmEvent = {
        expressPaymentType: 'link',
        paymentFailed: () => this.tellFrame('collapse'),
        ...detail,
      };
      super.receive(name, event as unknown as Readonly<Record<string, unknown>>);
      return;
    }
    super.receive(name, detail);
  }
}
