import type { ShippingRate } from '@stripe/stripe-js';
import type { Wallet } from '../../payment/wallets.js';
import type { FrameSubject } from '../protocol.js';
import { createElement } from './create-element.js';
import type { FrameContent, FrameContext } from './frame-content.js';
import { isLeftOut } from './left-out.js';

/** Who pays with the sandbox's wallets. */
const ADDRESS = {
  line1: '1 Test Street',
  line2: null,
  city: 'Testville',
  state: '',
  postal_code: '12345',
  country: 'US',
};
const BUYER = { name: 'Wallet Buyer', email: 'wallet@example.com', address: ADDRESS };

const LABELS: Readonly<Record<Wallet, string>> = {
  link: 'Pay with the sandbox wallet',
  apple_pay: 'Pay with the sandbox’s Apple Pay',
  google_pay: 'Pay with the sandbox’s Google Pay',
};

/** Wallets of the sandbox's own: a button for each, and then a yes or a no. */
export class ExpressCheckoutFrame implements FrameContent {
  readonly element = createElement('div', { class: 'Wallet' });
  readonly #context: FrameContext;
  #options: Readonly<Record<string, unknown>>;
  #wallets: readonly Wallet[];
  #clicked: Wallet = 'link';

  constructor(context: FrameContext) {
    this.#context = context;
    this.#options = context.settings.options;
    this.#wallets = context.settings.subject?.wallets ?? [];
    this.collapse();
  }

  validate(): { error: string | null; value: unknown } {
    return { error: null, value: null };
  }

  onSubject({ wallets }: FrameSubject): void {
    if (JSON.stringify(wallets) === JSON.stringify(this.#wallets)) return;
    this.#wallets = wallets;
    this.collapse();
  }

  onOptions(options: Readonly<Record<string, unknown>>): void {
    this.#options = options;
  }

  focus(): void {
    this.element.querySelector('button')?.focus();
  }

  clear(): void {
    this.collapse();
  }

  /** Back to the buttons: the payment failed, or the buyer changed their mind. */
  collapse(): void {
    const offered = this.#wallets.filter((wallet) => !isLeftOut(wallet, this.#options));
    this.element.replaceChildren(
      ...offered.map((wallet) => this.#button(LABELS[wallet], () => this.#click(wallet), 'Button--primary')),
    );
  }

  /** The wallet's own sheet. @param details what the page wants it to show, and which rate is chosen */
  open(details: Readonly<Record<string, unknown>>): void {
    const { link } = this.#context;
    const asksShipping = this.#options['shippingAddressRequired'] === true;
    const rates = (details['shippingRates'] ?? this.#options['shippingRates'] ?? []) as readonly ShippingRate[];
    const chosen = rates.find(({ id }) => id === details['chosen']) ?? rates[0];
    const choose = (shippingRate: ShippingRate): void => {
      // Until the page has said that it is so, there is nothing to say yes to.
      this.element.inert = true;
      link.event('shippingratechange', { shippingRate, shippingRates: rates, chosen: chosen?.id });
    };
    this.element.inert = false;
    const authorize = (): void =>
      link.event('confirm', {
        expressPaymentType: this.#clicked,
        billingDetails: BUYER,
        ...(asksShipping ? { shippingAddress: { name: BUYER.name, address: this.#shippingAddress() } } : {}),
        ...(asksShipping && chosen ? { shippingRate: chosen } : {}),
      });
    const cancel = (): void => {
      this.collapse();
      this.focus();
      link.event('cancel');
    };
    this.element.replaceChildren(
      createElement('p', { class: 'Note' }, 'The sandbox wallet pays with the card 4242 4242 4242 4242.'),
      ...(asksShipping ? rates.map((rate) => rateChoice(rate, rate === chosen, choose)) : []),
      this.#button('Authorize', authorize, 'Button--primary'),
      this.#button('Cancel', cancel),
    );
    this.focus();
  }

  /** A sheet takes no address in another country than the page allows; its buyer has one in the first of them. */
  #shippingAddress(): typeof ADDRESS {
    const [country = ADDRESS.country] = (this.#options['allowedShippingCountries'] ?? []) as readonly string[];
    return { ...ADDRESS, country };
  }

  #click(wallet: Wallet): void {
    this.#clicked = wallet;
    this.#context.link.event('click', { expressPaymentType: wallet });
  }

  #button(label: string, onClick: () => void, variant = ''): HTMLButtonElement {
    const button = createElement('button', { type: 'button', class: `Button ${variant}`.trim() }, label);
    button.addEventListener('click', onClick);
    return button;
  }
}

function rateChoice(rate: ShippingRate, isChosen: boolean, onChoose: (rate: ShippingRate) => void): HTMLElement {
  const radio = createElement('input', { type: 'radio', name: 'shippingRate', value: rate.id, checked: isChosen });
  radio.addEventListener('change', () => onChoose(rate));
  return createElement('label', { class: 'Method' }, radio, rate.displayName);
}
