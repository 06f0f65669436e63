/** Text as a page shows it, on one line. Undefined where nothing is left. */
export function plainLine(text: string): string | undefined {
  return text.replace(/\s+/g, ' ').trim() || undefined;
}

/** The same with its line breaks kept. */
export function plainLines(text: string): string | undefined {
  const lines = text.split(/\r\n?|\n/).map((line) => line.replace(/\s+/g, ' ').trim());
  return lines.join('\n').trim() || undefined;
}

/** What a template leaves behind when nothing filled it in: `{{ … }}`, `{% … %}`, `<% … %>`, `${…}`, or a word of JavaScript's. */
export function isUnfilled(text: string): boolean {
  return /\{\{|\{%|<%|\$\{|^(?:undefined|null|NaN|\[object Object\])$/.test(text.trim());
}
