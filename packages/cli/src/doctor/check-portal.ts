import type { StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';
import type { Check } from './check.js';
import { finding } from './findings.js';

/**
 * Whether the owner has saved the portal's settings, without which Stripe opens it to nobody. They are a list, and reading
 * it makes nothing.
 */
export async function checkPortal(account: StripeAccount): Promise<Check> {
  const title = 'Customer portal';
  try {
    const query = { is_default: true, active: true, limit: 1 };
    const { data } = await account.call('list', (stripe) => stripe.billingPortal.configurations.list(query));
    const mode = account.livemode ? 'live' : 'test';
    return { title, findings: data.length > 0 ? [] : [finding('portal_not_configured', `in ${mode} mode`)] };
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    const why = error.status === 403 ? 'the key may not read the customer portal' : error.message;
    return { title, findings: [finding('portal_unknown', why)] };
  }
}
