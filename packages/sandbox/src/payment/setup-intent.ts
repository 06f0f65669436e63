import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { ApiError } from '../errors.js';
import type { Trying } from './attempt.js';
import { cardOf, type Decline } from './cards.js';
import type { Confirmation } from './confirmation.js';
import { isConfirmable } from './intent-states.js';
import { keepPaymentMethod } from './kept-payment-method.js';
import { isRedirect } from './payment-methods.js';
import { askedBy, forgetActions, nextActionOf, type PendingAction } from './pending-action.js';
import { purposeOf, type Purpose } from './purpose.js';

export interface SetupInput {
  readonly customer: string | null;
  /** The methods it can be set up with, card first. */
  readonly methodTypes: readonly string[];
  readonly usage?: 'off_session' | 'on_session';
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Makes a SetupIntent: leave to take money later, none of it now. A session in setup mode has one, and a subscription
 * whose first invoice has nothing due. `tryToSetUp` asks the bank; its purpose is then told `set_up`, `declined` or
 * `challenged`.
 */
export function createSetupIntent(account: Account, input: SetupInput, purpose: Purpose | null): Stripe.SetupIntent {
  const id = newId('seti');
  const intent: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: account.clock.now(),
    customer: input.customer,
    description: null,
    excluded_payment_method_types: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: { ...input.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: [...input.methodTypes],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: input.usage ?? 'off_session',
  };
  account.setupIntents.set(id, intent);
  if (purpose) account.purposes.set(id, purpose);
  account.reached(intent, 'requires_payment_method');
  account.emit('setup_intent.created', intent);
  return intent;
}

/**
 * One try at setting up a method for later. Afterwards `account.keptPaymentMethods` has it under the intent's
 * `payment_method`, and it is the customer's.
 *
 * @throws ApiError `setup_intent_unexpected_state` where that is done, or canceled
 */
export function tryToSetUp(account: Account, intent: Stripe.SetupIntent, trying: Trying): Confirmation {
  if (!isConfirmable(intent.status)) throw unexpectedSetupState(intent);
  const { billing, returnUrl, origin, challenge } = trying;
  const kept = keepPaymentMethod(account, trying.method, billing);
  const { method } = kept;
  forgetActions(account.actions, intent.id);
  intent.payment_method = kept.shown.id;
  const asking = { intent, billing, returnUrl, inPage: challenge === 'in_page' };
  if (isRedirect(method.type)) {
    return ask(account, { ...asking, decline: null, is: 'redirect', id: newId('pa_nonce') }, origin);
  }
  const card = method.type === 'card' ? cardOf(method.number) : null;
  const refusal = card?.setsUp ? null : (card?.decline ?? null);
  if (card?.authentication === 'required') {
    return ask(account, { ...asking, decline: refusal, is: 'challenge', id: newId('src') }, origin);
  }
  return refusal ? refuseSetUp(account, intent, refusal) : setUp(account, intent);
}

/** The bank says yes: the method may be charged later. */
export function setUp(account: Account, intent: Stripe.SetupIntent): Confirmation {
  const kept = account.keptPaymentMethods.get(String(intent.payment_method));
  const customer = purposeOf(account, intent)?.customer() ?? intent.customer;
  intent.customer = customer;
  if (kept) {
    kept.isSetUp = true;
    kept.shown.customer = typeof customer === 'string' ? customer : null;
  }
  intent.last_setup_error = null;
  reach(account, intent, 'succeeded', 'set_up');
  return { is: 'complete' };
}

/** The bank, or whoever was to authenticate, says no: another try needs another method. */
export function refuseSetUp(account: Account, intent: Stripe.SetupIntent, reason: Decline): Confirmation {
  intent.payment_method = null;
  intent.last_setup_error = {
    code: reason.code as Stripe.SetupIntent.LastSetupError.Code,
    ...(reason.declineCode === null ? {} : { decline_code: reason.declineCode }),
    message: reason.message,
    type: reason.code === 'setup_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
  };
  reach(account, intent, 'requires_payment_method', 'declined');
  return { is: 'declined', ...reason };
}

/** @throws ApiError `setup_intent_unexpected_state` where it is set up, or canceled */
export function cancelSetupIntent(account: Account, intent: Stripe.SetupIntent): void {
  if (!isConfirmable(intent.status)) throw unexpectedSetupState(intent);
  forgetActions(account.actions, intent.id);
  intent.cancellation_reason = 'abandoned';
  reach(account, intent, 'canceled', 'canceled');
}

function ask(account: Account, action: PendingAction<Stripe.SetupIntent>, origin: string): Confirmation {
  account.actions.set(action.id, action);
  action.intent.next_action = nextActionOf(action, origin);
  reach(account, action.intent, 'requires_action', 'challenged');
  return askedBy(action, origin);
}

const EVENTS = {
  set_up: 'setup_intent.succeeded',
  declined: 'setup_intent.setup_failed',
  canceled: 'setup_intent.canceled',
  challenged: 'setup_intent.requires_action',
} as const;

function reach(
  account: Account,
  intent: Stripe.SetupIntent,
  status: Stripe.SetupIntent.Status,
  happening: keyof typeof EVENTS,
): void {
  const from = intent.status;
  intent.status = status;
  if (status !== 'requires_action') intent.next_action = null;
  account.reached(intent, status);
  account.emit(EVENTS[happening], intent);
  purposeOf(account, intent)?.moved(happening, from);
}

function unexpectedSetupState(intent: Stripe.SetupIntent): ApiError {
  return new ApiError('setup-intents', 400, `The SetupIntent is ${intent.status}, which does not allow this.`, {
    code: 'setup_intent_unexpected_state',
    extra: { setup_intent: structuredClone(intent) },
  });
}
