/** What is taken off: a part of the subtotal, or an amount in minor units. */
export type Reduction = { readonly percentOff: number } | { readonly amountOff: number };

/** What a session comes to, in minor units: total = subtotal - discount + shipping + tax. */
export interface Totals {
  readonly subtotal: number;
  readonly discount: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  /** The discount of each line, in the order of the lines; they add up to `discount`. */
  readonly lineDiscounts: readonly number[];
}

/**
 * @param lines minor units: unit amount times quantity, of each line
 * @param step what every amount of the currency is a multiple of, in minor units
 */
export function totalsOf(
  lines: readonly number[],
  reduction: Reduction | null,
  shipping: number,
  step: number,
): Totals {
  const subtotal = lines.reduce((sum, line) => sum + line, 0);
  const wanted =
    reduction === null ? 0 : 'percentOff' in reduction ? (subtotal * reduction.percentOff) / 100 : reduction.amountOff;
  // Shipping is never reduced, and nobody is paid for buying.
  const discount = Math.min(subtotal, Math.round(wanted / step) * step);
  return {
    subtotal,
    discount,
    shipping,
    tax: 0,
    total: subtotal - discount + shipping,
    lineDiscounts: shares(discount / step, lines).map((share) => share * step),
  };
}

/** `whole` in whole parts, as nearly as possible in proportion to the weights: what is left over goes to the largest remainders. */
function shares(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (whole * weight) / sum);
  const result = exact.map(Math.floor);
  let left = Math.round(whole - result.reduce((total, part) => total + part, 0));
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    result[index] = (result[index] ?? 0) + 1;
    left -= 1;
  }
  return result;
}
