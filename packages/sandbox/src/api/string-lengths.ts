import { ApiError } from '../errors.js';
import type { Form, FormValue } from '../form-body.js';
import measured from '../schema/lengths.json' with { type: 'json' };

/** Characters of a text where nothing else is published; `lengths.json` has the exceptions, longer ones and shorter. */
const USUAL = 5000;

const exceptions = measured.operations as Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Measures every text of a form.
 *
 * @param operation as in the schema, `checkout.sessions.create`
 * @throws ApiError that names the first text that is too long
 */
export function checkLengths(operation: string, form: Form): void {
  const own = exceptions[operation] ?? {};
  for (const [name, value] of Object.entries(form)) measure(value, name, name, own);
}

/**
 * @param param as an error names it, `line_items[0][price]`
 * @param pattern the same for every entry of a list, `line_items[][price]`
 */
function measure(value: FormValue, param: string, pattern: string, own: Readonly<Record<string, number>>): void {
  if (typeof value === 'string') {
    const most = own[pattern] ?? USUAL;
    if (value.length <= most) return;
    throw new ApiError('string-length', 400, `Invalid string: at most ${most} characters.`, { param });
  }
  for (const [key, inner] of Object.entries(value)) {
    measure(inner, `${param}[${key}]`, `${pattern}[${/^\d+$/.test(key) ? '' : key}]`, own);
  }
}
