import { readInvoiceFooter } from '../config/billing-settings.js';
import type { ConfigProblem } from '../config/problems.js';
import { SettingsReader, type Environment } from '../config/settings-reader.js';
import { readShop, readTokenSecrets } from '../config/shop-settings.js';
import { publicUrlMend } from '../config/web-address.js';

/** What a link to an invoice is made with, where no proxy is running. */
export interface InvoiceSettings {
  /** `CART_SHOP`, by default `shop`. */
  readonly shop: string;
  /** `CART_PUBLIC_URL`: where the proxy is that opens the link, without a slash at its end. */
  readonly publicUrl: string;
  /** `CART_TOKEN_SECRET`: the first one seals. */
  readonly tokenSecrets: readonly [string, ...string[]];
  /** `CART_INVOICE_FOOTER`; null where it is not set. */
  readonly footer: string | null;
}

export type InvoiceSettingsReading =
  | { readonly ok: true; readonly settings: InvoiceSettings }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the settings under the proxy's own names, and by its own rules. Everything that is wrong is listed at once,
 * never with its value.
 */
export function readInvoiceSettings(env: Environment): InvoiceSettingsReading {
  const reader = new SettingsReader(env);
  const settings: InvoiceSettings = {
    shop: readShop(reader),
    publicUrl: readPublicUrl(reader),
    tokenSecrets: readTokenSecrets(reader),
    footer: readInvoiceFooter(reader) ?? null,
  };
  return reader.problems.length === 0 ? { ok: true, settings } : { ok: false, problems: reader.problems };
}

function readPublicUrl(reader: SettingsReader): string {
  const name = 'CART_PUBLIC_URL';
  const address = reader.text(name);
  const mend = address === undefined ? 'is missing: where browsers reach the proxy.' : publicUrlMend(address, false);
  if (mend !== null && !reader.problems.some(({ at }) => at === name)) reader.refuse(name, mend);
  return mend === null && address !== undefined ? new URL(address).href.replace(/\/+$/, '') : '';
}
