import type { Config, ReturnPages } from './config.js';
import type { SettingsReader } from './settings-reader.js';
import type { Variable } from './variables.js';
import { pageMend } from './web-address.js';

type Shop = Pick<Config, 'origins' | 'stripe'>;

/** Where buyers are sent when they come back, and which apps may take them from there. */
export function readReturnPages(
  reader: SettingsReader,
  shop: Shop,
): Pick<Config, 'returnPages' | 'appleApps' | 'androidApps'> {
  const schemes = readAppSchemes(reader);
  const read = (name: 'CART_RETURN_URL' | 'CART_PENDING_URL' | 'CART_ERROR_URL') => {
    const address = reader.text(name);
    return address === undefined ? null : readPage(reader, name, address, shop, schemes);
  };
  const returnUrl = read('CART_RETURN_URL');
  if (returnUrl === null && !reader.problems.some(({ at }) => at === 'CART_RETURN_URL')) {
    reader.refuse('CART_RETURN_URL', RETURN_HINT);
  }
  const returnPages: ReturnPages = {
    returnUrl: returnUrl ?? '',
    pendingUrl: read('CART_PENDING_URL'),
    errorUrl: read('CART_ERROR_URL'),
    pages: readPages(reader, shop, schemes),
    schemes,
  };
  return { returnPages, appleApps: readAppleApps(reader), androidApps: readAndroidApps(reader) };
}

const RETURN_HINT = 'is missing: the page with <stripe-cart-return>, as in https://shop.example/thanks.html.';

/**
 * Why an address is no page that buyers may be sent back to, or null if it is one: on an origin of the shop's, or an
 * app's, by a scheme that the owner has named.
 */
export function returnPageMend(address: string, { origins, stripe }: Shop, schemes: readonly string[]): string | null {
  const url = URL.parse(address);
  const scheme = url?.protocol.slice(0, -1) ?? '';
  if (url === null || scheme === 'https' || scheme === 'http') return pageMend(address, origins, stripe.livemode);
  if (scheme === 'intent') return INTENT;
  if (NO_APP.includes(scheme)) return pageMend(address, origins, stripe.livemode);
  if (!schemes.includes(scheme)) return 'has a scheme that is not in CART_APP_SCHEMES; https links are safer.';
  if (/[\\\s#]/.test(address) || url.username !== '' || url.password !== '') {
    return 'has a #, a backslash, a space or a user name in it; write the plain address.';
  }
  return null;
}

function readPage(
  reader: SettingsReader,
  name: Variable,
  address: string,
  shop: Shop,
  schemes: readonly string[],
  at: string = name,
): string | null {
  const mend = returnPageMend(address, shop, schemes);
  if (mend !== null) reader.refuse(at, mend);
  return mend === null ? new URL(address).href : null;
}

/** `de=https://…/danke.html, fr=…`: the tag of a language, and its page. */
function readPages(reader: SettingsReader, shop: Shop, schemes: readonly string[]): ReturnPages['pages'] {
  const name = 'CART_RETURN_PAGES';
  const pages: { tag: string; url: string }[] = [];
  for (const [index, entry] of reader.list(name).entries()) {
    const at = `${name} (entry ${index + 1})`;
    const [, tag = '', address = ''] = /^([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)=(.+)$/.exec(entry) ?? [];
    if (tag === '') reader.refuse(at, 'is a language and its page, as in de=https://shop.example/danke.html.');
    else if (pages.some((known) => known.tag.toLowerCase() === tag.toLowerCase()))
      reader.refuse(at, 'names a language for the second time.');
    else pages.push({ tag, url: readPage(reader, name, address, shop, schemes, at) ?? '' });
  }
  return pages;
}

const INTENT =
  'is an intent: address. Those name an app or a fallback page of anybody’s choosing, and browsers open them without ' +
  'asking whose they are; use an https link that your app has claimed.';

/** What a browser runs, shows or hands to other programs by itself, other browsers first. None of it is an app of the shop's. */
const NO_APP: readonly string[] = (
  'brave firefox firefox-focus googlechrome googlechromes googlechrome-x-callback microsoft-edge microsoft-edge-http ' +
  'microsoft-edge-https opera-http opera-https touch-http touch-https x-safari-http x-safari-https ' +
  'about blob chrome content data facetime file filesystem ftp geo http https itms itms-apps jar javascript mailto market ' +
  'resource sms tel vbscript view-source webcal ws wss'
).split(' ');

function readAppSchemes(reader: SettingsReader): readonly string[] {
  const name = 'CART_APP_SCHEMES';
  return reader.list(name).filter((scheme) => {
    const mend = schemeMend(scheme);
    if (mend !== null) reader.refuse(name, mend);
    return mend === null;
  });
}

function schemeMend(scheme: string): string | null {
  if (scheme === 'intent' || scheme === 'android-app') return INTENT;
  if (!/^[a-z][a-z0-9+.-]{1,60}$/.test(scheme))
    return 'has an entry that is no scheme: the part before the colon, in small letters.';
  return NO_APP.includes(scheme)
    ? 'has an entry that belongs to the browser or to other programs, and to no app of yours.'
    : null;
}

function readAppleApps(reader: SettingsReader): readonly string[] {
  const name = 'CART_APPLE_APPS';
  const apps = reader.list(name);
  const isSound = apps.every((app) => /^[A-Z0-9]{10}\.[A-Za-z0-9.-]{1,155}$/.test(app));
  if (!isSound)
    reader.refuse(name, 'has an entry that is no app id: the team’s ten letters and digits, a dot, and the bundle id.');
  return isSound ? apps : [];
}

/** `com.example.shop:AB:CD:…`: the package, and the SHA-256 of the certificate it is signed with. */
function readAndroidApps(reader: SettingsReader): Config['androidApps'] {
  const name = 'CART_ANDROID_APPS';
  return reader.list(name).flatMap((entry) => {
    const [, packageName = '', digest = ''] = /^([A-Za-z]\w*(?:\.[A-Za-z]\w*)+):([0-9A-Fa-f:]+)$/.exec(entry) ?? [];
    const hex = digest.replaceAll(':', '').toUpperCase();
    if (hex.length === 64) return [{ packageName, fingerprint: hex.match(/../g)?.join(':') ?? '' }];
    reader.refuse(
      name,
      'has an entry that is not a package and its certificate’s SHA-256, as in com.example.shop:14:6D:E9:….',
    );
    return [];
  });
}
