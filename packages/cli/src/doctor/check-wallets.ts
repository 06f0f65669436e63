import type { StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';

/**
 * Whether Apple Pay may be shown on these origins: inside a page Apple wants each domain registered with Stripe, every
 * subdomain too (https://docs.stripe.com/payments/payment-methods/pmd-registration). On Stripe's own page it needs nothing.
 *
 * @param origins of the pages that sell; those on this machine are no domains, and not asked about
 */
export async function checkWallets(origins: readonly string[], account: StripeAccount): Promise<Check> {
  const title = 'Apple Pay inside the page';
  const domains = [...new Set(origins.map((origin) => new URL(origin).hostname).filter(isDomain))];
  const findings: Finding[] = [];
  try {
    for (const domain of domains) findings.push(...(await judge(domain, account)));
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    const why = error.status === 403 ? 'the key may not read Payment Method Domains' : error.message;
    return { title, findings: [finding('wallet_domain_unknown', why)] };
  }
  return domains.length > 0 ? { title, findings } : { title, findings, skipped: 'no page of a domain was given' };
}

async function judge(domain: string, account: StripeAccount): Promise<readonly Finding[]> {
  const { data } = await account.call('list', (stripe) =>
    stripe.paymentMethodDomains.list({ domain_name: domain, limit: 1 }),
  );
  const [registered] = data;
  if (!registered?.enabled) return [finding('wallet_domain_missing', domain)];
  return registered.apple_pay.status === 'active' ? [] : [finding('wallet_domain_inactive', domain)];
}

/** Neither a number nor a name of this machine's. */
const isDomain = (host: string): boolean => /\.[a-z][a-z0-9-]*$/i.test(host) && !host.endsWith('.localhost');
