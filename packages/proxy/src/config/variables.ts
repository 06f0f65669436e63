/** Every variable there is. Another name that begins with STRIPE_ or CART_ is a mistake, or somebody else's. */
export const VARIABLES = [
  'STRIPE_SECRET_KEY',
  'STRIPE_PUBLISHABLE_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_API_BASE',
  'CART_SHOP',
  'CART_PUBLIC_URL',
  'CART_ORIGINS',
  'CART_RETURN_URL',
  'CART_PENDING_URL',
  'CART_ERROR_URL',
  'CART_RETURN_PAGES',
  'CART_APP_SCHEMES',
  'CART_APPLE_APPS',
  'CART_ANDROID_APPS',
  'CART_CANCEL_URL',
  'CART_CATALOG',
  'CART_TOKEN_SECRET',
  'CART_SINK_URL',
  'CART_SINK_SECRET',
  'CART_CLOSED',
  'CART_CHECKOUT_ORIGINS',
  'CART_PAYMENT_LINKS',
  'CART_INVOICE_URL',
  'CART_INVOICE_FOOTER',
  'CART_CUSTOMER_PORTAL',
  'CART_SHIPPING_COUNTRIES',
  'CART_SHIPPING_RATES',
  'CART_CAPTURE',
  'CART_CONFIRM',
  'CART_PHONE',
  'CART_PROMOTION_CODES',
  'CART_AUTOMATIC_TAX',
  'CART_TERMS',
  'CART_SUBMIT_TYPE',
  'CART_LOCALE',
  'CART_CHECKOUTS_PER_MINUTE',
  'CART_CHECKOUTS_PER_SECOND',
  'CART_TRUSTED_HOPS',
] as const;

export type Variable = (typeof VARIABLES)[number];

/** Not variables but bindings of a Worker: Cloudflare's rate limiters, handed over in the same record. */
const BINDINGS = ['CART_CHECKOUT_LIMITER', 'CART_ORDER_LIMITER'] as const;

/** So many letters may be wrong in a name that is taken for a known one mistyped. */
const NEAR_MISS_DISTANCE = 2;

/**
 * Looks for names that nobody reads. `mistyped` are so near to a known one that something was surely meant to be set
 * which is not; `unknown` only look like ours. A name that is neither ours nor like ours is none of our business: a
 * process's environment is full of them.
 */
export function strayNames(names: Iterable<string>): {
  readonly mistyped: readonly { readonly name: string; readonly meant: Variable }[];
  readonly unknown: readonly string[];
} {
  const known = new Set<string>([...VARIABLES, ...BINDINGS]);
  const mistyped: { name: string; meant: Variable }[] = [];
  const unknown: string[] = [];
  for (const name of names) {
    if (known.has(name)) continue;
    const meant = VARIABLES.find((variable) => editDistance(name.toUpperCase(), variable) <= NEAR_MISS_DISTANCE);
    if (meant !== undefined) mistyped.push({ name, meant });
    else if (/^(STRIPE|CART)_/.test(name)) unknown.push(name);
  }
  return { mistyped, unknown };
}

/** Levenshtein's: the fewest letters to add, drop or replace. Names of very different length are not worth counting. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > NEAR_MISS_DISTANCE) return Infinity;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
