/** Whether a URL leads to the machine it is used on. */
export function isLoopback(url: URL): boolean {
  return /^(localhost|(.+\.)localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

/**
 * Why a text is not an origin that this proxy may trust, or null if it is one. An origin has to be written exactly
 * as browsers write it, because it is compared character for character.
 */
export function originMend(text: string, livemode: boolean): string | null {
  if (text === '*') return 'is *, which would let any site start payments; name each origin.';
  if (text.includes('*')) return 'has a wildcard; name each origin in full, as in https://shop.example.';
  if (text === 'null') return 'is null, the origin of sandboxed frames and of files on disk; name a real one.';
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'is not an origin; write scheme and host, as in https://shop.example.';
  }
  if (url.username !== '' || url.password !== '') return 'has a user name in it; write scheme and host only.';
  if (url.origin !== text) {
    return `is not how a browser writes it (no path, no slash at the end, lower case, no default port, no dot at the end).`;
  }
  if (url.hostname.endsWith('.')) return 'ends with a dot; browsers treat that as another host.';
  return modeMend(url, livemode);
}

/** Why a page's URL cannot be one that buyers are sent to, or null if it can. */
export function pageMend(text: string, origins: readonly string[], livemode: boolean): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'is not the full address of a page, as in https://shop.example/thanks.html.';
  }
  if (/[\\\s]/.test(text) || url.username !== '' || url.password !== '') {
    return 'has a backslash, a space or a user name in it; write the plain address.';
  }
  // Not url.hash, which is empty for a lone # at the end.
  if (text.includes('#')) return 'has a # in it; the order goes there, so leave the fragment out.';
  if (!origins.includes(url.origin)) return 'is not on one of CART_ORIGINS; add its origin there, or move the page.';
  return modeMend(url, livemode);
}

/** Why the proxy cannot be reached by buyers at this address, or null. */
export function publicUrlMend(text: string, livemode: boolean): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'is not a full address, as in https://pay.shop.example.';
  }
  if (/[?#\\\s]/.test(text) || url.username !== '' || url.password !== '') {
    return 'is a base to which paths are added: no query, no fragment, no user name.';
  }
  return modeMend(url, livemode);
}

function modeMend(url: URL, livemode: boolean): string | null {
  if (!livemode) return null;
  if (isLoopback(url)) return 'is on this machine, but the key is a live one; use a test key while you develop.';
  return url.protocol === 'http:' ? 'must be https with a live key.' : null;
}
