import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { settleBilling } from '../billing/billing-agenda.js';
import { failDueRefunds } from '../payment/failed-refund.js';
import { cancelIntent } from '../payment/intent.js';
import { cancelSetupIntent } from '../payment/setup-intent.js';
import { settleDueDebits } from '../payment/settle.js';
import { settleDueVouchers } from '../payment/voucher.js';
import { knownIntentOf, knownSetupOf } from './known-intents.js';

/** An open session ends unpaid, and with it the PaymentIntent of a payment that was declined or left unanswered. */
export function expireSession(account: Account, session: Stripe.Checkout.Session): void {
  session.status = 'expired';
  session.url = null;
  const intent = knownIntentOf(account, session);
  if (intent) cancelIntent(account, intent);
  const setup = knownSetupOf(account, session);
  if (setup) cancelSetupIntent(account, setup);
  account.reached(session, 'expired');
  account.emit('checkout.session.expired', session);
}

/**
 * Everything whose time has come on the account's clock: banks answer or send back, vouchers are paid or run out, what
 * nobody captured is given back, open sessions that nobody paid expire, and subscriptions go on.
 */
export function settleWhatIsDue(account: Account): void {
  settleDueDebits(account);
  settleDueVouchers(account);
  failDueRefunds(account);
  for (const { intent, dueAt } of account.holds) {
    if (dueAt <= account.clock.now()) cancelIntent(account, intent, 'expired');
  }
  for (const { session } of account.sessions.values()) {
    if (session.status === 'open' && session.expires_at <= account.clock.now()) expireSession(account, session);
  }
  settleBilling(account);
}
