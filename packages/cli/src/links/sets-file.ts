import { readFile } from 'node:fs/promises';
import { MAX_LINK_LINES, MAX_QUANTITY, type CartOption } from '@stripe-cart/contract';
import * as v from 'valibot';
import { CliError } from '../cli-error.js';
import { isMissing } from './fixed-links-file.js';
import { plainText } from '../terminal/plain-text.js';

const options = v.record(
  v.string(),
  v.string('is the value that is chosen, a text.'),
  'is an object: {"Glaze": "Blue"}.',
);

const setLine = v.union(
  [
    v.string(),
    v.strictObject({
      item: v.string(),
      quantity: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_QUANTITY))),
      options: v.exactOptional(options),
    }),
  ],
  'is the id of an item, or {"item": "mug", "quantity": 2, "options": {"Glaze": "Blue"}}.',
);

const setsFile = v.strictObject(
  {
    version: v.literal(1, 'is 1, the only version there is.'),
    sets: v.pipe(
      v.array(
        v.pipe(
          v.array(setLine, 'is a list of what is in one cart.'),
          v.minLength(1, 'is empty.'),
          v.maxLength(
            MAX_LINK_LINES,
            `has more than ${MAX_LINK_LINES} lines, the most that one of Stripe's links takes.`,
          ),
        ),
        'is a list of carts.',
      ),
      v.minLength(1, 'is empty.'),
    ),
  },
  'is an object with version and sets.',
);

/** A line as an owner writes it. */
export interface SetLine {
  readonly item: string;
  readonly options: readonly CartOption[];
  /** The smallest that the item is sold in, where it is left out. */
  readonly quantity: number | null;
}

/**
 * The carts named in a file: `{"version": 1, "sets": [["mug", "plate"], [{"item": "mug", "quantity": 2}]]}`.
 *
 * @throws {CliError} `sets_invalid`, with the place and what is wrong there
 */
export async function readSets(path: string): Promise<SetLine[][]> {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) throw new CliError('no_sets', `There is no ${path}. You write it yourself, as --help shows.`);
    throw new CliError('sets_invalid', `${path} cannot be read as JSON: ${plainText(String(error))}`, { cause: error });
  }
  const reading = v.safeParse(setsFile, input);
  if (!reading.success) {
    const [issue] = reading.issues;
    const at = (issue.path ?? []).map(({ key }) => plainText(String(key)).slice(0, 60)).join('.');
    throw new CliError(
      'sets_invalid',
      `${path}: ${at} ${issue.received === 'undefined' ? 'is missing.' : issue.message}`,
    );
  }
  return reading.output.sets.map((set) =>
    set.map((line) => {
      if (typeof line === 'string') return { item: line, options: [], quantity: null };
      const chosen = Object.entries(line.options ?? {}).map(([name, value]) => ({ name, value }));
      return { item: line.item, options: chosen, quantity: line.quantity ?? null };
    }),
  );
}
