import type { StripeLine } from './stripe-lines.js';

/**
 * A PaymentIntent has no lines of its own, so the order stands in its metadata: all lines as one JSON text, cut into
 * as many values as it takes, `cart_lines_0`, `cart_lines_1` and so on. Nothing is ever left out to make it fit: what is
 * too long is refused by whoever counts the keys.
 */
const FIELD = 'cart_lines_';

/** In UTF-16 code units, which are never fewer than the characters Stripe counts (https://docs.stripe.com/api/metadata). */
const VALUE_LENGTH = 500;

export function linesMetadata(lines: readonly StripeLine[]): Record<string, string> {
  const text = JSON.stringify(
    lines.map(({ quantity, item, name, unitAmount, options }) => ({
      quantity,
      item,
      name,
      unitAmount,
      ...(options.length > 0 && { options: options.map((option) => [option.name, option.value]) }),
    })),
  );
  return Object.fromEntries(piecesOf(text).map((piece, index) => [`${FIELD}${index}`, piece]));
}

/**
 * Pieces that survive on their own: no half of a character, and no space at either end, where somebody might trim it.
 * A space that would come to stand there is written as JSON may also write it.
 */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    const isBorder = piece === '' || piece.length + character.length >= VALUE_LENGTH - ESCAPE_LENGTH;
    const written = isBorder && /\s/u.test(character) ? escaped(character) : character;
    if (piece.length + written.length > VALUE_LENGTH) {
      pieces.push(piece);
      piece = /\s/u.test(character) ? escaped(character) : character;
    } else {
      piece += written;
    }
  }
  return [...pieces, piece];
}

const ESCAPE_LENGTH = '\\u0020'.length;

const escaped = (space: string) => `\\u${space.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The lines as they were sold; none where the text is not whole, which then matches no promise. */
export function linesInMetadata(metadata: Readonly<Record<string, string>>): readonly StripeLine[] {
  let text = '';
  for (let index = 0; Object.hasOwn(metadata, `${FIELD}${index}`); index += 1) text += metadata[`${FIELD}${index}`];
  try {
    const lines: unknown = JSON.parse(text);
    return Array.isArray(lines) && lines.every(isLine) ? lines.map(lineOf) : [];
  } catch {
    return [];
  }
}

interface WrittenLine {
  readonly quantity: number;
  readonly item: string;
  readonly name: string;
  readonly unitAmount: number;
  readonly options?: readonly (readonly [name: string, value: string])[];
}

function isLine(line: unknown): line is WrittenLine {
  if (typeof line !== 'object' || line === null) return false;
  const { quantity, item, name, unitAmount, options = [] } = line as Record<string, unknown>;
  const isOption = (option: unknown) =>
    Array.isArray(option) && option.length === 2 && option.every((text) => typeof text === 'string');
  return (
    Number.isSafeInteger(quantity) &&
    Number.isSafeInteger(unitAmount) &&
    typeof item === 'string' &&
    typeof name === 'string' &&
    Array.isArray(options) &&
    options.every(isOption)
  );
}

const lineOf = ({ quantity, item, name, unitAmount, options = [] }: WrittenLine): StripeLine => ({
  item,
  name,
  options: options.map(([optionName, value]) => ({ name: optionName, value })),
  quantity,
  unitAmount,
});
