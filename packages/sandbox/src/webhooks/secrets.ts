import type { Account } from '../account/account.js';
import { randomText } from '../account/identifier.js';

/** Seconds an old secret may live on at most, as the Dashboard offers it. https://docs.stripe.com/webhooks#roll-endpoint-signing-secrets */
export const ROLL_WITHIN = 24 * 60 * 60;

/** Signing secrets that were replaced and are still valid for a while. */
export class RolledSecrets {
  readonly #old = new Map<string, { readonly secret: string; readonly until: number }[]>();

  /**
   * Gives an endpoint a new secret, as the Dashboard does.
   *
   * @param keepFor seconds on the account's clock, from 0 to `ROLL_WITHIN`, for which the old one signs as well
   * @returns the new secret, or null when there is no such endpoint
   */
  roll(account: Account, id: string, keepFor: number): string | null {
    const endpoint = account.webhookEndpoints.get(id);
    if (!endpoint) return null;
    const old = this.#old.get(id) ?? [];
    this.#old.set(id, [{ secret: endpoint.secret, until: account.clock.now() + keepFor }, ...old]);
    endpoint.secret = `whsec_${randomText(32)}`;
    return endpoint.secret;
  }

  /** What a delivery to this endpoint is signed with now, the newest first. */
  validFor({ id, secret }: { readonly id: string; readonly secret: string }, now: number): string[] {
    const old = (this.#old.get(id) ?? []).filter(({ until }) => now < until);
    return [secret, ...old.map((each) => each.secret)];
  }
}
