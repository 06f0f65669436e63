import type { ShopConfig } from '@stripe-cart/contract';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';
import type { Check } from './check.js';
import { clockIn, type ClockReading } from './check-clock.js';
import { finding, type Finding } from './findings.js';
import { PERMISSIONS, type Offer, type Permission, type SettingName } from './permissions.js';

/** What is seen of the proxy, beside its settings that any page may know. */
export interface ProxyOffers {
  readonly hasCatalog: boolean;
  readonly offers: readonly Offer[];
}

export interface CheckedKey {
  readonly checks: readonly Check[];
  readonly clock: ClockReading | null;
  /** Whether Stripe can be asked anything more. */
  readonly isUsable: boolean;
}

/** The API version that this release of the proxy and of this command line sends with each call. */
export const API_VERSION = '2026-10-28.endive';

/**
 * What kind of key it is, whether Stripe takes it, and whether it may do what the proxy needs.
 * @param config of the proxy; null where there is none
 * @param proxy whether it has prices: a key that may not read them is no reason to complain then; and what it offers
 */
export async function checkKey(
  account: StripeAccount,
  config: ShopConfig | null,
  proxy: ProxyOffers,
): Promise<CheckedKey> {
  const findings: Finding[] = [];
  const key = { title: 'Key', findings };
  if (!account.restricted) findings.push(finding('key_unrestricted', 'it begins with sk_'));
  if (config !== null && config.livemode !== account.livemode) {
    findings.push(
      finding('key_mode_differs', `the key is ${mode(account.livemode)}, the proxy ${mode(config.livemode)}`),
    );
  }

  const first = await firstAnswer(account);
  if (first instanceof StripeFailure) {
    if (first.status === 401) findings.push(finding('key_refused', first.message));
    else if (first.status === 400) findings.push(finding('api_version_refused', `${API_VERSION}: ${first.message}`));
    else findings.push(finding('stripe_unreachable', first.message));
    return { checks: [key], clock: null, isUsable: false };
  }
  const version = first?.get('stripe-version') ?? null;
  if (version !== null && version !== API_VERSION) {
    findings.push(finding('api_version_refused', `asked for ${API_VERSION}, answered in ${version}`));
  }
  const clock = first === null ? null : clockIn(first, Date.now());
  const permissions = config === null || !account.restricted ? [] : [await checkPermissions(account, config, proxy)];
  return { checks: [key, ...permissions], clock, isUsable: true };
}

const mode = (livemode: boolean) => (livemode ? 'live' : 'test');

/** The headers of an answer to a harmless question, or null from a key that may not even ask it. */
async function firstAnswer(account: StripeAccount): Promise<Headers | StripeFailure | null> {
  try {
    const { lastResponse } = await account.call('list', (stripe) => stripe.checkout.sessions.list({ limit: 1 }));
    // The fetch client keeps the web's Headers there, under a type that says otherwise.
    const headers: unknown = lastResponse.headers;
    return headers instanceof Headers ? headers : null;
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return error.status === 403 ? null : error;
  }
}

async function checkPermissions(account: StripeAccount, config: ShopConfig, proxy: ProxyOffers): Promise<Check> {
  const findings: Finding[] = [];
  for (const permission of PERMISSIONS) {
    const need = needOf(permission, config, proxy);
    if (need === 'never') continue;
    const has = await hasPermission(account, permission);
    const name = `${permission.name}: ${permission.level}`;
    if (has === 'unknown') findings.push(finding('permission_unknown', name));
    else if (has === 'no' && need === 'always') findings.push(finding('permission_missing', name));
    else if (has === 'no') findings.push(finding('permission_conditional', `${name}, with ${need}`));
  }
  return { title: 'Permissions of the key', findings };
}

/** Whether the proxy needs it, or the setting with which it would. */
function needOf(
  { neededFor }: Permission,
  config: ShopConfig,
  { hasCatalog, offers }: ProxyOffers,
): 'always' | 'never' | SettingName {
  const offered = new Set<string>(['everything', ...config.modes, ...offers]);
  if (neededFor.some((need) => offered.has(need))) return 'always';
  if (neededFor.includes('CART_SHIPPING_RATES')) return 'CART_SHIPPING_RATES';
  if (neededFor.includes('checkout="intent"') && config.modes.includes('intent')) return 'checkout="intent"';
  if (neededFor.includes('CART_INVOICE_FOOTER') && offers.includes('invoices')) return 'CART_INVOICE_FOOTER';
  // A proxy that has its prices either needs no permission for them, or has it.
  return neededFor.includes('CART_CATALOG=stripe') && !hasCatalog ? 'CART_CATALOG=stripe' : 'never';
}

async function hasPermission(account: StripeAccount, { probe }: Permission): Promise<'yes' | 'no' | 'unknown'> {
  try {
    await probe(account);
    return 'yes';
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    if (error.status === 403) return 'no';
    return error.status === 404 ? 'yes' : 'unknown';
  }
}
