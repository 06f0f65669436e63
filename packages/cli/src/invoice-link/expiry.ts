import { CliError } from '../cli-error.js';

const DAY_SECONDS = 24 * 3600;

/** Ten years: longer than anybody has to keep an invoice. */
const LONGEST_DAYS = 3_650;

/**
 * When a link ends, in seconds since the epoch: at the end of that day everywhere on earth, or so many days from now.
 *
 * @param text as in `2027-12-31` or `30d`
 * @param now milliseconds since the epoch
 * @throws {CliError} `wrong_expiry`
 */
export function expiryIn(text: string, now: number): number {
  const seconds = Math.floor(now / 1000);
  const expires = daysFrom(seconds, text) ?? endOf(text);
  if (expires === null) {
    throw new CliError('wrong_expiry', '--expires is a day, as in 2027-12-31, or a number of days, as in 30d.');
  }
  if (expires <= seconds) throw new CliError('wrong_expiry', '--expires is over already.');
  if (expires > seconds + (LONGEST_DAYS + 1) * DAY_SECONDS) {
    throw new CliError('wrong_expiry', '--expires is more than ten years from now.');
  }
  return expires;
}

function daysFrom(seconds: number, text: string): number | null {
  const [, days] = /^([1-9]\d{0,4})d$/.exec(text) ?? [];
  return days === undefined ? null : seconds + Number(days) * DAY_SECONDS;
}

/** The last second of it twelve hours west of Greenwich, where a day ends last. */
function endOf(text: string): number | null {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse takes the 31st of February for a day in March on some engines.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(text)) return null;
  return midnight / 1000 + 1.5 * DAY_SECONDS - 1;
}
