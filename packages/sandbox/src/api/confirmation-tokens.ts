import type Stripe from 'stripe';
import { noSuch } from '../errors.js';
import type { Operation } from './call.js';

const retrieve: Operation<Stripe.ConfirmationTokenRetrieveParams> = {
  method: 'GET',
  path: '/v1/confirmation_tokens/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const record = account.confirmationTokens.get(id);
    if (!record) throw noSuch('confirmation_token', id);
    return record.shown;
  },
};

export const confirmationTokenOperations = { 'confirmationTokens.retrieve': retrieve };
