import type Stripe from 'stripe';
import { noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';

const retrieve: Operation<Stripe.EventRetrieveParams> = {
  method: 'GET',
  path: '/v1/events/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const event = account.events.get(id);
    if (!event) throw noSuch('event', id);
    return event;
  },
};

const list: Operation<Stripe.EventListParams> = {
  method: 'GET',
  path: '/v1/events',
  covered: ['type', 'types', 'created', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.events);
    const matching = all.filter(
      (event) =>
        (params.type === undefined || event.type === params.type) &&
        (params.types === undefined || params.types.includes(event.type)) &&
        isCreatedIn(event.created, params.created),
    );
    return pageOf(matching, params, '/v1/events', 'event', all);
  },
};

export const eventOperations = { 'events.retrieve': retrieve, 'events.list': list };
