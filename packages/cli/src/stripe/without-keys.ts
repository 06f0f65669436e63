/** Any key in this text, Stripe's messages included, cut down to what kind it is. How keys begin may be said. */
export function withoutKeys(message: string): string {
  return message.replace(
    /\b(sk|rk|whsec)_(?!(?:test|live)_(?![A-Za-z0-9*]))((?:test|live)_)?[A-Za-z0-9*][A-Za-z0-9*._-]*/g,
    '$1_$2…',
  );
}
