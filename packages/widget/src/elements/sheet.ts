const sheets = new Map<string, CSSStyleSheet>();

/** Constructed sheets are shared by all that use them, and no Content-Security-Policy has anything against them. */
export function sheetOf(styles: string): CSSStyleSheet {
  const sheet = sheets.get(styles) ?? new CSSStyleSheet();
  if (!sheets.has(styles)) sheet.replaceSync(styles);
  sheets.set(styles, sheet);
  return sheet;
}
