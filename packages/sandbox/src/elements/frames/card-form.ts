import type { OfferedMethod, PaymentDetails } from '../protocol.js';
import {
  cardNumberProblem,
  expiryOf,
  expiryProblem,
  formatCardNumber,
  formatExpiry,
  securityCodeProblem,
} from './card-entry.js';
import { createElement } from './create-element.js';
import { examplesList } from './examples.js';
import { Field } from './field.js';
import type { MethodForm } from './method-form.js';

/** Which field a refusal of the bank is about. */
const ABOUT: Readonly<Record<string, 'number' | 'expiry' | 'cvc' | undefined>> = {
  incorrect_number: 'number',
  invalid_number: 'number',
  expired_card: 'expiry',
  invalid_expiry_month: 'expiry',
  invalid_expiry_year: 'expiry',
  incorrect_cvc: 'cvc',
  invalid_cvc: 'cvc',
};

/** Number, date and security code. */
export class CardForm implements MethodForm {
  readonly element: HTMLElement;
  readonly fields: readonly Field[];
  readonly #number: Field;
  readonly #expiry: Field;
  readonly #cvc: Field;

  constructor(method: OfferedMethod, onInput: () => void) {
    this.#number = new Field(
      {
        name: 'number',
        label: 'Card number',
        autocomplete: 'cc-number',
        inputMode: 'numeric',
        placeholder: '1234 1234 1234 1234',
        format: formatCardNumber,
        problem: cardNumberProblem,
      },
      onInput,
    );
    this.#expiry = new Field(
      {
        name: 'expiry',
        label: 'Expiration date (MM / YY)',
        autocomplete: 'cc-exp',
        inputMode: 'numeric',
        placeholder: 'MM / YY',
        format: formatExpiry,
        problem: (value) => expiryProblem(value, Date.now()),
      },
      onInput,
    );
    this.#cvc = new Field(
      {
        name: 'cvc',
        label: 'Security code',
        autocomplete: 'cc-csc',
        inputMode: 'numeric',
        placeholder: 'CVC',
        format: (value) => value.replaceAll(/\D/g, '').slice(0, 4),
        problem: (value) => securityCodeProblem(value, this.#number.value),
      },
      onInput,
    );
    this.fields = [this.#number, this.#expiry, this.#cvc];
    const examples = examplesList(method, formatCardNumber, (number) => {
      this.#number.value = number;
      this.#expiry.value = `12 / ${String((new Date().getFullYear() + 3) % 100).padStart(2, '0')}`;
      this.#cvc.value = /^3[47]/.test(number) ? '1234' : '123';
      onInput();
    });
    this.element = createElement(
      'div',
      { class: 'Form' },
      this.#number.element,
      createElement('div', { class: 'Pair' }, this.#expiry.element, this.#cvc.element),
      examples,
    );
  }

  get details(): PaymentDetails {
    const expiry = expiryOf(this.#expiry.value);
    return {
      type: 'card',
      number: this.#number.value.replaceAll(/\D/g, ''),
      expMonth: expiry?.month ?? 0,
      expYear: expiry?.year ?? 0,
      cvc: this.#cvc.value,
    };
  }

  showDecline(code: string, message: string): void {
    const about = ABOUT[code];
    if (about) ({ number: this.#number, expiry: this.#expiry, cvc: this.#cvc })[about].showProblem(message);
  }
}
