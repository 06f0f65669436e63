/** Marks a text as a style sheet, for editors, the formatter and the build. */
export const css = String.raw;
