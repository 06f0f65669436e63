import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';

/** How many lookup keys a list of prices can ask for. */
const LOOKUP_KEYS = 10;

/** @throws ApiError for a list that asks for too many */
export function checkLookupKeys(keys: readonly string[] | undefined): void {
  if ((keys?.length ?? 0) <= LOOKUP_KEYS) return;
  throw new ApiError('lookup-keys', 400, `At most ${LOOKUP_KEYS} lookup keys can be asked for.`, {
    param: 'lookup_keys',
  });
}

/** @throws ApiError for a key that is too long */
export function checkLookupKey(key: string | undefined): void {
  if ([...(key ?? '')].length > 200) {
    throw new ApiError('lookup-key', 400, 'A lookup key is at most 200 characters.', { param: 'lookup_key' });
  }
}

/** A lookup key names one price at a time; it moves only when the request says so. */
export function takeLookupKey(
  account: Account,
  key: string | undefined,
  transfer: boolean | undefined,
  by: string | null,
): void {
  if (key === undefined) return;
  const holder = [...account.prices.values()].find((price) => price.lookup_key === key && price.id !== by);
  if (!holder) return;
  if (!transfer) {
    throw new ApiError('lookup-key', 400, `A price with the lookup key \`${key}\` already exists.`, {
      param: 'lookup_key',
    });
  }
  holder.lookup_key = null;
  account.emit('price.updated', holder);
}
