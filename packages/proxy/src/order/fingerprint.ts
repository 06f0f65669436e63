import { base64url } from 'jose';
import { lineKey, type CartOption, type Currency, type Recurring } from '@stripe-cart/contract';

/** What is sold on one line, as far as a promise goes. */
export interface SoldLine {
  readonly item: string;
  readonly options: readonly CartOption[];
  readonly quantity: number;
  /** Price of one, option deltas included, in minor units. */
  readonly unitAmount: number;
  /** How it goes on; absent where it is paid once. */
  readonly recurring?: Recurring;
}

/**
 * Names a set of lines and their prices in 43 characters: SHA-256 over what is sold, how many, for how much and how
 * often. The order of lines has no part in it, nor the order in which options were chosen.
 */
export async function fingerprintOf(currency: Currency, lines: readonly SoldLine[]): Promise<string> {
  const sold = lines.map((line) => JSON.stringify([lineKey(line), line.quantity, line.unitAmount, ...termsOf(line)]));
  sold.sort();
  const bytes = new TextEncoder().encode(JSON.stringify([currency, sold]));
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function termsOf({ recurring }: SoldLine): readonly unknown[] {
  return recurring === undefined ? [] : [recurring.interval, recurring.intervalCount, recurring.trialDays ?? 0];
}
