import type { StripeSettings } from './config.js';
import { isLoopback } from './web-address.js';
import type { SettingsReader } from './settings-reader.js';

/** The letters and digits after a key's prefix. Stripe's keys have more than 20; fewer is a stub somebody typed. */
const KEY_BODY = /^[A-Za-z0-9]{10,250}$/;

/** Keys that no key generator makes: `xxxxxxxxxxxxxxxx`, `0000000000000000`, `abcabcabcabc`. */
const FEWEST_DIFFERENT_CHARACTERS = 5;

const WHERE = 'Dashboard → Developers → API keys';

/** Stripe's own settings, under Stripe's own names. A problem never repeats what was found. */
export function readStripeSettings(reader: SettingsReader): StripeSettings {
  const secret = readSecretKey(reader);
  const publishable = readPublishableKey(reader);
  const livemode = secret?.mode === 'live';
  if (secret && publishable && secret.mode !== publishable.mode) {
    reader.refuse(
      'STRIPE_PUBLISHABLE_KEY',
      `belongs to ${publishable.mode} mode and STRIPE_SECRET_KEY to ${secret.mode} mode; take both from the same mode.`,
    );
  }
  return {
    secretKey: secret?.key ?? '',
    publishableKey: publishable?.key ?? null,
    webhookSecrets: readWebhookSecrets(reader),
    apiBase: readApiBase(reader, livemode),
    livemode,
  };
}

interface Key {
  readonly key: string;
  readonly mode: 'test' | 'live';
}

function readSecretKey(reader: SettingsReader): Key | undefined {
  const name = 'STRIPE_SECRET_KEY';
  const key = reader.text(name);
  if (key === undefined) {
    if (!reader.problems.some(({ at }) => at === name)) reader.refuse(name, `is missing (${WHERE}).`);
    return undefined;
  }
  if (key.startsWith('pk_')) {
    reader.refuse(name, `is a publishable key; the secret one begins with sk_ or, restricted, with rk_ (${WHERE}).`);
    return undefined;
  }
  if (key.startsWith('whsec_')) {
    reader.refuse(name, `is a webhook secret, which belongs into STRIPE_WEBHOOK_SECRET.`);
    return undefined;
  }
  return keyOf(reader, name, key, /^[sr]k_(test|live)_(.*)$/, 'sk_test_, sk_live_, rk_test_ or rk_live_');
}

function readPublishableKey(reader: SettingsReader): Key | undefined {
  const name = 'STRIPE_PUBLISHABLE_KEY';
  const key = reader.text(name);
  if (key === undefined) return undefined;
  if (/^([sr]k|whsec)_/.test(key)) {
    reader.refuse(
      name,
      'is a secret, and would have been shown to every visitor. Put the pk_ key here; if the secret was ever public, roll it.',
    );
    return undefined;
  }
  return keyOf(reader, name, key, /^pk_(test|live)_(.*)$/, 'pk_test_ or pk_live_');
}

function keyOf(reader: SettingsReader, name: string, key: string, pattern: RegExp, prefixes: string): Key | undefined {
  const [, mode, body = ''] = pattern.exec(key) ?? [];
  if (mode !== 'test' && mode !== 'live') {
    reader.refuse(name, `does not look like a key of Stripe's: it begins with ${prefixes} (${WHERE}).`);
    return undefined;
  }
  if (!KEY_BODY.test(body) || new Set(body).size < FEWEST_DIFFERENT_CHARACTERS) {
    reader.refuse(name, `is a placeholder or was cut short; copy the whole key (${WHERE}).`);
    return undefined;
  }
  return { key, mode };
}

/** Anything but a real secret would let anybody sign events: the SDK takes any text, even `undefined` spelled out. */
function readWebhookSecrets(reader: SettingsReader): readonly string[] {
  const name = 'STRIPE_WEBHOOK_SECRET';
  const secrets = reader.list(name);
  const sound = secrets.every(
    (secret) => /^whsec_[\w+/=-]{16,250}$/.test(secret) && new Set(secret).size >= FEWEST_DIFFERENT_CHARACTERS + 6,
  );
  if (sound) return secrets;
  reader.refuse(
    name,
    'is not a signing secret: it begins with whsec_ (Dashboard → Developers → Webhooks → your endpoint).',
  );
  return [];
}

/** With a live key, requests go to Stripe and nowhere else: the key travels with each of them. */
function readApiBase(reader: SettingsReader, livemode: boolean): string | null {
  const name = 'STRIPE_API_BASE';
  const base = reader.text(name);
  if (base === undefined) return null;
  const url = URL.parse(base);
  if (livemode) {
    reader.refuse(name, 'is possible only with a test key; leave it out.');
  } else if (url === null || url.origin !== base.replace(/\/$/, '')) {
    reader.refuse(name, 'is an origin, as in http://127.0.0.1:12111, with no path.');
  } else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    reader.refuse(name, 'must be https, or http on this machine.');
  } else {
    return url.origin;
  }
  return null;
}
