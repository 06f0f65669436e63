import type { Complaint } from './checkout-form.js';
import type { Entries } from './entries.js';
import { markup, type Html } from './markup.js';

/** What the buyer has filled in so far, and what was wrong with it. */
export interface Filled {
  readonly entries: Entries;
  readonly complaint: Complaint | null;
}

interface FieldOptions {
  readonly autocomplete: string;
  readonly type?: 'email' | 'tel';
  readonly hint?: string;
  /** For digits: the keyboard of a telephone, and left to right in every language. */
  readonly numeric?: boolean;
  readonly optional?: boolean;
  readonly readonly?: boolean;
  /** Null for what is never given back. */
  readonly value?: string | null;
}

/** A labelled input. */
export function field(name: string, label: string, { entries, complaint }: Filled, options: FieldOptions): Html {
  const value = options.value === undefined ? entries[name] : options.value;
  return markup`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      ${options.type ? markup`type="${options.type}"` : null}
      ${options.numeric ? markup`inputmode="numeric" dir="ltr" class="digits"` : null}
      autocomplete="${options.autocomplete}"
      ${options.hint ? markup`placeholder="${options.hint}"` : null}
      ${options.optional ? null : markup`required`}
      ${options.readonly ? markup`readonly` : null}
      ${complained(name, complaint)}
      ${value ? markup`value="${value}"` : null}
    />
  </div>`;
}

/** What a field carries when the complaint at the head of the form is about it. */
export function complained(name: string, complaint: Complaint | null): Html | null {
  return complaint?.field === name ? markup`aria-invalid="true" aria-describedby="problem" autofocus` : null;
}
