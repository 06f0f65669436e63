import { CheckoutElement, type ElementKind } from './checkout-element.js';
import type { ElementHost } from './element-host.js';

const LINK_AUTHENTICATION: ElementKind = {
  elementType: 'linkAuthentication',
  frame: 'contactDetails',
  title: 'Secure email input frame',
  events: ['change', 'ready', 'focus', 'blur', 'escape', 'loaderror', 'loaderstart'],
};

/** Asks for the buyer's email address. Nobody here has saved anything with Link. */
export class LinkAuthenticationElement extends CheckoutElement {
  constructor(state: ElementHost, options: object, onDestroy: () => void) {
    super(LINK_AUTHENTICATION, state, options, onDestroy);
  }

  protected override receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    if (name === 'change') {
      const { email } = detail['value'] as { readonly email: string };
      this.state.setValue('contactDetails', { complete: detail['complete'] === true, email });
    }
    super.receive(name, detail);
  }

  protected override forget(): void {
    this.state.setValue('contactDetails', null);
  }
}
