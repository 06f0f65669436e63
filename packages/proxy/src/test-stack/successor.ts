import { createKeyring } from '../order/keyring.js';
import { metadataOf, promiseIn } from '../order/promise.js';
import { atStripe } from './buyer.js';
import { SOUND_SETTINGS, type TestShop } from './shop.js';

/**
 * What must never happen: a session is paid, and so is the one it was closed for. This makes it look like that, with a
 * promise signed by the shop's own secret.
 */
export async function madeSuccessor(shop: TestShop, session: string, predecessor: string): Promise<void> {
  const { metadata } = (await atStripe(shop, `/v1/checkout/sessions/${session}`)) as {
    metadata: Record<string, string>;
  };
  const keys = createKeyring([String(SOUND_SETTINGS['CART_TOKEN_SECRET'])]);
  const promise = await promiseIn(metadata, String(SOUND_SETTINGS['CART_SHOP']), keys);
  if (promise === null) throw new Error('no promise');
  const chained = await metadataOf({ ...promise, predecessor }, keys);
  await atStripe(
    shop,
    `/v1/checkout/sessions/${session}`,
    Object.fromEntries(Object.entries(chained).map(([name, value]) => [`metadata[${name}]`, value])),
  );
}
