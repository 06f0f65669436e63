import type Stripe from 'stripe';
import { noSuch } from '../errors.js';
import type { Operation } from './call.js';

const retrieve: Operation<Stripe.SetupIntentRetrieveParams> = {
  method: 'GET',
  path: '/v1/setup_intents/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const intent = account.setupIntents.get(id);
    if (!intent) throw noSuch('setup_intent', id);
    return intent;
  },
};

export const setupIntentOperations = { 'setupIntents.retrieve': retrieve };
