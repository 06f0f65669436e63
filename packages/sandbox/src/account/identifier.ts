const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` characters of Stripe's id alphabet, unguessable. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    // 248 is the largest multiple of 62 in a byte: above it, a remainder would favour the first characters.
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 248 && text.length < length) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}

/** An id as Stripe forms it: `price_` and 24 characters. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

/** `cs_test_a1` and 56 characters: the length of the ids in Stripe's own fixtures. */
export function newSessionId(): string {
  return `cs_test_a1${randomText(56)}`;
}
