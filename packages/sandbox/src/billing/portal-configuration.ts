import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { mergeMetadata } from '../api/metadata.js';

type Configuration = Stripe.BillingPortal.Configuration;
type AllFeatures = Configuration['features'];
type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;

/** What the portal lets a customer do. Only the default one is used without being named, and the Dashboard makes that. */
export function makePortalConfiguration(
  account: Account,
  input: {
    readonly features: Features;
    readonly isDefault: boolean;
    readonly returnUrl: string | null;
    readonly metadata: unknown;
    readonly name: string | null;
  },
): Configuration {
  const now = account.clock.now();
  const configuration: Configuration = {
    id: newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: input.returnUrl,
    features: featuresOf(input.features),
    is_default: input.isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, input.metadata),
    name: input.name,
    updated: now,
  };
  account.portalConfigurations.set(configuration.id, configuration);
  account.reached(configuration, 'active');
  return configuration;
}

/** The one that portal sessions use by themselves; null until the Dashboard's settings were saved. */
export function defaultPortalConfiguration(account: Account): Configuration | null {
  return [...account.portalConfigurations.values()].find(({ is_default: isDefault }) => isDefault) ?? null;
}

function featuresOf({ subscription_cancel: cancel, invoice_history: history }: Features): AllFeatures {
  return {
    customer_update: { allowed_updates: [], enabled: false },
    invoice_history: { enabled: history?.enabled ?? false },
    payment_method_update: { enabled: false, payment_method_configuration: null },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: [] },
      enabled: cancel?.enabled ?? false,
      mode: cancel?.mode ?? 'at_period_end',
      proration_behavior: 'none',
    },
    subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
    subscription_update: {
      billing_cycle_anchor: null,
      default_allowed_updates: [],
      enabled: false,
      proration_behavior: 'none',
      schedule_at_period_end: { conditions: [] },
      trial_update_behavior: 'end_trial',
    },
  };
}
