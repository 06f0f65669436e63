import type Stripe from 'stripe';
import { newId, randomText } from '../account/identifier.js';
import { ApiError, noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';

/** Stripe takes at most 16 endpoints in an account. https://docs.stripe.com/webhooks */
const ENDPOINTS = 16;

const create: Operation<Stripe.WebhookEndpointCreateParams> = {
  method: 'POST',
  path: '/v1/webhook_endpoints',
  covered: ['enabled_events', 'url', 'description', 'metadata', 'expand'],
  check: (params) => {
    checkMetadata(params.metadata);
    if (!URL.canParse(params.url) || !/^https?:$/.test(new URL(params.url).protocol)) {
      throw new ApiError('webhook-url', 400, 'Invalid URL: an explicit http or https address is needed.', {
        code: 'url_invalid',
        param: 'url',
      });
    }
    if (params.enabled_events.length === 0) {
      throw new ApiError('webhook-url', 400, 'At least one event must be enabled.', { param: 'enabled_events' });
    }
  },
  run: ({ account, params }) => {
    if (account.webhookEndpoints.size >= ENDPOINTS) {
      throw new ApiError(
        'webhook-endpoints',
        400,
        `An account has at most ${ENDPOINTS} webhook endpoints in test mode.`,
      );
    }
    const endpoint: Stripe.WebhookEndpoint & { secret: string } = {
      id: newId('we'),
      object: 'webhook_endpoint',
      api_version: null,
      application: null,
      created: account.clock.now(),
      description: params.description || null,
      enabled_events: [...params.enabled_events],
      livemode: false,
      metadata: mergeMetadata({}, params.metadata),
      secret: `whsec_${randomText(32)}`,
      status: 'enabled',
      url: params.url,
    };
    account.webhookEndpoints.set(endpoint.id, endpoint);
    account.reached(endpoint, 'enabled');
    return endpoint;
  },
};

const retrieve: Operation<Stripe.WebhookEndpointRetrieveParams> = {
  method: 'GET',
  path: '/v1/webhook_endpoints/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const endpoint = account.webhookEndpoints.get(id);
    if (!endpoint) throw noSuch('webhook endpoint', id);
    return withoutSecret(endpoint);
  },
};

const list: Operation<Stripe.WebhookEndpointListParams> = {
  method: 'GET',
  path: '/v1/webhook_endpoints',
  covered: [...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) =>
    pageOf(
      newestFirst(account.webhookEndpoints).map(withoutSecret),
      params,
      '/v1/webhook_endpoints',
      'webhook endpoint',
    ),
};

const del: Operation<Stripe.WebhookEndpointDeleteParams> = {
  method: 'DELETE',
  path: '/v1/webhook_endpoints/:id',
  covered: [],
  run: ({ account, ids: [id = ''] }) => {
    if (!account.webhookEndpoints.delete(id)) throw noSuch('webhook endpoint', id);
    account.reached({ id, object: 'webhook_endpoint' }, 'deleted');
    return { id, object: 'webhook_endpoint', deleted: true };
  },
};

/** The secret is shown once, to whoever created the endpoint. */
function withoutSecret(endpoint: Stripe.WebhookEndpoint & { secret: string }): Stripe.WebhookEndpoint {
  const shown: Stripe.WebhookEndpoint = { ...endpoint };
  delete shown.secret;
  return shown;
}

export const webhookEndpointOperations = {
  'webhookEndpoints.create': create,
  'webhookEndpoints.retrieve': retrieve,
  'webhookEndpoints.list': list,
  'webhookEndpoints.del': del,
};
