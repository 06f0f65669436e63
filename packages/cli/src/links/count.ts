import { CliError } from '../cli-error.js';
import { countCombinations, type Choice } from './choices.js';
import { MOST_LINKS } from './fixed-links-shape.js';

/** More links than this are made only for somebody who has named their number. */
const MOST_UNCONFIRMED = 500;

/** How many links the wished combinations and sets come to, in words that show where the number comes from. */
export function explainCount(
  choices: readonly Choice[],
  together: number,
  sets: number,
): { count: bigint; words: string } {
  const bySize = countCombinations(choices, together);
  const count = bySize.reduce((sum, size) => sum + size, 0n) + BigInt(sets);
  const parts = [...bySize.map(String), ...(sets > 0 ? [`${sets} from the file`] : [])];
  const sum = parts.length > 1 ? `${parts.join(' + ')} = ${count}` : String(count);
  if (choices.length === 0) return { count, words: `Links in all: ${sum}.` };
  const lines = `${choices.length} ${choices.length === 1 ? 'line' : 'lines'}`;
  const words = `${lines}, up to ${together} together: ${sum} ${count === 1n ? 'link' : 'links'}.`;
  if (together >= choices.length) return { count, words };
  const all = countCombinations(choices, choices.length).reduce((total, size) => total + size, 0n);
  return { count, words: `${words} All ${choices.length} together would be ${all}: every line more doubles that.` };
}

/**
 * @param confirmed the number given with `--confirm-count`
 * @throws {CliError} `too_many_links`, `count_not_confirmed`
 */
export function checkCount(count: bigint, words: string, confirmed: number | undefined): void {
  if (count > BigInt(MOST_LINKS)) {
    throw new CliError(
      'too_many_links',
      `${words}\nThat is more than ${MOST_LINKS}, the most that a page can look through. ` +
        'Take fewer --items or a smaller --up-to, name the carts that sell in a file (--sets), or let a proxy make the payment.',
    );
  }
  if (confirmed !== undefined && BigInt(confirmed) !== count) {
    throw new CliError('count_not_confirmed', `${words}\nThat is not the number that --confirm-count names.`);
  }
  if (count > BigInt(MOST_UNCONFIRMED) && confirmed === undefined) {
    throw new CliError(
      'count_not_confirmed',
      `${words}\nMore than ${MOST_UNCONFIRMED} links are made only with their number: --confirm-count ${count}`,
    );
  }
}
