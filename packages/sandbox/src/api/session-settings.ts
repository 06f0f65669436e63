import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { uiModeOf } from './ui-modes.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

/** What is taken over from the parameters as it stands, with Stripe's defaults where nothing was said. */
export function settingsOf(account: Account, params: CreateParams) {
  const email = params.customer === undefined ? params.customer_email : account.customers.get(params.customer)?.email;
  return {
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    ...(params.excluded_payment_method_types === undefined
      ? {}
      : { excluded_payment_method_types: params.excluded_payment_method_types }),
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: params.automatic_tax?.enabled ? { type: 'self' } : null,
      provider: params.automatic_tax?.enabled ? 'stripe' : null,
      status: params.automatic_tax?.enabled ? 'requires_location_inputs' : null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    collected_information: null,
    consent: params.consent_collection ? { promotions: null, terms_of_service: null } : null,
    consent_collection: params.consent_collection
      ? {
          payment_method_reuse_agreement: null,
          promotions: params.consent_collection.promotions ?? null,
          terms_of_service: params.consent_collection.terms_of_service ?? null,
        }
      : null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation: params.customer === undefined ? customerCreationOf(params) : null,
    customer_details:
      email === undefined || email === null
        ? null
        : {
            address: null,
            business_name: null,
            email,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: 'none',
            tax_ids: null,
          },
    customer_email: params.customer_email ?? null,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: { enabled: false, invoice_data: emptyInvoiceData() },
    locale: params.locale ?? null,
    managed_payments: null,
    origin_context: null,
    payment_method_collection: params.payment_method_collection ?? 'always',
    payment_method_configuration_details: null,
    payment_method_options: {},
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: params.shipping_address_collection
      ? { allowed_countries: [...params.shipping_address_collection.allowed_countries] }
      : null,
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    ui_mode: uiModeOf(params),
    ...(params.return_url === undefined ? {} : { return_url: params.return_url }),
    ...(params.ui_mode === 'embedded_page'
      ? { redirect_on_completion: params.redirect_on_completion ?? 'always' }
      : {}),
    wallet_options: null,
  } satisfies Partial<Session>;
}

/** A subscription is always somebody’s. */
function customerCreationOf({
  mode,
  customer_creation: wanted,
}: CreateParams): CreateParams['customer_creation'] & string {
  return mode === 'subscription' ? 'always' : (wanted ?? 'if_required');
}

function emptyInvoiceData(): Stripe.Checkout.Session.InvoiceCreation.InvoiceData {
  return {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  };
}
