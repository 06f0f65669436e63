import type Stripe from 'stripe';
import type { PaidBy } from '../order/paid-by.js';
import { asMetadata } from './answer-shape.js';
import { attempts } from './attempts.js';

type Params = { readonly metadata: Readonly<Record<string, string>> };

/** The metadata of whatever an order is paid by. Stripe keeps the fields that are not named. */
export interface MetadataCalls {
  updateMetadata(
    object: PaidBy,
    metadata: Readonly<Record<string, string>>,
    idempotencyKey: string,
    deadline: AbortSignal,
  ): Promise<Stripe.Metadata | null>;
  retrieveMetadata(object: PaidBy, deadline: AbortSignal): Promise<Stripe.Metadata | null>;
}

export function metadataCalls(stripe: Stripe): MetadataCalls {
  const { checkout, paymentIntents, invoices } = stripe;
  const resources = {
    session: {
      update: (id: string, params: Params, options: Stripe.RequestOptions) =>
        checkout.sessions.update(id, { metadata: { ...params.metadata } }, options),
      retrieve: (id: string) => checkout.sessions.retrieve(id),
    },
    intent: {
      update: (id: string, params: Params, options: Stripe.RequestOptions) =>
        paymentIntents.update(id, { metadata: { ...params.metadata } }, options),
      retrieve: (id: string) => paymentIntents.retrieve(id),
    },
    invoice: {
      update: (id: string, params: Params, options: Stripe.RequestOptions) =>
        invoices.update(id, { metadata: { ...params.metadata } }, options),
      retrieve: (id: string) => invoices.retrieve(id),
    },
  } satisfies Record<PaidBy['by'], unknown>;

  return {
    async updateMetadata({ by, id }, metadata, idempotencyKey, deadline) {
      const update = async (): Promise<unknown> => resources[by].update(id, { metadata }, { idempotencyKey });
      return asMetadata(await attempts(update, deadline));
    },
    async retrieveMetadata({ by, id }, deadline) {
      return asMetadata(await attempts(async (): Promise<unknown> => resources[by].retrieve(id), deadline));
    },
  };
}
