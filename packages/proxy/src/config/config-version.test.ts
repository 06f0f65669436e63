import { expect, test } from 'vitest';
import { SOUND_SETTINGS } from '../test-stack/shop.js';
import { configVersion } from './config-version.js';
import { readConfig } from './read-config.js';

const versionOf = async (changes: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const reading = readConfig({ ...SOUND_SETTINGS, CART_PUBLIC_URL: 'https://pay.shop.example', ...changes });
  if (!reading.ok) throw new Error(reading.problems.map(({ at }) => at).join(' '));
  return configVersion(reading.config);
};

test('the same settings have the same version, in any order, and every other setting another', async () => {
  const changes: readonly Readonly<Record<string, unknown>>[] = [
    {},
    { CART_SHOP: 'bakery' },
    { CART_TOKEN_SECRET: 'another secret of more than 32 characters'.replaceAll(' ', '-') },
    { STRIPE_WEBHOOK_SECRET: 'whsec_thePresentSecretOfTheEndpoint' },
    { CART_CLOSED: 'Back on Monday.' },
    { CART_PHONE: 'true' },
    { CART_CATALOG: 'stripe' },
  ];
  const versions = await Promise.all(changes.map((change) => versionOf(change)));
  expect(new Set(versions).size).toBe(changes.length);
  for (const version of versions) expect(version).toMatch(/^[0-9a-f]{8}$/);
  const backwards = Object.fromEntries(Object.entries(SOUND_SETTINGS).toReversed());
  expect(await versionOf(backwards)).toBe(versions[0]);
});
