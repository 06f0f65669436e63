import { CheckoutElement, type ElementKind } from './checkout-element.js';
import type { ElementHost } from './element-host.js';

const CONTACT_DETAILS: ElementKind = {
  elementType: 'contactDetails',
  frame: 'contactDetails',
  title: 'Secure email input frame',
  events: ['change', 'ready', 'focus', 'blur', 'escape', 'loaderror', 'loaderstart'],
};

/** Asks for the buyer's email address. */
export class ContactDetailsElement extends CheckoutElement {
  constructor(state: ElementHost, options: object, onDestroy: () => void) {
    super(CONTACT_DETAILS, state, options, onDestroy);
  }

  protected override receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    if (name === 'change') {
      const { email } = detail['value'] as { readonly email: string };
      this.state.setValue('contactDetails', { complete: detail['complete'] === true, email });
    }
    // The buyer has left the field: the session may know it now.
    if (name === 'blur') {
      const value = this.state.valueOf('contactDetails');
      if (value?.complete && value.email !== undefined) this.state.buyerEntered({ email: value.email });
    }
    super.receive(name, detail);
  }

  protected override forget(): void {
    this.state.setValue('contactDetails', null);
  }
}
