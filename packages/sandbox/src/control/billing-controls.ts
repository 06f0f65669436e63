import type { Account } from '../account/account.js';
import { defaultPortalConfiguration, makePortalConfiguration } from '../billing/portal-configuration.js';
import { cardOf } from '../payment/cards.js';
import { ControlError } from './control-error.js';

/**
 * The bank thinks otherwise of the cards a customer has saved: `{ customer, card }`. From now on they are charged as that
 * test card would be.
 *
 * @throws ControlError for a customer without a saved card, or a number that is no test card
 */
export function changeSavedCards({ customer, card }: Record<string, unknown>, account: Account): { cards: number } {
  if (typeof card !== 'string' || !cardOf(card)) throw new ControlError('Give card as the number of a test card.');
  const saved = [...account.keptPaymentMethods].filter(
    ([, { shown, method }]) => shown.customer === customer && method.type === 'card',
  );
  if (typeof customer !== 'string' || saved.length === 0) {
    throw new ControlError('Give customer as the id of one who has saved a card.');
  }
  for (const [id, kept] of saved) {
    if (kept.method.type !== 'card') continue;
    account.keptPaymentMethods.set(id, { ...kept, method: { ...kept.method, number: card } });
  }
  return { cards: saved.length };
}

/** Saves the settings of the customer portal, as the Dashboard does: without them there is no portal session. */
export function savePortalSettings({ mode }: Record<string, unknown>, account: Account): { configuration: string } {
  if (mode !== undefined && mode !== 'at_period_end' && mode !== 'immediately') {
    throw new ControlError('Give mode as at_period_end or immediately, which is when a subscription ends.');
  }
  const known = defaultPortalConfiguration(account);
  if (known) account.portalConfigurations.delete(known.id);
  const features = {
    invoice_history: { enabled: true },
    subscription_cancel: { enabled: true, mode: mode ?? 'at_period_end' },
  } as const;
  const { id } = makePortalConfiguration(account, {
    features,
    isDefault: true,
    returnUrl: null,
    metadata: {},
    name: null,
  });
  return { configuration: id };
}
