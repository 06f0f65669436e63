import { readCheckoutSettings } from '../config/checkout-settings.js';
import type { CheckoutSettings } from '../config/config.js';
import type { ConfigProblem } from '../config/problems.js';
import { SettingsReader, type Environment } from '../config/settings-reader.js';
import { readShop, readTokenSecrets } from '../config/shop-settings.js';
import { pageMend } from '../config/web-address.js';

/** What a payment link that is made beforehand is made with, beside its cart. */
export interface LinkSettings {
  /** `CART_SHOP`, by default `shop`. */
  readonly shop: string;
  readonly checkout: CheckoutSettings;
  /** `CART_RETURN_URL`: the page with `<stripe-cart-return>`; null leaves the buyer on Stripe's page. */
  readonly returnUrl: string | null;
  /** `CART_TOKEN_SECRET`; null makes links that nobody can verify, which is all that a shop without a proxy needs. */
  readonly tokenSecrets: readonly [string, ...string[]] | null;
}

export type LinkSettingsReading =
  | { readonly ok: true; readonly settings: LinkSettings }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the settings under the proxy's own names, and by its own rules, so that a link made from here is judged by the
 * same words there. Everything that is wrong is listed at once, never with its value.
 * @param livemode whether the links are made with a live key: their way back is https then
 */
export function readLinkSettings(env: Environment, livemode: boolean): LinkSettingsReading {
  const reader = new SettingsReader(env);
  const secret = reader.sentence('CART_TOKEN_SECRET');
  const settings: LinkSettings = {
    shop: readShop(reader),
    checkout: readCheckoutSettings(reader),
    returnUrl: readReturnUrl(reader, livemode),
    tokenSecrets: secret === undefined ? null : readTokenSecrets(reader),
  };
  return reader.problems.length === 0 ? { ok: true, settings } : { ok: false, problems: reader.problems };
}

function readReturnUrl(reader: SettingsReader, livemode: boolean): string | null {
  const name = 'CART_RETURN_URL';
  const page = reader.text(name);
  if (page === undefined) return null;
  // Without a proxy there is no list of origins to hold it against.
  const mend = pageMend(page, [URL.parse(page)?.origin ?? ''], livemode);
  if (mend !== null) reader.refuse(name, mend);
  return page;
}
