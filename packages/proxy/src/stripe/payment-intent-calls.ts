import type Stripe from 'stripe';
import { Refusal } from '../refusal.js';
import { asOpenPaymentIntent, asPaymentIntent, asShippingRate } from './answer-shape.js';
import { attempts, creation, foundOrNull } from './attempts.js';
import { isReplay } from './replay.js';

/** PaymentIntents made without a Checkout Session, and what is looked up for them. */
export interface PaymentIntentCalls {
  createPaymentIntent(
    params: Stripe.PaymentIntentCreateParams,
    idempotencyKey: string,
    deadline: AbortSignal,
  ): Promise<{ intent: Stripe.PaymentIntent; replayed: boolean }>;
  /** With its latest charge expanded; null where Stripe knows no such PaymentIntent. */
  retrievePaymentIntent(id: string, deadline: AbortSignal): Promise<Stripe.PaymentIntent | null>;
  /**
   * Charges by a ConfirmationToken. A decline is an answer, and no failure of the call: it stands in
   * `last_payment_error` of what is returned.
   * @throws {Refusal} `invalid_request` where it is the ConfirmationToken that Stripe does not take: anybody can send one
   */
  confirmPaymentIntent(
    id: string,
    params: Stripe.PaymentIntentConfirmParams,
    idempotencyKey: string,
    deadline: AbortSignal,
  ): Promise<Stripe.PaymentIntent>;
  /** Stripe refuses it for one that was paid, or is being paid; the caller looks again afterwards, whatever this says. */
  cancelPaymentIntent(id: string, deadline: AbortSignal): Promise<void>;
  /** Null where Stripe knows no such rate. */
  retrieveShippingRate(id: string, deadline: AbortSignal): Promise<Stripe.ShippingRate | null>;
}

export function paymentIntentCalls(stripe: Stripe): PaymentIntentCalls {
  return {
    async createPaymentIntent(params, idempotencyKey, deadline) {
      const create = (key: string) => stripe.paymentIntents.create({ ...params }, { idempotencyKey: key });
      const answer = await creation(create, idempotencyKey, deadline);
      return { intent: asOpenPaymentIntent(answer), replayed: isReplay(answer) };
    },

    async retrievePaymentIntent(id, deadline) {
      const retrieve = () => stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
      const answer = await foundOrNull(retrieve, deadline);
      return answer === null ? null : asPaymentIntent(answer);
    },

    async confirmPaymentIntent(id, params, idempotencyKey, deadline) {
      const confirm = () => stripe.paymentIntents.confirm(id, { ...params }, { idempotencyKey });
      try {
        return asPaymentIntent(await attempts(confirm, deadline));
      } catch (error) {
        const declined = declinedIn(error);
        if (declined !== null) return asPaymentIntent(declined);
        throw withTokenNamed(error);
      }
    },

    async cancelPaymentIntent(id, deadline) {
      await attempts(() => stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }), deadline);
    },

    async retrieveShippingRate(id, deadline) {
      const answer = await foundOrNull(() => stripe.shippingRates.retrieve(id), deadline);
      return answer === null ? null : asShippingRate(answer);
    },
  };
}

/** It was made up, has expired, was used before, or was made for another amount. */
function withTokenNamed(error: unknown): unknown {
  const { cause } = error as { cause?: { param?: unknown } | null };
  if (!(error instanceof Refusal) || cause?.param !== 'confirmation_token') return error;
  const evidence = { code: 'invalid_request', path: 'submit.confirmationToken' } as const;
  return new Refusal(evidence, { note: error.note, cause: error.cause });
}

/** The PaymentIntent that Stripe names beside a card error (https://docs.stripe.com/api/errors#errors-payment_intent). */
function declinedIn(error: unknown): unknown {
  if (!(error instanceof Refusal) || typeof error.cause !== 'object' || error.cause === null) return null;
  const { rawType, payment_intent: intent } = error.cause as { rawType?: unknown; payment_intent?: unknown };
  return rawType === 'card_error' && intent !== undefined ? intent : null;
}
