import type { Place } from '../finding.js';
import type { Stated } from './claim.js';
import type { PageContext } from './page-context.js';

/** What the catalogue takes: https, or http on this machine (`webUrl` in the schema of the catalogue). */
const USABLE = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))[^\s\p{Cc}\\]{1,2000}$/u;

/**
 * An address as the browser would resolve it on this page: against `<base>`, and that against the page's own address.
 * One that the catalogue cannot take is left out, and reported.
 *
 * @param what as in `image`, for the report
 */
export function readAddress(
  item: string,
  what: 'image' | 'url',
  text: string,
  place: Place,
  { page, address, report }: PageContext,
): Stated<string> | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const base = page.base === null ? address : (parse(page.base, address) ?? address);
  const url = parse(trimmed, base);
  if (url === null && base === null) {
    const message = `${item}: the ${what} ${trimmed} is relative, and the catalogue needs a whole address. Give --base-url https://shop.example, the address this folder is published at.`;
    report('address_relative', place, message);
    return undefined;
  }
  if (url === null || !USABLE.test(url.href)) {
    const message = `${item}: the ${what} ${trimmed.slice(0, 80)} is left out. It has to be an https address.`;
    report('address_unusable', place, message);
    return undefined;
  }
  return { value: url.href, place };
}

function parse(text: string, base: URL | null): URL | null {
  return URL.canParse(text, base ?? undefined) ? new URL(text, base ?? undefined) : null;
}
