import { createElement } from './create-element.js';

export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly autocomplete: string;
  readonly inputMode?: 'numeric' | 'text' | 'email';
  readonly placeholder?: string;
  /** Rewrites what was typed, as in groups of four digits. */
  readonly format?: (value: string) => string;
  /** What is wrong with a value, for the buyer to read; null when it is complete and right. */
  readonly problem: (value: string) => string | null;
  /** A choice instead of free text. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** A labelled input with its error, which is announced when it appears. */
export class Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
  readonly #options: FieldOptions;
  readonly #error: HTMLElement;
  #wasLeft = false;

  constructor(options: FieldOptions, onInput: () => void) {
    this.#options = options;
    const id = `Field-${options.name}Input`;
    const error = `Field-${options.name}Error`;
    const attributes = {
      id,
      name: options.name,
      class: 'Input',
      autocomplete: options.autocomplete,
      'aria-describedby': error,
      'aria-invalid': 'false',
    };
    this.input = options.choices
      ? createElement(
          'select',
          attributes,
          ...options.choices.map(({ value, label }) => createElement('option', { value }, label)),
        )
      : createElement('input', {
          ...attributes,
          type: options.inputMode === 'email' ? 'email' : 'text',
          inputmode: options.inputMode ?? 'text',
          placeholder: options.placeholder ?? null,
          spellcheck: 'false',
          autocapitalize: 'off',
        });
    // Numbers are written from left to right in every language.
    if (options.inputMode) this.input.dir = 'ltr';
    this.#error = createElement('p', { id: error, class: 'Error', role: 'alert' });
    this.element = createElement(
      'div',
      { class: 'Field', 'data-field': options.name },
      createElement('label', { class: 'Label', for: id }, options.label),
      this.input,
      this.#error,
    );
    this.input.addEventListener('input', () => {
      this.#format();
      if (this.#wasLeft) this.showProblem(this.problem);
      onInput();
    });
    this.input.addEventListener('blur', () => {
      if (this.value !== '') {
        this.#wasLeft = true;
        this.showProblem(this.problem);
      }
    });
  }

  get value(): string {
    return this.input.value.trim();
  }

  set value(value: string) {
    this.input.value = value;
    this.#format();
    this.showProblem(null);
  }

  get problem(): string | null {
    return this.#options.problem(this.value);
  }

  /** An error is shown. */
  get isWrong(): boolean {
    return this.input.getAttribute('aria-invalid') === 'true';
  }

  /** Shows what is wrong, if anything is, from now on with every change. */
  validate(): string | null {
    this.#wasLeft = true;
    this.showProblem(this.problem);
    return this.problem;
  }

  showProblem(problem: string | null): void {
    this.input.setAttribute('aria-invalid', String(problem !== null));
    this.input.classList.toggle('Input--invalid', problem !== null);
    // The same words again would be announced again.
    if (this.#error.textContent !== (problem ?? '')) this.#error.textContent = problem;
  }

  clear(): void {
    this.#wasLeft = false;
    if (!this.#options.choices) this.value = '';
    this.showProblem(null);
  }

  /** Only at the end of the text, so that a correction in its middle keeps its place. */
  #format(): void {
    const { format } = this.#options;
    if (!format || this.input instanceof HTMLSelectElement) return;
    if (this.input.selectionStart !== null && this.input.selectionStart < this.input.value.length) return;
    this.input.value = format(this.input.value);
  }
}
