import { createElement } from './create-element.js';
import type { Field } from './field.js';
import type { FrameContent, FrameContext } from './frame-content.js';

/** A frame of plain fields: tells its value when it changes, and what is wrong with it when asked. */
export abstract class FieldsFrame implements FrameContent {
  readonly element = createElement('div', { class: 'Form' });
  protected readonly context: FrameContext;
  #fields: readonly Field[] = [];
  #lastChange = '';

  constructor(context: FrameContext) {
    this.context = context;
  }

  /** What the fields say, as Stripe's change event has it. */
  protected abstract get value(): unknown;

  protected show(fields: readonly Field[]): void {
    this.#fields = fields;
    this.element.replaceChildren(...fields.map((field) => field.element));
  }

  validate(): { error: string | null; value: unknown } {
    const problems = this.#fields.map((field) => field.validate());
    const first = problems.findIndex((problem) => problem !== null);
    return { error: problems[first] ?? null, value: this.value };
  }

  focus(): void {
    (this.#fields.find((field) => field.isWrong) ?? this.#fields[0])?.input.focus();
  }

  clear(): void {
    for (const field of this.#fields) field.clear();
    this.tell();
  }

  protected readonly tell = (): void => {
    const detail = {
      empty: this.#fields.every((field) => field.value === ''),
      complete: this.#fields.every((field) => field.problem === null),
      value: this.value,
    };
    const now = JSON.stringify(detail);
    if (now === this.#lastChange) return;
    this.#lastChange = now;
    this.context.link.event('change', detail);
  };
}
