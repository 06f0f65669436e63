/** JSON whose numbers are still the text they were written as. */
export type ExactJson = string | boolean | null | readonly ExactJson[] | { readonly [name: string]: ExactJson };

/** Strings, to be stepped over, and numbers. A number in JSON can only stand outside of strings. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/**
 * Reads JSON without ever making a floating-point number of a price: numbers come as strings, with every digit.
 *
 * @throws {SyntaxError} for what is not JSON
 */
export function parseExactJson(text: string): ExactJson {
  JSON.parse(text);
  return JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}

export function isObject(json: ExactJson | undefined): json is { readonly [name: string]: ExactJson } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
