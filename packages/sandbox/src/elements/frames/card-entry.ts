/* How card details are written and when they are complete: pure, `now` is passed in. */

/** Digits in groups as they stand on the card: four each, or 4-6-5 for American Express. */
export function formatCardNumber(text: string): string {
  const digits = text.replaceAll(/\D/g, '').slice(0, 19);
  const groups = /^3[47]/.test(digits) ? [4, 6, 5] : [4, 4, 4, 4, 3];
  const parts: string[] = [];
  let at = 0;
  for (const size of groups) {
    if (at >= digits.length) break;
    parts.push(digits.slice(at, at + size));
    at += size;
  }
  return parts.join(' ');
}

/** `1268`, `12/68` and `1 / 68` become `MM / YY`. */
export function formatExpiry(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  // A month beyond 1 cannot have a second digit.
  const padded = /^[2-9]/.test(digits) || /^1\s*\//.test(text) ? `0${digits}` : digits;
  const [month, year] = [padded.slice(0, 2), padded.slice(2, 4)];
  return year === '' ? month : `${month} / ${year}`;
}

export function expiryOf(text: string): { readonly month: number; readonly year: number } | null {
  const [, month, year] = /^(\d{2}) ?\/ ?(\d{2})$/.exec(text.trim()) ?? [];
  return month === undefined || year === undefined ? null : { month: Number(month), year: 2000 + Number(year) };
}

export function cardNumberProblem(text: string): string | null {
  const digits = text.replaceAll(/\D/g, '');
  const length = /^3[47]/.test(digits) ? 15 : 16;
  if (digits.length < length) return 'The card number is incomplete.';
  return passesLuhn(digits) ? null : 'The card number is invalid.';
}

/** @param now milliseconds since the epoch */
export function expiryProblem(text: string, now: number): string | null {
  const expiry = expiryOf(text);
  if (!expiry) return 'The expiration date is incomplete.';
  if (expiry.month < 1 || expiry.month > 12) return 'The expiration date is invalid.';
  const today = new Date(now);
  const isPast =
    expiry.year < today.getFullYear() || (expiry.year === today.getFullYear() && expiry.month < today.getMonth() + 1);
  return isPast ? 'The expiration date is in the past.' : null;
}

export function securityCodeProblem(text: string, cardNumber: string): string | null {
  const length = /^3[47]/.test(cardNumber.replaceAll(/\D/g, '')) ? 4 : 3;
  return text.replaceAll(/\D/g, '').length < length ? 'The security code is incomplete.' : null;
}

/** The check digit that every card number ends in. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return digits !== '' && sum % 10 === 0;
}
