import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';
import { makeLinks } from './account-links.js';
import type { FoundLink, WantedLink } from './plan.js';

/** Stripe, refusing to switch a link on: which of its reasons it has here nobody can know beforehand. */
function accountThatRefuses(status: number): { account: StripeAccount; made: string[] } {
  const made: string[] = [];
  const link = { active: true, livemode: false, url: 'https://buy.stripe.com/new', restrictions: null, metadata: {} };
  const terms = { allow_promotion_codes: false, automatic_tax: { enabled: false }, shipping_options: [] };
  const answer = {
    ...link,
    ...terms,
    line_items: { data: [], has_more: false },
    after_completion: {},
    lastResponse: {},
  };
  const stripe = {
    paymentLinks: {
      create: (_: unknown, { idempotencyKey }: Stripe.RequestOptions) => {
        made.push(String(idempotencyKey));
        return Promise.resolve(answer);
      },
      update: () => {
        const facts = { status, stripeCode: null, again: false, replayed: false, retryAfter: null };
        return Promise.reject(new StripeFailure('stripe_refused', 'no', facts, undefined));
      },
    },
  };
  const call = (_: string, send: (s: unknown, options: unknown) => unknown, idempotencyKey?: string) =>
    send(stripe, { idempotencyKey });
  return { account: { livemode: false, call } as unknown as StripeAccount, made };
}

const wanted = { cart: 'cart', params: { line_items: [] }, signatures: [] } as unknown as WantedLink;
const link = { id: 'plink_off', url: 'https://buy.stripe.com/off' } as FoundLink;
const plan = { create: [], reactivate: [{ wanted, link }], keep: [], retire: [], unwanted: [] };

it('makes another link where Stripe will not switch the old one on again', async () => {
  const { account, made } = accountThatRefuses(400);
  expect(await makeLinks(account, plan)).toEqual(new Map([['cart', 'https://buy.stripe.com/new']]));
  expect(made).toHaveLength(1);
});

it('makes none where it is the key that may not', async () => {
  const { account, made } = accountThatRefuses(403);
  await expect(makeLinks(account, plan)).rejects.toMatchObject({ status: 403 });
  expect(made).toEqual([]);
});
