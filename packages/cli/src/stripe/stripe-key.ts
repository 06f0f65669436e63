import { text } from 'node:stream/consumers';
import { CliError } from '../cli-error.js';
import { ask } from '../terminal/ask.js';

/** A key that may be used, and what its prefix says of it. */
export interface StripeKey {
  readonly secret: string;
  readonly livemode: boolean;
  /** Begins with `rk_`: may do only what the Dashboard lets it. */
  readonly restricted: boolean;
}

export interface KeySource {
  /** The key comes on standard input, from a terminal or a pipe. Otherwise it is in `STRIPE_SECRET_KEY`. */
  readonly keyStdin?: boolean;
}

const WHERE = 'Dashboard → Developers → API keys';

/**
 * The key from the environment or from standard input, and from nowhere else: what stands in a command line is in the
 * shell's history and in the list of processes, for everybody on the machine.
 *
 * @throws {CliError} `no_key`, `wrong_key`; neither repeats what was found
 */
export async function readStripeKey({ keyStdin = false }: KeySource, env = process.env): Promise<StripeKey> {
  const found = keyStdin ? await keyFromStdin() : env['STRIPE_SECRET_KEY'];
  const secret = found?.trim() ?? '';
  if (secret !== '') return judgeKey(secret);
  throw new CliError(
    'no_key',
    keyStdin
      ? 'No key came on standard input.'
      : `STRIPE_SECRET_KEY is not set (${WHERE}). Put it into the environment, or send it with --key-stdin.`,
  );
}

/** @throws {CliError} `wrong_key` */
function judgeKey(secret: string): StripeKey {
  if (secret.startsWith('pk_')) {
    throw new CliError(
      'wrong_key',
      `That is a publishable key. The secret one begins with sk_ or, restricted, with rk_ (${WHERE}).`,
    );
  }
  const [, kind, mode] = /^(sk|rk)_(test|live)_[A-Za-z0-9]{4,250}$/.exec(secret) ?? [];
  if (kind === undefined) {
    throw new CliError(
      'wrong_key',
      `That does not look like a key of Stripe's: it begins with sk_test_, sk_live_, rk_test_ or rk_live_ (${WHERE}).`,
    );
  }
  return { secret, livemode: mode === 'live', restricted: kind === 'rk' };
}

async function keyFromStdin(): Promise<string> {
  if (!process.stdin.isTTY) return text(process.stdin);
  return ask('Secret key', 'the key on standard input', (prompts, common) =>
    prompts.password({ ...common, message: 'Secret key' }),
  );
}

/**
 * Where Stripe's API is: `STRIPE_API_BASE`, an origin, for a stand-in of Stripe's; null for Stripe itself.
 *
 * @throws {CliError} `wrong_api_base`
 */
export function readApiBase({ livemode }: StripeKey, env = process.env): URL | null {
  const base = env['STRIPE_API_BASE'];
  if (base === undefined || base === '') return null;
  const refuse = (mend: string) => new CliError('wrong_api_base', `STRIPE_API_BASE ${mend}`);
  if (livemode) throw refuse('is possible only with a test key; leave it out.');
  const url = URL.parse(base);
  if (url === null || url.origin !== base.replace(/\/$/, '')) {
    throw refuse('is an origin, as in http://127.0.0.1:12111, with no path.');
  }
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw refuse('must be https, or http on this machine.');
  }
  return url;
}
