import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { mergeMetadata } from './metadata.js';

type CreateParams = Stripe.PaymentLinkCreateParams;
type UpdateParams = Stripe.PaymentLinkUpdateParams;
type PaymentLink = Stripe.PaymentLink;

/** What of a link is no setting. */
type Identity = 'id' | 'object' | 'active' | 'currency' | 'livemode' | 'url' | 'line_items';

/** A new link’s settings. */
export function newSettings(account: Account, params: CreateParams): Omit<PaymentLink, Identity> {
  return { ...usualSettings(), ...settingsGiven(account, params, null) };
}

/** What a link is where nothing else was said. */
function usualSettings(): Omit<PaymentLink, Identity> {
  return {
    after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: null } },
    allow_promotion_codes: false,
    application: null,
    application_fee_amount: null,
    application_fee_percent: null,
    automatic_tax: { enabled: false, liability: null },
    billing_address_collection: 'auto',
    consent_collection: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer_creation: 'if_required',
    inactive_message: null,
    invoice_creation: null,
    managed_payments: null,
    metadata: {},
    on_behalf_of: null,
    optional_items: null,
    payment_intent_data: null,
    payment_method_collection: 'always',
    payment_method_options: null,
    payment_method_types: null,
    phone_number_collection: { enabled: false },
    restrictions: null,
    shipping_address_collection: null,
    shipping_options: [],
    submit_type: 'auto',
    subscription_data: null,
    tax_id_collection: { enabled: false, required: 'never' },
    transfer_data: null,
  };
}

/**
 * The settings that a request gives, as the link shows them; what it does not mention is left out.
 *
 * @param before the link as it is; null for a new one
 */
export function settingsGiven(
  account: Account,
  params: Omit<CreateParams, 'line_items'> | Omit<UpdateParams, 'line_items'>,
  before: PaymentLink | null,
): Partial<PaymentLink> {
  const given: Partial<PaymentLink> = {};
  const { after_completion: after, restrictions, shipping_address_collection: countries } = params;
  if (after) given.after_completion = afterCompletion(after);
  if (params.allow_promotion_codes !== undefined) given.allow_promotion_codes = params.allow_promotion_codes;
  if (params.automatic_tax) {
    const { enabled } = params.automatic_tax;
    given.automatic_tax = { enabled, liability: enabled ? { type: 'self' } : null };
  }
  if (params.billing_address_collection) given.billing_address_collection = params.billing_address_collection;
  if (params.consent_collection) {
    const { promotions = null, terms_of_service: terms = null } = params.consent_collection;
    given.consent_collection = { payment_method_reuse_agreement: null, promotions, terms_of_service: terms };
  }
  if (params.customer_creation) given.customer_creation = params.customer_creation;
  if (params.inactive_message !== undefined) given.inactive_message = params.inactive_message || null;
  given.metadata = mergeMetadata(before?.metadata ?? {}, params.metadata);
  if (params.payment_intent_data) given.payment_intent_data = intentData(params.payment_intent_data, before);
  if (params.phone_number_collection) given.phone_number_collection = { ...params.phone_number_collection };
  if (restrictions === '') given.restrictions = null;
  else if (restrictions) {
    const count = before?.restrictions?.completed_sessions.count ?? 0;
    given.restrictions = { completed_sessions: { count, limit: restrictions.completed_sessions.limit } };
  }
  if (countries === '') given.shipping_address_collection = null;
  else if (countries) given.shipping_address_collection = { allowed_countries: [...countries.allowed_countries] };
  if (params.shipping_options !== undefined) {
    given.shipping_options = shippingOptions(account, params.shipping_options || []);
  }
  if (params.submit_type) given.submit_type = params.submit_type;
  return given;
}

function afterCompletion(given: NonNullable<CreateParams['after_completion']>): PaymentLink['after_completion'] {
  return given.redirect
    ? { type: 'redirect', redirect: { url: given.redirect.url } }
    : {
        type: 'hosted_confirmation',
        hosted_confirmation: { custom_message: given.hosted_confirmation?.custom_message ?? null },
      };
}

/** Declared as a whole: what an update does not say again is gone. */
function intentData(
  given: NonNullable<CreateParams['payment_intent_data'] | UpdateParams['payment_intent_data']>,
  before: PaymentLink | null,
): PaymentLink['payment_intent_data'] {
  return {
    capture_method:
      ('capture_method' in given ? given.capture_method : before?.payment_intent_data?.capture_method) ?? null,
    description: given.description || null,
    metadata: mergeMetadata({}, given.metadata, 'payment_intent_data[metadata]'),
    setup_future_usage: given.setup_future_usage ?? null,
    statement_descriptor: given.statement_descriptor || null,
    statement_descriptor_suffix: given.statement_descriptor_suffix || null,
    transfer_group: null,
  };
}

function shippingOptions(
  account: Account,
  given: readonly Stripe.PaymentLinkCreateParams.ShippingOption[],
): PaymentLink['shipping_options'] {
  return given.map(({ shipping_rate: id = '' }) => ({
    shipping_amount: account.shippingRates.get(id)?.fixed_amount?.amount ?? 0,
    shipping_rate: id,
  }));
}
