import type { Account } from './account/account.js';
import { billingDue } from './billing/billing-agenda.js';
import { settleWhatIsDue } from './checkout/expire.js';
import type { Deliveries } from './webhooks/deliveries.js';

/**
 * Lets time pass, stopping at each moment at which something falls due – a session expires, a bank answers a debit, a
 * webhook is tried again – so that everything happens in its order and at its time.
 *
 * @param seconds 0 or more
 */
export async function letPass(seconds: number, account: Account, deliveries: Deliveries): Promise<void> {
  const { clock } = account;
  const until = clock.now() + seconds;
  for (let due = nextDue(account, deliveries); due <= until; due = nextDue(account, deliveries)) {
    clock.advance(Math.max(0, due - clock.now()));
    settleWhatIsDue(account);
    await deliveries.deliverDue();
  }
  clock.advance(Math.max(0, until - clock.now()));
}

/** Seconds on the account's clock; Infinity when nothing is waiting. */
function nextDue(account: Account, deliveries: Deliveries): number {
  let next = deliveries.nextDue();
  for (const { session } of account.sessions.values()) {
    if (session.status === 'open') next = Math.min(next, session.expires_at);
  }
  for (const { dueAt } of [...account.debits, ...account.vouchers, ...account.holds, ...account.doomedRefunds]) {
    next = Math.min(next, dueAt);
  }
  return Math.min(next, billingDue(account));
}
