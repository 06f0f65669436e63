/** A catalogue's address as far as a page may use it: http(s) or nothing. */
export function webUrl(text: string | null): string | undefined {
  return text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
