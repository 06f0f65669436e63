import { createElement } from './create-element.js';
import type { FrameContent, FrameContext } from './frame-content.js';

/** A wallet of the sandbox's own: one button, and then a yes or a no. */
export class ExpressCheckoutFrame implements FrameContent {
  readonly element = createElement('div', { class: 'Wallet' });
  readonly #context: FrameContext;

  constructor(context: FrameContext) {
    this.#context = context;
    this.collapse();
  }

  validate(): { error: string | null; value: unknown } {
    return { error: null, value: null };
  }

  focus(): void {
    this.element.querySelector('button')?.focus();
  }

  clear(): void {
    this.collapse();
  }

  /** Back to the one button: the payment failed, or the buyer changed their mind. */
  collapse(): void {
    this.element.replaceChildren(this.#button('Pay with the sandbox wallet', () => this.#open(), 'Button--primary'));
  }

  #open(): void {
    const { link } = this.#context;
    const billingDetails = {
      name: 'Wallet Buyer',
      email: 'wallet@example.com',
      address: {
        line1: '1 Test Street',
        line2: null,
        city: 'Testville',
        state: '',
        postal_code: '12345',
        country: 'US',
      },
    };
    this.element.replaceChildren(
      createElement('p', { class: 'Note' }, 'The sandbox wallet pays with the card 4242 4242 4242 4242.'),
      this.#button('Authorize', () => link.event('confirm', { billingDetails }), 'Button--primary'),
      this.#button('Cancel', () => {
        this.collapse();
        this.focus();
        link.event('cancel');
      }),
    );
    this.focus();
  }

  #button(label: string, onClick: () => void, variant = ''): HTMLButtonElement {
    const button = createElement('button', { type: 'button', class: `Button ${variant}`.trim() }, label);
    button.addEventListener('click', onClick);
    return button;
  }
}
