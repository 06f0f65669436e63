/** Longest footer that Stripe takes, in characters (https://docs.stripe.com/api/invoices/update, `footer`). */
const MAX_FOOTER_LENGTH = 5_000;

/** Where the address goes in the owner's sentence. */
export const LINK_PLACEHOLDER = '{link}';

/**
 * An invoice's footer with the link in it, below whatever stands there; null where one of ours stands there already, or
 * the two do not fit.
 *
 * @param sentence the owner's, with `{link}` in it
 * @param base what every link of this proxy begins with
 */
export function footerWith(footer: string | null, sentence: string, link: string, base: string): string | null {
  const before = footer ?? '';
  if (before.includes(base)) return null;
  const whole = `${before === '' ? '' : `${before}\n\n`}${sentence.replace(LINK_PLACEHOLDER, () => link)}`;
  return whole.length > MAX_FOOTER_LENGTH ? null : whole;
}
