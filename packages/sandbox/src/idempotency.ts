import { ApiError } from './errors.js';

/** An answer as it is kept: enough to give it again, byte for byte. */
export interface SavedAnswer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  /** Headers beside those that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface Entry {
  readonly endpoint: string;
  readonly fingerprint: string;
  readonly at: number;
  /** Null while the first request is still being carried out. */
  answer: SavedAnswer | null;
}

/** Seconds a key is kept; Stripe says "at least 24 hours". */
const KEPT = 24 * 60 * 60;
const KEY_LENGTH = 255;

/**
 * Stripe's idempotency layer. The first request with a key is carried out and its answer kept, whatever it was, from
 * the moment its execution began; later ones get that answer.
 */
export class IdempotencyKeys {
  readonly #entries = new Map<string, Entry>();

  /**
   * The kept answer, or null when this request is the one to carry out.
   *
   * @param now seconds on the account's clock
   * @throws ApiError for a key that is too long, used for something else, or in use at this moment
   */
  find(key: string, endpoint: string, fingerprint: string, now: number): SavedAnswer | null {
    if (key.length > KEY_LENGTH) {
      throw new ApiError('idempotency-key-length', 400, `An idempotency key is at most ${KEY_LENGTH} characters.`, {
        type: 'idempotency_error',
      });
    }
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (now - entry.at >= KEPT) {
      this.#entries.delete(key);
      return null;
    }
    if (entry.endpoint !== endpoint || entry.fingerprint !== fingerprint) {
      throw new ApiError(
        'idempotency-mismatch',
        400,
        'This idempotency key was first used with another endpoint or other parameters.',
        { type: 'idempotency_error' },
      );
    }
    if (!entry.answer) {
      throw new ApiError('idempotency-in-use', 409, 'Another request with this idempotency key is in progress.', {
        code: 'idempotency_key_in_use',
      });
    }
    return entry.answer;
  }

  /** Execution begins: from here on the key is taken. */
  begin(key: string, endpoint: string, fingerprint: string, now: number): void {
    this.#entries.set(key, { endpoint, fingerprint, at: now, answer: null });
  }

  save(key: string, answer: SavedAnswer): void {
    const entry = this.#entries.get(key);
    if (entry) entry.answer = answer;
  }

  /** Execution never came to an answer that counts, so the key is free again. */
  release(key: string): void {
    this.#entries.delete(key);
  }
}
