import {
  MAX_ITEM_ID_LENGTH,
  MAX_LINES,
  MAX_OPTION_NAME_LENGTH,
  MAX_OPTION_VALUE_LENGTH,
  MAX_OPTIONS,
  MAX_QUANTITY,
  type CartLine,
} from '@stripe-cart/contract';
import { applyStep, EMPTY_CART, type Cart, type HeldPayment } from './cart.js';

/**
 * The cart's round trip through `localStorage`. Anything can stand there: an older or newer version's cart, another
 * script's work, half a write. What comes out is a clean cart or nothing; prices are never read, whatever is stored.
 */
export interface StoredCart {
  readonly cart: Cart;
  /** For each tab that wrote, newest last: the number of its last step that is in this cart. */
  readonly seen: readonly (readonly [tab: string, step: number])[];
}

/** Bumped when an older script could not read what is written. */
const VERSION = 1;

/** Longest stored text that is looked at, in UTF-16 code units; a full cart of 100 lines stays well below. */
const MAX_STORED_LENGTH = 1_000_000;

/** How many tabs are remembered. */
export const MAX_TABS = 20;

export class CartStorage {
  readonly key: string;

  constructor(proxy: string, shop: string) {
    this.key = `stripe-cart:${proxy}:${shop}`;
  }

  /** The stored cart; null where there is none or none that can be read; undefined where storage is blocked. */
  read(): StoredCart | null | undefined {
    try {
      const text = localStorage.getItem(this.key);
      if (text === null) return null;
      const stored = parseStored(text);
      if (stored === null) this.#keepOnce(text);
      return stored;
    } catch {
      return undefined;
    }
  }

  /** Blocked or full storage is not an error: the cart then lives as long as the page. */
  write(stored: StoredCart): void {
    try {
      localStorage.setItem(this.key, serialiseStored(stored));
    } catch {
      // The copy in memory is what the page goes on with.
    }
  }

  /** An unreadable value may be a newer version's cart: the first one is put aside before it is overwritten. */
  #keepOnce(text: string): void {
    const backup = `${this.key}:backup`;
    if (localStorage.getItem(backup) === null) localStorage.setItem(backup, text);
  }
}

export function serialiseStored({ cart, seen }: StoredCart): string {
  return JSON.stringify({ version: VERSION, ...cart, seen: seen.slice(-MAX_TABS) });
}

/** Null where the text is no cart of this version. Within a cart, what is damaged is left out. */
export function parseStored(text: string): StoredCart | null {
  if (text.length > MAX_STORED_LENGTH) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || value['version'] !== VERSION) return null;
  return {
    cart: {
      lines: readLines(value['lines']),
      payment: readPayment(value['payment']),
      held: list(value['held']).flatMap(readHeld),
      attempts: list(value['attempts']).filter(isShortText),
      settled: list(value['settled']).filter(isShortText),
    },
    seen: list(value['seen']).flatMap((entry) =>
      Array.isArray(entry) && isShortText(entry[0]) && isWhole(entry[1]) ? [[entry[0], entry[1]] as const] : [],
    ),
  };
}

function readLines(value: unknown): readonly CartLine[] {
  const lines = list(value).slice(0, MAX_LINES).flatMap(readLine);
  // Adding them one by one merges lines that are the same and keeps each quantity within bounds.
  return lines.reduce((cart, line) => applyStep(cart, { type: 'add', line }), EMPTY_CART).lines;
}

/** A line of our own making, or none: no field but the three is read. */
export function readLine(value: unknown): readonly CartLine[] {
  if (!isRecord(value) || !isText(value['item'], MAX_ITEM_ID_LENGTH)) return [];
  const { item, quantity } = value;
  if (!isWhole(quantity) || quantity < 1 || quantity > MAX_QUANTITY) return [];
  const options = list(value['options']).slice(0, MAX_OPTIONS).flatMap(readOption);
  const names = new Set(options.map(({ name }) => name));
  return names.size === options.length ? [{ item, options, quantity }] : [];
}

function readOption(value: unknown): CartLine['options'] {
  if (!isRecord(value)) return [];
  const { name, value: chosen } = value;
  return isText(name, MAX_OPTION_NAME_LENGTH) && isText(chosen, MAX_OPTION_VALUE_LENGTH, true)
    ? [{ name, value: chosen }]
    : [];
}

function readPayment(value: unknown): Cart['payment'] {
  if (!isRecord(value) || !isShortText(value['attempt'])) return null;
  return { attempt: value['attempt'], resume: isToken(value['resume']) ? value['resume'] : null };
}

function readHeld(value: unknown): readonly HeldPayment[] {
  if (!isRecord(value) || !isShortText(value['attempt']) || !isRecord(value['ask'])) return [];
  const { attempt, ask } = value;
  const { by, token, session } = ask;
  const lines = readLines(value['lines']);
  if (by === 'link' && isToken(session)) return [{ attempt, lines, ask: { by, session, attempt } }];
  return (by === 'order' || by === 'resume') && isToken(token) ? [{ attempt, lines, ask: { by, token } }] : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** Attempts, order numbers and tab names are all shorter than this. */
const isShortText = (value: unknown): value is string => isText(value, 64);

const isToken = (value: unknown): value is string => typeof value === 'string' && /^[\w.-]{1,4096}$/.test(value);

/** Controls and direction overrides disturb a page and are refused by the proxy; a buyer's own text may have line breaks. */
export function isText(value: unknown, maxLength: number, breaks = false): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= maxLength &&
    !/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(breaks ? value.replace(/[\t\n\r]/g, '') : value)
  );
}
