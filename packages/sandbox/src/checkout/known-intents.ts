import type Stripe from 'stripe';
import type { Account } from '../account/account.js';

type Session = Stripe.Checkout.Session;

/** The PaymentIntent of a session, once there is one. In subscription mode the session itself does not show it. */
export function knownIntentOf(account: Account, session: Session): Stripe.PaymentIntent | null {
  return session.mode === 'payment'
    ? (account.paymentIntents.get(String(session.payment_intent)) ?? null)
    : madeFor(account, session, account.paymentIntents);
}

/** The SetupIntent of a session that takes nothing now and something later, once there is one. */
export function knownSetupOf(account: Account, session: Session): Stripe.SetupIntent | null {
  return madeFor(account, session, account.setupIntents);
}

/** Why the buyer’s last try came to nothing, in Stripe’s words for them; null where it did not. */
export function lastRefusalOf(account: Account, session: Session): string | null {
  const intent = knownIntentOf(account, session);
  const setup = knownSetupOf(account, session);
  if (intent?.status === 'requires_payment_method') return intent.last_payment_error?.message ?? null;
  return setup?.status === 'requires_payment_method' ? (setup.last_setup_error?.message ?? null) : null;
}

/** Whether that PaymentIntent or SetupIntent was made for the session. */
export function isMadeFor(account: Account, session: Session, intent: string): boolean {
  const purpose = account.purposes.get(intent);
  return purpose?.is === 'session' && purpose.id === session.id;
}

function madeFor<T>(account: Account, session: Session, intents: ReadonlyMap<string, T>): T | null {
  for (const intent of account.purposes.keys()) {
    if (intents.has(intent) && isMadeFor(account, session, intent)) return intents.get(intent) ?? null;
  }
  return null;
}
