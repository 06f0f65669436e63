/**
 * Whether a file of tests has one of this name that is run: a call of `it` or `test` which begins its line, so that one
 * that is skipped or commented out is none. Names are compared as the threat model's are: quotation marks and escapes
 * evened out.
 */
export function hasTest(source: string, name: string): boolean {
  const code = plain(source.replaceAll(/\/\*[\s\S]*?\*\//g, ''));
  const quoted = plain(name).replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  return new RegExp(`^\\s*(?:it|test)\\(\\s*'${quoted}'`, 'm').test(code);
}

function plain(text: string): string {
  return text.replaceAll('\\', '').replaceAll(/[‘’“”"`]/g, "'");
}
