import { withoutKeys } from '../stripe/without-keys.js';
import { errColors } from './colors.js';

/** What was asked for: on standard output, where the next program in a pipe reads it. With `--json` use {@link printJson}. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The one JSON document that `--json` promises. Nothing else may be printed then. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** What is said on the side, for the person who waits: on standard error. A key that was given in a wrong place is not repeated. */
export function tell(text: string): void {
  process.stderr.write(`${withoutKeys(text)}\n`);
}

/** What that person should not overlook. */
export function warn(text: string): void {
  process.stderr.write(`${errColors.yellow(withoutKeys(text))}\n`);
}
