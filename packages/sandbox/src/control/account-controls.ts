import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { setBuyerCurrency } from '../checkout/presentment.js';
import { closeDispute, DISPUTE_REASONS, openDispute } from '../payment/dispute.js';
import { PAYMENT_METHODS, setPaymentMethodTypes } from '../payment/payment-methods.js';
import { setWallets, WALLETS } from '../payment/wallets.js';
import { ControlError } from './control-error.js';

/** What the Dashboard would be used for: null stands for all methods, and for buyers who see the session's currency. */
export interface AccountSettings {
  readonly paymentMethodTypes: readonly string[] | null;
  readonly buyerCurrency: string | null;
}

/** @throws ControlError for a method or a currency the sandbox does not have; then nothing is changed */
export function changeSettings(body: Record<string, unknown>, account: Account): AccountSettings {
  const { paymentMethodTypes: types = account.paymentMethodTypes, buyerCurrency = account.buyerCurrency } = body;
  if (buyerCurrency !== null && typeof buyerCurrency !== 'string') {
    throw new ControlError('Give buyerCurrency as a currency such as eur, or null for the session’s own.');
  }
  const before = account.buyerCurrency;
  if (!setBuyerCurrency(account, buyerCurrency)) {
    throw new ControlError(`The sandbox has no rate for ${buyerCurrency}: give buyerCurrency as another, or null.`);
  }
  const isList = types === null || (Array.isArray(types) && types.every((each) => typeof each === 'string'));
  if (!isList || !setPaymentMethodTypes(account, types)) {
    account.buyerCurrency = before;
    const known = PAYMENT_METHODS.map(({ type }) => type).join(', ');
    throw new ControlError(`Give paymentMethodTypes as a list of ${known}, or null for all of them.`);
  }
  return { paymentMethodTypes: account.paymentMethodTypes, buyerCurrency: account.buyerCurrency };
}

/**
 * Which wallets the buyer's browser has from now on: `{ wallets: ['link', 'apple_pay'] }`.
 *
 * @throws ControlError for one that the sandbox does not have; then nothing is changed
 */
export function changeWallets({ wallets }: Record<string, unknown>, account: Account): { wallets: readonly string[] } {
  if (!Array.isArray(wallets) || !setWallets(account, wallets.map(String))) {
    throw new ControlError(`Give wallets as a list of ${WALLETS.join(', ')}; an empty one for none.`);
  }
  return { wallets: account.wallets };
}

/**
 * A buyer's bank takes a payment back: `{ paymentIntent, amount?, reason? }`.
 *
 * @throws ControlError for a reason Stripe does not have, ApiError for a payment that cannot be disputed
 */
export function dispute(body: Record<string, unknown>, account: Account): Stripe.Dispute {
  const { paymentIntent, amount, reason } = body;
  if (typeof paymentIntent !== 'string')
    throw new ControlError('Give paymentIntent as the id of a paid PaymentIntent.');
  if (amount !== undefined && typeof amount !== 'number') throw new ControlError('Give amount in minor units.');
  const known = DISPUTE_REASONS.find((each) => each === reason);
  if (reason !== undefined && !known) throw new ControlError(`Give reason as one of ${DISPUTE_REASONS.join(', ')}.`);
  return openDispute(account, paymentIntent, {
    ...(amount === undefined ? {} : { amount }),
    ...(known ? { reason: known } : {}),
  });
}

/**
 * The bank decides a dispute: `{ outcome: 'won' | 'lost' }`, from the shop's side.
 *
 * @throws ControlError for another outcome, ApiError for a dispute that is not open
 */
export function decideDispute(id: string, { outcome }: Record<string, unknown>, account: Account): Stripe.Dispute {
  if (outcome !== 'won' && outcome !== 'lost') throw new ControlError('Give outcome as won or lost.');
  return closeDispute(account, id, outcome);
}
