/**
 * The last net under the log. Lines are built from chosen fields, so none of this should ever match; but an error's
 * text can hold anything, and a key in a log is a key lost.
 *
 * Ids of prices and products are left alone: they are public, and the owner has to find the one that is meant.
 */
const REDACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b([rs]k_(?:test|live)|whsec)_[\w+/=-]+/g, '$1_[redacted]'],
  // A Checkout Session's has percent signs in it, and the part behind them is as secret.
  [/\b\w+_secret_[^\s"'`<>\\,;]*/g, '[client secret]'],
  [/\b[\w-]{10,}(?:\.[\w-]*){4}/g, '[token]'],
  // No slash, colon or bracket: the place in `stripe@23.1.0/net/x.js:7:1` has to stay readable.
  [/[^\s@<>"'/:()]+@[^\s@<>"'/:()]+\.[^\s@<>"'/:()]*\p{L}{2}/gu, '[e-mail]'],
  [/\b(cs_test|cs_live|pi|ch|py|cus|evt|acct|pm|in|sub|re|dp|li|seti)_\w*(\w{4})\b/g, '$1_…$2'],
];

/** The text without keys, client secrets, tokens and e-mail addresses, and with Stripe's ids cut to their last four. */
export function redact(text: string): string {
  return REDACTIONS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
}
