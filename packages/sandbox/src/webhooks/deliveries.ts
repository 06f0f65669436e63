import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { Attempt, DeliveryReport, Manner } from './delivery.js';
import { postWebhook } from './post-webhook.js';
import { RolledSecrets } from './secrets.js';

/** One event on its way to one endpoint. */
interface Delivery {
  readonly event: Stripe.Event;
  readonly endpoint: string;
  readonly url: string;
  readonly statuses: (number | null)[];
  delivered: boolean;
  /** Seconds on the account's clock; Infinity when Stripe has given up. */
  dueAt: number;
  /** The try that is on its way, so that nobody starts a second one beside it. */
  inFlight: Promise<Attempt> | null;
}

/** Seconds until the next try: three more tries over some hours, as Stripe's sandboxes do. https://docs.stripe.com/webhooks#automatic-retries */
const RETRY_AFTER = [600, 3600, 7200];

/** Webhook deliveries: at least once, in no promised order, tried again when the receiver does not say 2xx. */
export class Deliveries {
  readonly #account: () => Account;
  readonly #send: typeof fetch;
  #secrets = new RolledSecrets();
  #queue: Delivery[] = [];
  /** Held deliveries wait until a test asks for them. */
  #held = false;

  constructor(account: () => Account, send: typeof fetch) {
    this.#account = account;
    this.#send = send;
  }

  add(event: Stripe.Event): void {
    for (const endpoint of this.#account().webhookEndpoints.values()) {
      if (!wants(endpoint.enabled_events, event.type)) continue;
      event.pending_webhooks += 1;
      this.#queue.push({
        event,
        endpoint: endpoint.id,
        url: endpoint.url,
        statuses: [],
        delivered: false,
        dueAt: event.created,
        inFlight: null,
      });
    }
  }

  hold(held: boolean): void {
    this.#held = held;
  }

  reset(): void {
    this.#secrets = new RolledSecrets();
    this.#queue = [];
    this.#held = false;
  }

  /** @see RolledSecrets.roll */
  rollSecret(endpoint: string, keepFor: number): string | null {
    return this.#secrets.roll(this.#account(), endpoint, keepFor);
  }

  /** The next moment, in seconds on the account's clock, at which a try is due; Infinity when none is, or all are held. */
  nextDue(): number {
    if (this.#held) return Infinity;
    return Math.min(Infinity, ...this.#pending().map(({ dueAt }) => dueAt));
  }

  /** Every delivery there is or was, oldest event first. */
  report(): DeliveryReport[] {
    return this.#queue.map(({ event, url, statuses, delivered, dueAt }) => ({
      event: event.id,
      type: event.type,
      object: 'id' in event.data.object ? (event.data.object.id ?? null) : null,
      url,
      statuses: [...statuses],
      delivered,
      nextTry: Number.isFinite(dueAt) ? dueAt : null,
    }));
  }

  /** Tries everything that is due on the account's clock, unless deliveries are held. */
  async deliverDue(): Promise<Attempt[]> {
    if (this.#held) return [];
    const now = this.#account().clock.now();
    return Promise.all(
      this.#pending()
        .filter(({ dueAt }) => dueAt <= now)
        .map((delivery) => this.#attempt(delivery)),
    );
  }

  /** Tries everything that has not been delivered, due or not, one after the other in the order of the events. */
  async deliverNow(manner: Manner = {}): Promise<Attempt[]> {
    return this.#undelivered(this.#pending(), manner);
  }

  /** As `deliverNow`, newest event first. */
  async deliverReversed(manner: Manner = {}): Promise<Attempt[]> {
    return this.#undelivered(this.#pending().toReversed(), manner);
  }

  /** Sends everything twice: what is pending two times, what was already delivered once more. */
  async deliverTwice(manner: Manner = {}): Promise<Attempt[]> {
    const queue = this.#queue.flatMap((delivery) => (delivery.delivered ? [delivery] : [delivery, delivery]));
    return this.#inSequence(queue, manner);
  }

  /** Sends everything once, delivered or not, as “resend” does. A try on its way is not the one that was asked for. */
  async deliverAgain(manner: Manner = {}): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    for (const delivery of this.#queue.filter((each) => isMeant(each, manner))) {
      await delivery.inFlight;
      attempts.push(await this.#attempt(delivery, manner));
    }
    return attempts;
  }

  /** Waits for the first try of each delivery of `event`, but no longer than `milliseconds`. Held deliveries are not waited for. */
  async firstTries(event: string, milliseconds: number): Promise<void> {
    if (this.#held) return;
    const tries = this.#queue
      .filter((delivery) => delivery.event.id === event)
      .map((delivery) => this.#attempt(delivery));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([Promise.all(tries), enough]);
    clearTimeout(timer);
  }

  #pending(): Delivery[] {
    return this.#queue.filter(({ delivered }) => !delivered);
  }

  /** One after the other on purpose: the order in which they arrive is what is being tested. */
  async #inSequence(deliveries: readonly Delivery[], manner: Manner): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    for (const delivery of deliveries.filter((each) => isMeant(each, manner))) {
      attempts.push(await this.#attempt(delivery, manner));
    }
    return attempts;
  }

  /** As `#inSequence`, leaving out what has been delivered by the time it is its turn. */
  async #undelivered(deliveries: readonly Delivery[], manner: Manner): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    for (const delivery of deliveries.filter((each) => isMeant(each, manner))) {
      // Who joined a try that is signed otherwise would not get what was asked for.
      if (manner.age !== undefined || manner.secret !== undefined) await delivery.inFlight;
      if (!delivery.delivered) attempts.push(await this.#attempt(delivery, manner));
    }
    return attempts;
  }

  /** A try that is already on its way is joined. */
  #attempt(delivery: Delivery, manner: Manner = {}): Promise<Attempt> {
    delivery.inFlight ??= this.#post(delivery, manner).finally(() => {
      delivery.inFlight = null;
    });
    return delivery.inFlight;
  }

  async #post(delivery: Delivery, manner: Manner): Promise<Attempt> {
    const account = this.#account();
    const { event } = delivery;
    const endpoint = account.webhookEndpoints.get(delivery.endpoint);
    const { age = 0, secret } = manner;
    const { clock } = account;
    const status = endpoint
      ? await postWebhook(this.#send, endpoint.url, JSON.stringify(event, null, 2), {
          secrets: secret === undefined ? this.#secrets.validFor(endpoint, clock.now()) : [secret],
          timestamp: clock.outside() - age,
        })
      : null;
    const delivered = status !== null && status >= 200 && status < 300;
    const retryAfter = RETRY_AFTER[delivery.statuses.length];
    delivery.statuses.push(status);
    const { url } = delivery;
    account.ledger.add({ kind: 'delivery', at: account.clock.now(), event: event.id, type: event.type, url, status });
    if (delivered && !delivery.delivered) event.pending_webhooks -= 1;
    delivery.delivered ||= delivered;
    delivery.dueAt = delivered || !endpoint || retryAfter === undefined ? Infinity : account.clock.now() + retryAfter;
    return { event: event.id, type: event.type, endpoint: delivery.endpoint, status, delivered };
  }
}

function isMeant({ event }: Delivery, manner: Manner): boolean {
  return manner.event === undefined || event.id === manner.event;
}

function wants(enabled: readonly string[], type: string): boolean {
  return enabled.includes('*') || enabled.includes(type);
}
