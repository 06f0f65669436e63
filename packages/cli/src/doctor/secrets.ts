/** A secret in a text that others can read: what kind it is and where, never the secret itself. */
export interface FoundSecret {
  readonly kind: string;
  /** From 1. */
  readonly line: number;
}

/** Stripe's by their prefixes, ours by its name. Examples with dots in them are no secrets. */
const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['a secret key (sk_live_…)', /\bsk_live_[A-Za-z0-9]{10,}/],
  ['a restricted key (rk_live_…)', /\brk_live_[A-Za-z0-9]{10,}/],
  ['a test key (sk_test_…)', /\bsk_test_[A-Za-z0-9]{10,}/],
  ['a restricted test key (rk_test_…)', /\brk_test_[A-Za-z0-9]{10,}/],
  ['a signing secret (whsec_…)', /\bwhsec_[A-Za-z0-9+/=_-]{16,}/],
  ['a token secret', /CART_TOKEN_SECRET["']?\s*[:=]\s*["']?[A-Za-z0-9+/=_-]{20,}/],
];

/** Every line with a secret of Stripe's or ours in it. */
export function secretsIn(text: string): FoundSecret[] {
  return text
    .split('\n')
    .flatMap((content, index) =>
      KINDS.filter(([, pattern]) => pattern.test(content)).map(([kind]) => ({ kind, line: index + 1 })),
    );
}
