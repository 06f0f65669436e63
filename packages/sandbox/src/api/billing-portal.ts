import type Stripe from 'stripe';
import { newId, randomText } from '../account/identifier.js';
import { defaultPortalConfiguration, makePortalConfiguration } from '../billing/portal-configuration.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { checkMetadata } from './metadata.js';
import { refuseUncovered } from './uncovered.js';

const createConfiguration: Operation<Stripe.BillingPortal.ConfigurationCreateParams> = {
  method: 'POST',
  path: '/v1/billing_portal/configurations',
  covered: ['features', 'default_return_url', 'metadata', 'name', 'expand'],
  check: (params) => {
    checkMetadata(params.metadata);
    refuseUncovered(params, ['features.subscription_cancel.cancellation_reason']);
    const beyond = ['customer_update', 'payment_method_update', 'subscription_pause', 'subscription_update'] as const;
    const param = beyond.find((name) => params.features[name]?.enabled === true);
    if (param) refuseUncovered(params, [`features.${param}.enabled`]);
  },
  run: ({ account, params }) =>
    makePortalConfiguration(account, {
      features: params.features,
      isDefault: false,
      returnUrl: params.default_return_url || null,
      metadata: params.metadata,
      name: params.name || null,
    }),
};

const createSession: Operation<Stripe.BillingPortal.SessionCreateParams> = {
  method: 'POST',
  path: '/v1/billing_portal/sessions',
  covered: ['configuration', 'customer', 'locale', 'return_url', 'expand'],
  check: ({ customer, return_url: url }) => {
    if (customer === undefined) {
      throw new ApiError('portal-session', 400, 'Missing required param: customer.', {
        code: 'parameter_missing',
        param: 'customer',
      });
    }
    if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
      throw new ApiError('portal-session', 400, 'Not a valid URL', { code: 'url_invalid', param: 'return_url' });
    }
  },
  run: ({ account, origin, params }) => {
    const { customer = '', configuration: wanted, return_url: returnUrl } = params;
    if (!account.customers.has(customer)) throw noSuchParam('customer', customer, 'customer');
    const given = wanted === undefined ? null : account.portalConfigurations.get(wanted);
    if (given === undefined) throw noSuchParam('configuration', wanted ?? '', 'configuration');
    const configuration = given ?? defaultPortalConfiguration(account);
    if (!configuration) {
      throw new ApiError(
        'portal-configuration',
        400,
        'No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode.',
      );
    }
    const page = `test_${randomText(48)}`;
    const session: Stripe.BillingPortal.Session = {
      id: newId('bps'),
      object: 'billing_portal.session',
      configuration: configuration.id,
      created: account.clock.now(),
      customer,
      customer_account: null,
      flow: null,
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: returnUrl ?? configuration.default_return_url,
      url: `${origin}/p/session/${page}`,
    };
    account.portalSessions.set(page, { session, openedAt: null });
    account.reached(session, 'created');
    account.emit('billing_portal.session.created', session);
    return session;
  },
};

export const billingPortalOperations = {
  'billingPortal.configurations.create': createConfiguration,
  'billingPortal.sessions.create': createSession,
};
