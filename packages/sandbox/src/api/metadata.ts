import { ApiError } from '../errors.js';

const KEYS = 50;
const KEY_LENGTH = 40;
const VALUE_LENGTH = 500;

/** Stripe's limits on `metadata`: 50 keys of at most 40 characters, without square brackets, and values of at most 500. */
export function checkMetadata(metadata: unknown, param = 'metadata'): void {
  if (typeof metadata !== 'object' || metadata === null) return;
  const entries = Object.entries(metadata);
  if (entries.length > KEYS) {
    throw new ApiError('metadata-limits', 400, `Metadata can have at most ${KEYS} keys.`, { param });
  }
  for (const [key, value] of entries) {
    const name = `${param}[${key}]`;
    if ([...key].length > KEY_LENGTH || /[[\]]/.test(key)) {
      throw new ApiError(
        'metadata-limits',
        400,
        `Metadata keys are at most ${KEY_LENGTH} characters, without brackets.`,
        {
          param: name,
        },
      );
    }
    if ([...String(value)].length > VALUE_LENGTH) {
      throw new ApiError('metadata-limits', 400, `Metadata values are at most ${VALUE_LENGTH} characters.`, {
        param: name,
      });
    }
  }
}

/**
 * What metadata becomes: given keys are set, empty values delete theirs, and an empty string in its place deletes all.
 *
 * @throws ApiError when the result has more keys than Stripe keeps
 */
export function mergeMetadata(
  present: Record<string, string>,
  given: unknown,
  param = 'metadata',
): Record<string, string> {
  if (given === undefined) return present;
  if (given === '') return {};
  const merged = new Map(Object.entries(present));
  for (const [key, value] of Object.entries(given as Record<string, string>)) {
    if (value === '') merged.delete(key);
    else merged.set(key, String(value));
  }
  const result = Object.fromEntries(merged);
  checkMetadata(result, param);
  return result;
}
