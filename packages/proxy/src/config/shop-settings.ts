import type { SettingsReader } from './settings-reader.js';

/** What the shop is called, in signed promises and in stored carts. */
export function readShop(reader: SettingsReader): string {
  const shop = reader.text('CART_SHOP') ?? 'shop';
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(shop)) {
    reader.refuse('CART_SHOP', 'is a short name of small letters, digits and hyphens, 32 at most.');
  }
  return shop;
}

/** In characters: 32 bytes of hexadecimal are 64, of base64 44. */
const SHORTEST_TOKEN_SECRET = 32;
const FEWEST_DIFFERENT_CHARACTERS = 8;

/** What it signs with. Never empty, so that what reads on needs no case for it; with a problem nothing is sold anyway. */
export function readTokenSecrets(reader: SettingsReader): readonly [string, ...string[]] {
  const name = 'CART_TOKEN_SECRET';
  const [first, ...others] = reader.list(name);
  const make = 'make one with: openssl rand -base64 32';
  if (first === undefined) {
    if (!reader.problems.some(({ at }) => at === name)) reader.refuse(name, `is missing; ${make}`);
    return [''];
  }
  const weak = [first, ...others].some(
    (secret) => secret.length < SHORTEST_TOKEN_SECRET || new Set(secret).size < FEWEST_DIFFERENT_CHARACTERS,
  );
  if (weak) reader.refuse(name, `is shorter than ${SHORTEST_TOKEN_SECRET} characters or easily guessed; ${make}`);
  return [first, ...others];
}
