import type { StripeAddressElementChangeEvent, StripeAddressElementOptions } from '@stripe/stripe-js';
import { CheckoutElement, type ElementKind } from './checkout-element.js';
import type { ElementHost } from './element-host.js';
import { IntegrationError } from './integration-error.js';

const ADDRESS: ElementKind = {
  elementType: 'address',
  frame: 'address',
  title: 'Secure address input frame',
  events: ['change', 'ready', 'focus', 'blur', 'escape', 'loaderror', 'loaderstart'],
};

type Value = StripeAddressElementChangeEvent['value'];

/** Asks for a name and an address, for shipping or billing. */
export class AddressElement extends CheckoutElement {
  readonly #mode: 'shipping' | 'billing';
  #sent = '';

  constructor(mode: 'shipping' | 'billing', state: ElementHost, options: object, onDestroy: () => void) {
    super(ADDRESS, state, { ...options, mode }, onDestroy);
    this.#mode = mode;
  }

  update(options: Partial<StripeAddressElementOptions>): this {
    this.setOptions(options);
    return this;
  }

  /** @throws IntegrationError before it is mounted */
  async getValue(): Promise<Pick<StripeAddressElementChangeEvent, 'complete' | 'isNewAddress' | 'value'>> {
    const answer = await this.ask({ what: 'validate' });
    if (answer?.what !== 'validate') throw new IntegrationError('The Address Element is not mounted.');
    return { complete: answer.error === null, isNewAddress: true, value: answer.value as Value };
  }

  get #name(): 'shippingAddress' | 'billingAddress' {
    return this.#mode === 'shipping' ? 'shippingAddress' : 'billingAddress';
  }

  protected override receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    if (name === 'change') {
      const { name: fullName, address, phone } = detail['value'] as Value;
      const complete = detail['complete'] === true;
      const contact = { name: fullName, address };
      this.state.setValue(this.#name, { complete, contact, ...(phone ? { phone } : {}) });
    }
    if (name === 'blur') this.#tellSession();
    super.receive(name, name === 'change' ? { elementMode: this.#mode, isNewAddress: true, ...detail } : detail);
  }

  protected override forget(): void {
    this.state.setValue(this.#name, null);
  }

  /** The buyer has left a field of a complete address: shipping and tax may depend on it. */
  #tellSession(): void {
    const value = this.state.valueOf(this.#name);
    const now = JSON.stringify(value?.contact ?? null);
    if (!value?.complete || !value.contact || now === this.#sent) return;
    this.#sent = now;
    this.state.buyerEntered({ [this.#name]: value.contact });
  }
}
