import type { ConfirmationTokenCreateParams, ConfirmPaymentData } from '@stripe/stripe-js';
import type { ApiParams } from '../protocol.js';
import { IntegrationError } from './integration-error.js';
import type { IntentGroup } from './intent-elements.js';
import type { IntentState } from './intent-state.js';

type Given = Partial<ConfirmPaymentData> & Pick<ConfirmationTokenCreateParams, 'payment_method_data' | 'return_url'>;

/** What the page and its elements say about the buyer and the way back. What an element has collected comes first. */
export function paramsOf(group: IntentGroup | null, given: object): ApiParams {
  const { payment_method_data: data = {}, shipping, ...rest } = given as Given;
  if (group) checkLeftOut(group, data.billing_details ?? {});
  const wallet = group?.state.wallet ?? null;
  return {
    ...(rest as ApiParams),
    payment_method_data: {
      ...(wallet ? { type: wallet.type } : {}),
      billing_details: { ...(data.billing_details as ApiParams), ...(group ? billingOf(group.state) : {}) },
    },
    shipping: (wallet?.shipping ?? (group && shippingOf(group.state)) ?? shipping ?? null) as ApiParams | null,
    client_context: group && contextOf(group.state),
  };
}

/** What the Elements were told instead of an intent; the intent has to agree. */
function contextOf({ aim }: IntentState): ApiParams | null {
  if (aim.clientSecret !== null) return null;
  const { amount, currency, captureMethod, setupFutureUsage } = aim.deferred;
  return { mode: 'payment', amount, currency, capture_method: captureMethod, setup_future_usage: setupFutureUsage };
}

function billingOf(state: IntentState): ApiParams {
  if (state.wallet) return state.wallet.billing as ApiParams;
  const email = state.valueOf('contactDetails')?.email;
  const { contact, phone } = state.valueOf('billingAddress') ?? {};
  return {
    ...(email ? { email } : {}),
    ...(contact?.name ? { name: contact.name } : {}),
    ...(phone ? { phone } : {}),
    ...(contact ? { address: { ...contact.address } } : {}),
  };
}

function shippingOf(state: IntentState): ApiParams | null {
  const { complete, contact, phone } = state.valueOf('shippingAddress') ?? {};
  if (!complete || !contact) return null;
  return { name: contact.name ?? null, phone: phone ?? null, address: { ...contact.address } };
}

const BILLING_FIELDS = ['name', 'email', 'phone', 'address'] as const;

/**
 * What the Payment Element was told never to ask for, the page gives itself.
 *
 * @throws IntegrationError for what it leaves out
 */
function checkLeftOut({ state, elements }: IntentGroup, billing: object): void {
  if (state.wallet) return;
  const { fields } = (elements.payment?.given ?? {}) as {
    fields?: { billingDetails?: 'never' | 'auto' | Readonly<Record<string, unknown>> };
  };
  const asked = fields?.billingDetails;
  const missing = BILLING_FIELDS.find(
    (name) =>
      (asked === 'never' || (typeof asked === 'object' && asked[name] === 'never')) && !Object.hasOwn(billing, name),
  );
  if (missing === undefined) return;
  throw new IntegrationError(
    `The Payment Element never asks for fields.billingDetails.${missing}: pass ` +
      `payment_method_data.billing_details.${missing} when you confirm.`,
  );
}
