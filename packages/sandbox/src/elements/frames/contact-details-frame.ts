import type { FrameSubject } from '../protocol.js';
import { Field } from './field.js';
import { FieldsFrame } from './fields-frame.js';
import type { FrameContext } from './frame-content.js';

/** The buyer's email address. */
export class ContactDetailsFrame extends FieldsFrame {
  readonly #email: Field;

  constructor(context: FrameContext) {
    super(context);
    this.#email = new Field(
      { name: 'email', label: 'Email', autocomplete: 'email', inputMode: 'email', problem: emailProblem },
      this.tell,
    );
    this.show([this.#email]);
    const { subject, options } = context.settings;
    const { email } = (options['defaultValues'] ?? {}) as { readonly email?: string };
    if (subject) this.onSubject({ ...subject, email: subject.email ?? email ?? null });
  }

  /** What the session knows stands there until the buyer writes something else. */
  onSubject({ email }: FrameSubject): void {
    if (this.#email.value !== '' || email === null) return;
    this.#email.value = email;
    this.tell();
  }

  protected override get value(): { email: string } {
    return { email: this.#email.value };
  }
}

function emailProblem(value: string): string | null {
  if (value === '') return 'The email is missing.';
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) ? null : 'The email is incomplete.';
}
