import { randomBytes } from 'node:crypto';
import { ConfigError, createProxy, type ConfigProblem } from '@stripe-cart/proxy';
import { CliError } from '../cli-error.js';
import { isLoopback } from '../loopback.js';

/** Where the proxy will run. */
export type Runtime = 'workers' | 'node';

/** The four answers that a proxy folder is made of, as they are used. */
export interface Answers {
  /** Of the pages that sell, as a browser writes it. */
  readonly shop: string;
  /** Where browsers will reach the proxy: an origin too. */
  readonly proxy: string;
  readonly runtime: Runtime;
  /** The page with `<stripe-cart-return>`. */
  readonly thanks: string;
}

/** What each setting of the proxy is called on this command line. */
const FLAGS: Readonly<Record<string, string>> = {
  CART_ORIGINS: '--shop',
  CART_PUBLIC_URL: '--proxy',
  CART_RETURN_URL: '--thanks',
  CART_CATALOG: '--catalog',
};

/**
 * An origin, however it was typed: `shop.example`, `https://Shop.example/` and `https://shop.example` are one.
 * @throws {CliError} `wrong_answer`
 */
export function originIn(text: string, flag: string): string {
  const url = addressIn(text, flag);
  if (url.pathname === '/' && url.search === '' && url.hash === '') return url.origin;
  throw new CliError('wrong_answer', `${flag} is scheme and host only, as in ${url.origin}: no path.`);
}

/**
 * The full address of the thank-you page. A path alone is a page of the shop.
 * @throws {CliError} `wrong_answer`
 */
export function pageIn(text: string, shop: string, flag: string): string {
  const url = addressIn(text.startsWith('/') ? new URL(text, shop).href : text, flag);
  if (url.origin === shop) return url.href;
  throw new CliError('wrong_answer', `${flag} has to be a page on the shop’s address, as in /thanks.html.`);
}

function addressIn(text: string, flag: string): URL {
  const typed = text.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '') return url;
  throw new CliError('wrong_answer', `${flag} is not an address, as in https://shop.example.`);
}

/** The settings that are no secret, under the proxy's names. */
export function settingsOf({ shop, proxy, thanks }: Answers): Readonly<Record<string, string>> {
  return { CART_SHOP: 'shop', CART_PUBLIC_URL: proxy, CART_ORIGINS: shop, CART_RETURN_URL: thanks };
}

/**
 * Lets the proxy itself judge what it is going to be given, so that nothing is written that it would refuse. Addresses
 * of this machine are for trying things out; all others have to be fit for a live key.
 * @throws {CliError} `wrong_answer`, `catalog_invalid`, naming everything that is wrong
 */
export function checkAnswers(answers: Answers, catalog: unknown): void {
  const isLocal = [answers.shop, answers.proxy].some((address) => isLoopback(new URL(address)));
  // A key that nobody has: it opens nothing, and only its mode is looked at.
  const key = `sk_${isLocal ? 'test' : 'live'}_${randomBytes(16).toString('hex')}`;
  const env = {
    ...settingsOf(answers),
    CART_CATALOG: catalog,
    CART_TOKEN_SECRET: newTokenSecret(),
    STRIPE_SECRET_KEY: key,
  };
  try {
    createProxy({ env, log: () => undefined });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [first] = error.problems;
    const code = first?.at.startsWith('CART_CATALOG') ? 'catalog_invalid' : 'wrong_answer';
    throw new CliError(code, error.problems.map(inFlags).join('\n'), { cause: error });
  }
}

/** The same problem, under the name that was typed. */
function inFlags({ at, mend }: ConfigProblem): string {
  const [setting = '', ...inside] = at.split(' ');
  return `${[FLAGS[setting] ?? setting, ...inside].join(' ')} ${mend}`;
}

/** 32 random bytes in base64, as `openssl rand -base64 32` makes them. */
export function newTokenSecret(): string {
  return randomBytes(32).toString('base64');
}
