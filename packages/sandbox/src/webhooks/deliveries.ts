import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { RolledSecrets } from './secrets.js';
import { signatureHeader } from './signature.js';

/** One try at one delivery. */
export interface Attempt {
  readonly event: string;
  readonly type: string;
  readonly endpoint: string;
  /** The receiver's status, or null when it could not be reached or did not answer in time. */
  readonly status: number | null;
  readonly delivered: boolean;
}

/** What a test may have different about a delivery. */
export interface Manner {
  /** Only this event. */
  readonly event?: string;
  /** Seconds that the signature's timestamp lies in the past; negative for the future. */
  readonly age?: number;
  /** Signed with this instead of what the endpoint has. */
  readonly secret?: string;
}

/** What has become of one event at one endpoint so far. */
export interface DeliveryReport {
  readonly event: string;
  readonly type: string;
  /** Of the event's object. */
  readonly object: string | null;
  readonly url: string;
  /** The receiver's status at each try, null where there was no answer. */
  readonly statuses: readonly (number | null)[];
  readonly delivered: boolean;
  /** Seconds on the account's clock; null when no further try is planned. */
  readonly nextTry: number | null;
}

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

/** Milliseconds a receiver has to answer. */
const ANSWER_WITHIN = 10_000;

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

  /** Sends everything once, delivered or not, as “resend” does. */
  async deliverAgain(manner: Manner = {}): Promise<Attempt[]> {
    return this.#inSequence(this.#queue, manner);
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
    const status = endpoint ? await this.#answerOf(endpoint, event, manner) : null;
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

  async #answerOf(
    endpoint: Stripe.WebhookEndpoint & { secret: string },
    event: Stripe.Event,
    { age = 0, secret }: Manner,
  ): Promise<number | null> {
    const { clock } = this.#account();
    const payload = JSON.stringify(event, null, 2);
    const secrets = secret === undefined ? this.#secrets.validFor(endpoint, clock.now()) : [secret];
    try {
      const response = await this.#send(endpoint.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': await signatureHeader(payload, secrets, clock.outside() - age),
        },
        body: payload,
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }
}

function isMeant({ event }: Delivery, manner: Manner): boolean {
  return manner.event === undefined || event.id === manner.event;
}

function wants(enabled: readonly string[], type: string): boolean {
  return enabled.includes('*') || enabled.includes(type);
}
