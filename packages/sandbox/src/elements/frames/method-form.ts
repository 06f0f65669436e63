import type { OfferedMethod, PaymentDetails } from '../protocol.js';
import { createElement } from './create-element.js';
import { examplesList } from './examples.js';
import { Field } from './field.js';

/** What one method asks the buyer. */
export interface MethodForm {
  readonly element: HTMLElement;
  readonly fields: readonly Field[];
  readonly details: PaymentDetails;
  /** A refusal of the bank, shown at the field it is about. */
  showDecline(code: string, message: string): void;
}

/** An account to take the money from, which the bank answers days later. */
export class BankAccountForm implements MethodForm {
  readonly element: HTMLElement;
  readonly fields: readonly Field[];
  readonly #type: string;
  readonly #account: Field;

  constructor(method: OfferedMethod, onInput: () => void) {
    this.#type = method.type;
    const isIban = method.type === 'sepa_debit';
    this.#account = new Field(
      {
        name: method.type,
        label: isIban ? 'IBAN' : 'Account number',
        autocomplete: 'off',
        inputMode: isIban ? 'text' : 'numeric',
        problem: (value) => (value.length < 6 ? 'The account number is incomplete.' : null),
      },
      onInput,
    );
    this.fields = [this.#account];
    const examples = examplesList(
      method,
      (number) => number,
      (number) => {
        this.#account.value = number;
        onInput();
      },
    );
    this.element = createElement(
      'div',
      { class: 'Form' },
      this.#account.element,
      createElement('p', { class: 'Note' }, 'The bank answers in a few days.'),
      examples,
    );
  }

  get details(): PaymentDetails {
    return { type: this.#type, account: this.#account.value };
  }

  showDecline(_code: string, message: string): void {
    this.#account.showProblem(message);
  }
}

/** A number to pay with at a till: who it is for goes on the voucher, unless the page has asked already. */
export class VoucherForm implements MethodForm {
  readonly element: HTMLElement;
  readonly fields: readonly Field[];
  readonly #type: string;

  /** @param asks whether name and email are asked for here */
  constructor(method: OfferedMethod, asks: boolean, onInput: () => void) {
    this.#type = method.type;
    const problem = (value: string): string | null => (value === '' ? 'This is missing.' : null);
    this.fields = asks
      ? [
          new Field({ name: 'name', label: 'Full name', autocomplete: 'name', problem }, onInput),
          new Field({ name: 'email', label: 'Email', autocomplete: 'email', inputMode: 'email', problem }, onInput),
        ]
      : [];
    const note = 'You get a number to pay with at a till. Until then the order waits.';
    this.element = createElement(
      'div',
      { class: 'Form' },
      ...this.fields.map((field) => field.element),
      createElement('p', { class: 'Note' }, note),
    );
  }

  get details(): PaymentDetails {
    const [name, email] = this.fields;
    return { type: this.#type, ...(name && email ? { billing: { name: name.value, email: email.value } } : {}) };
  }

  showDecline(): void {}
}

/** Nothing to fill in: the buyer says yes on another site. */
export class RedirectForm implements MethodForm {
  readonly element: HTMLElement;
  readonly fields: readonly Field[] = [];
  readonly details: PaymentDetails;

  constructor(method: OfferedMethod) {
    this.details = { type: method.type };
    const text = `You will be taken to a page that stands in for ${method.label}, and come back from there.`;
    this.element = createElement('div', { class: 'Form' }, createElement('p', { class: 'Note' }, text));
  }

  showDecline(): void {}
}
