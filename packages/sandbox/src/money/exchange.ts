import { decimalsOf, stepOf } from './currency.js';

/** Units of a currency for one US dollar. They stand still, so that a test can count on them. */
const FOR_ONE_DOLLAR: Readonly<Record<string, number>> = {
  usd: 1,
  aud: 1.5,
  cad: 1.35,
  chf: 0.9,
  eur: 0.9,
  gbp: 0.8,
  jpy: 150,
  kwd: 0.3,
  sek: 10,
};

/** Whether the sandbox has a rate for it. */
export function isExchanged(currency: string): boolean {
  return Object.hasOwn(FOR_ONE_DOLLAR, currency);
}

/**
 * What an amount is in another currency, rounded up to what that currency can say.
 *
 * @param amount minor units of `from`
 * @returns minor units of `to`; null where the sandbox has no rate
 */
export function exchange(amount: number, from: string, to: string): number | null {
  const [rateFrom, rateTo] = [FOR_ONE_DOLLAR[from], FOR_ONE_DOLLAR[to]];
  if (rateFrom === undefined || rateTo === undefined) return null;
  const converted = ((amount / 10 ** decimalsOf(from)) * rateTo * 10 ** decimalsOf(to)) / rateFrom;
  // What a float adds behind the sixth place is no reason to charge one unit more.
  return Math.ceil(Number((converted / stepOf(to)).toFixed(6))) * stepOf(to);
}
