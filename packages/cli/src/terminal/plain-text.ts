/**
 * Text that others wrote, fit for a terminal and for one line: a name in a page or in a Stripe account may hold escape
 * sequences that move the cursor, or marks that turn the direction of writing round.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
