/** What the demo takes from the environment; anything else of it is ignored. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys of a Stripe account in test mode. */
export interface StripeKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
  /** From `stripe listen`, where it is running. */
  readonly webhookSecret: string | null;
}

/**
 * The keys to use the real Stripe with, or null for the sandbox.
 *
 * @throws {Error} with a sentence for the person at the keyboard, which names the variable and never its value
 */
export function stripeKeysFrom(env: Environment): StripeKeys | null {
  const secretKey = env['STRIPE_SECRET_KEY']?.trim();
  const publishableKey = env['STRIPE_PUBLISHABLE_KEY']?.trim();
  const webhookSecret = env['STRIPE_WEBHOOK_SECRET']?.trim();
  if (!secretKey && !publishableKey) return null;
  if (!secretKey) throw new Error('STRIPE_PUBLISHABLE_KEY is set, STRIPE_SECRET_KEY is not. Set both, or neither.');
  if (!publishableKey)
    throw new Error('STRIPE_SECRET_KEY is set, STRIPE_PUBLISHABLE_KEY is not. Set both, or neither.');
  refuseLiveKey('STRIPE_SECRET_KEY', secretKey, /^[sr]k_live_/);
  refuseLiveKey('STRIPE_PUBLISHABLE_KEY', publishableKey, /^pk_live_/);
  if (!/^[sr]k_test_\w+$/.test(secretKey)) {
    throw new Error('STRIPE_SECRET_KEY is not a secret test key: those begin with sk_test_ or rk_test_.');
  }
  if (!/^pk_test_\w+$/.test(publishableKey)) {
    throw new Error('STRIPE_PUBLISHABLE_KEY is not a publishable test key: those begin with pk_test_.');
  }
  if (webhookSecret && !/^whsec_\w+$/.test(webhookSecret)) {
    throw new Error('STRIPE_WEBHOOK_SECRET is not a signing secret: those begin with whsec_.');
  }
  return { secretKey, publishableKey, webhookSecret: webhookSecret || null };
}

function refuseLiveKey(name: string, key: string, live: RegExp): void {
  if (live.test(key)) throw new Error(`${name} is a live key. This shop sells nothing, so it only takes test keys.`);
}
