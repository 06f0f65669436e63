import { plainText } from './plain-text.js';

export interface Column {
  readonly title: string;
  /** Numbers and amounts stand right. */
  readonly align?: 'left' | 'right';
}

/**
 * Rows under their titles, in columns two blanks apart and never cut: addresses in them are copied.
 *
 * @param rows as many cells a row as there are columns; whatever text, it is made plain here
 * @param titleStyle how the titles look on a terminal
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  titleStyle: (title: string) => string = (title) => title,
): string {
  const cells = rows.map((row) => columns.map((_, index) => plainText(row[index] ?? '')));
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[index] ?? ''))),
  );
  const lineOf = (row: readonly string[], style: (text: string) => string) =>
    columns
      .map(({ align }, index) => {
        const text = row[index] ?? '';
        const blanks = ' '.repeat((widths[index] ?? 0) - widthOf(text));
        const isLast = index === columns.length - 1;
        return align === 'right' ? blanks + style(text) : style(text) + (isLast ? '' : blanks);
      })
      .join('  ')
      .trimEnd();
  return [
    lineOf(
      columns.map(({ title }) => title),
      titleStyle,
    ),
    ...cells.map((row) => lineOf(row, (text) => text)),
  ].join('\n');
}

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** East Asian wide and full-width letters and pictures take two columns (https://www.unicode.org/reports/tr11/). */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u;

function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of LETTERS.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
