/**
 * The form of one case: everything that the operation requires at each level on the way to `param`, and `param` itself
 * as `value`: a text, or one of so many `characters`. Where the case is that it is missing, `value` is what else there is
 * beside it, `name=text`.
 *
 * @param {{ required: Record<string, Record<string, unknown>> }} operation
 * @param {string} param
 * @param {string} kind
 * @param {string} value
 */
export function formOf({ required }, param, kind, value) {
  const fields = new Map();
  const levels = ['', ...prefixesOf(param)];
  for (const level of levels) {
    for (const [key, example] of Object.entries(required[level] ?? {})) {
      spread(fields, level === '' ? key : `${level}[${key}]`, example);
    }
  }
  // What is given at `param` replaces what its parents gave as an example.
  for (const name of fields.keys()) {
    if (name === param || name.startsWith(`${param}[`) || param.startsWith(`${name}[`)) fields.delete(name);
  }
  if (kind !== 'missing') spread(fields, param, textOf(value));
  else if (value !== '') fields.set(...value.split('=', 2));
  return [...fields].map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&');
}

function textOf(value) {
  const [, length] = /^(\d+) characters$/.exec(value) ?? [];
  return length === undefined ? value : 'x'.repeat(Number(length));
}

/** `a`, `a[0]` for `a[0][b]`. */
function prefixesOf(param) {
  const [head = '', ...rest] = param.split('[');
  const prefixes = [head];
  for (const part of rest) prefixes.push(`${prefixes.at(-1)}[${part}`);
  return prefixes.slice(0, -1);
}

function spread(fields, name, value) {
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) spread(fields, `${name}[${key}]`, inner);
  } else fields.set(name, String(value));
}
