import type {
  ChangeResolveDetails,
  ClickResolveDetails,
  ShippingRate,
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementShippingRateChangeEvent,
} from '@stripe/stripe-js';
import { ExpressCheckoutElement } from './express-checkout-element.js';
import { IntegrationError } from './integration-error.js';
import type { IntentState } from './intent-state.js';

/** Milliseconds that a page has to say what the wallet shows. */
const RESOLVES_WITHIN = 1000;

/** What the wallet's sheet says when its buyer wants another way of shipping. */
interface RateChoice {
  readonly shippingRate: ShippingRate;
  readonly shippingRates: ShippingRate[];
  /** The one before. */
  readonly chosen?: string;
}

/** Express checkout for an intent: the page hears of the click first, and says what the wallet is to show. */
export class IntentExpressElement extends ExpressCheckoutElement {
  readonly #state: IntentState;

  constructor(state: IntentState, options: object, onDestroy: () => void) {
    super(state, options, onDestroy);
    this.#state = state;
  }

  protected override receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    if (name === 'click') return this.#click(String(detail['expressPaymentType']));
    if (name === 'shippingratechange') return this.#chooseRate(detail as unknown as RateChoice);
    if (name === 'cancel') this.#state.wallet = null;
    if (name !== 'confirm') return super.receive(name, detail);
    const { billingDetails, shippingAddress = null } = detail as unknown as StripeExpressCheckoutElementConfirmEvent;
    this.#state.wallet = {
      type: String(detail['expressPaymentType']),
      billing: billingDetails ?? { name: '' },
      shipping: shippingAddress,
      close: () => this.tellFrame('collapse'),
    };
    super.receive(name, { ...detail, paymentFailed: () => this.#state.closeWallet() });
  }

  protected override forget(): void {
    this.#state.wallet = null;
  }

  /** The page may have another amount first; where nobody listens it is as the buyer says. */
  #chooseRate({ shippingRate, shippingRates, chosen }: RateChoice): void {
    const show = (id: string | undefined, details: ChangeResolveDetails = {}): void =>
      this.open({ shippingRates, ...details, chosen: id });
    if (!this.isHeard('shippingratechange')) return show(shippingRate.id);
    const event: StripeExpressCheckoutElementShippingRateChangeEvent = {
      shippingRate,
      resolve: (details) => show(shippingRate.id, details),
      reject: () => show(chosen),
    };
    this.emit('shippingratechange', event);
  }

  /** Without anybody who listens the wallet opens as it is. */
  #click(wallet: string): void {
    if (!this.isHeard('click')) return this.open({});
    let isOver = false;
    const decide = (work: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(deadline);
      work();
    };
    const deadline = setTimeout(() => {
      decide(() => console.error('The click event of the Express Checkout Element was not resolved within 1 second.'));
    }, RESOLVES_WITHIN);
    const event: StripeExpressCheckoutElementClickEvent = {
      elementType: 'expressCheckout',
      expressPaymentType: wallet as StripeExpressCheckoutElementClickEvent['expressPaymentType'],
      resolve: (details = {}) => {
        this.#checkDetails(details);
        decide(() => this.open({ ...details }));
      },
      reject: () => decide(() => undefined),
    };
    this.emit('click', event);
  }

  /** @throws IntegrationError for what a wallet could not show */
  #checkDetails({ lineItems = [], shippingRates = [] }: ClickResolveDetails): void {
    const sum = lineItems.reduce((total, { amount }) => total + amount, 0);
    const { amount } = this.#state;
    if (amount !== null && sum > amount) {
      throw new IntegrationError(`The lineItems come to ${sum}, more than the amount of the Elements, ${amount}.`);
    }
    if (
      this.options['shippingAddressRequired'] === true &&
      shippingRates.length === 0 &&
      !this.options['shippingRates']
    ) {
      throw new IntegrationError('shippingAddressRequired needs shippingRates, at least one.');
    }
  }
}
