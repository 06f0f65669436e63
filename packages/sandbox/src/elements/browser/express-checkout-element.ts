import type {
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementUpdateOptions,
} from '@stripe/stripe-js';
import { isLeftOut } from '../frames/left-out.js';
import type { Wallet } from '../../payment/wallets.js';
import { CheckoutElement, type ElementKind } from './checkout-element.js';
import type { ElementHost } from './element-host.js';

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
    'shippingratechange',
    // Never fired here, but never refused either.
    'shippingaddresschange',
    'availablepaymentmethodschange',
  ],
};

/** The wallets of the buyer's browser, each of which a buyer opens and then says yes or no to. */
export class ExpressCheckoutElement extends CheckoutElement {
  constructor(state: ElementHost, options: object, onDestroy: () => void) {
    super(EXPRESS_CHECKOUT, state, options, onDestroy);
  }

  update(options: Partial<StripeExpressCheckoutElementUpdateOptions>): this {
    this.setOptions(options);
    return this;
  }

  protected override receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    if (name === 'ready') return super.receive(name, { availablePaymentMethods: this.#available() });
    if (name === 'click') return this.open({});
    if (name !== 'confirm') return super.receive(name, detail);
    const event: StripeExpressCheckoutElementConfirmEvent = {
      expressPaymentType: 'link',
      paymentFailed: () => this.tellFrame('collapse'),
      ...detail,
    };
    super.receive(name, event as unknown as Readonly<Record<string, unknown>>);
  }

  /** Undefined where nothing can be shown: the page hides the element then. */
  #available(): object | undefined {
    const wallets = this.state.frameSettings.subject?.wallets ?? [];
    const has = (wallet: Wallet): boolean => wallets.includes(wallet) && !isLeftOut(wallet, this.options);
    const mine = { applePay: has('apple_pay'), googlePay: has('google_pay'), link: has('link') };
    if (!Object.values(mine).includes(true)) return undefined;
    return { amazonPay: false, paypal: false, klarna: false, ...mine };
  }
}
