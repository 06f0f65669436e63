import type { Appearance, CustomFontSource, StripeCheckoutSession } from '@stripe/stripe-js';
import type {
  ClientSession,
  Credentials,
  FrameSettings,
  FrameSubject,
  Reply,
  SessionUpdate,
  WireError,
} from '../protocol.js';
import type { ElementHost, ElementValue, Loaded, StripeInstance, ValueOf } from './element-host.js';
import { observeTotal } from './observed-session.js';
import { ask } from './sandbox-client.js';

/** One Checkout Session in one page: what the sandbox last said of it, what the elements hold, and who wants to know. */
export class CheckoutState implements ElementHost {
  readonly origin: string;
  readonly loaded: Promise<Loaded>;
  appearance: Appearance;
  fonts: readonly CustomFontSource[];
  /** True from the page's first look at the amount on; `confirm` asks for it. */
  totalWasRead = false;
  isConfirming = false;
  readonly #key: string;
  readonly locale: string;
  /** What is waiting for its turn or its answer. */
  #pending = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #clientSecret = '';
  #client: ClientSession | null = null;
  #lastTold = '';
  readonly #values = new Map<ValueOf, ElementValue>();
  readonly #onChange = new Set<(session: StripeCheckoutSession) => void>();
  readonly #onUpdate = new Set<(subject: FrameSubject) => void>();

  constructor(
    { origin, key, locale }: StripeInstance,
    clientSecret: string | Promise<string>,
    appearance: Appearance,
    fonts: readonly CustomFontSource[],
  ) {
    this.origin = origin;
    this.#key = key;
    this.locale = locale;
    this.appearance = appearance;
    this.fonts = fonts;
    this.loaded = this.#load(clientSecret);
  }

  /** What every frame of this checkout is told. */
  get frameSettings(): Omit<FrameSettings, 'options' | 'challenge'> {
    const { credentials, client, appearance, fonts } = this;
    return { credentials, subject: client && subjectOf(client), appearance, fonts, locale: this.locale };
  }

  get credentials(): Credentials {
    return { key: this.#key, clientSecret: this.#clientSecret };
  }

  /** Null until it is loaded. */
  get client(): ClientSession | null {
    return this.#client;
  }

  /** The session as the page sees it now. @throws Error before it is loaded */
  get session(): StripeCheckoutSession {
    if (!this.#client) throw new Error('The Checkout Session is not loaded.');
    const session = { ...this.#client.session, canConfirm: this.canConfirm };
    return observeTotal(session, () => {
      this.totalWasRead = true;
    });
  }

  /** Everything that is needed is there, and nothing is on its way that could change it. */
  get canConfirm(): boolean {
    if (!this.#client || this.#pending > 0 || this.isConfirming) return false;
    const { session, shippingCountries } = this.#client;
    const address = this.#values.get('shippingAddress');
    const email = this.#values.get('contactDetails');
    return (
      session.status.type === 'open' &&
      (email ? email.complete : session.email !== null) &&
      (address ? address.complete : shippingCountries === null || session.shippingAddress !== null) &&
      (session.total.total.minorUnitsAmount === 0 || this.#values.get('payment')?.complete === true)
    );
  }

  /** Called with each session that differs from the one before. */
  onChange(handler: (session: StripeCheckoutSession) => void): void {
    this.#onChange.add(handler);
  }

  /** Called when the sandbox has said something new about the session. */
  onUpdate(handler: (subject: FrameSubject) => void): void {
    this.#onUpdate.add(handler);
  }

  valueOf(element: ValueOf): ElementValue | null {
    return this.#values.get(element) ?? null;
  }

  /** Null when the element is gone. */
  setValue(element: ValueOf, value: ElementValue | null): void {
    if (value) this.#values.set(element, value);
    else this.#values.delete(element);
    this.tell();
  }

  /** Shipping and tax may depend on it. What the session knows already is not told again. */
  buyerEntered(update: SessionUpdate): void {
    if (update.email !== undefined && update.email === this.#client?.session.email) return;
    void this.update(update);
  }

  /** Takes over what the sandbox said, if it said anything about the session. */
  accept(reply: Reply): void {
    if (reply.ok) {
      this.#client = reply.session;
      const subject = subjectOf(reply.session);
      for (const handler of this.#onUpdate) handler(subject);
    }
    this.tell();
  }

  /** Changes the session, after all changes before; until then nothing can be confirmed. */
  update(update: SessionUpdate): Promise<Reply> {
    return this.inTurn(async () => {
      const reply = await ask(this.origin, 'update', this.credentials, { update });
      this.accept(reply);
      return reply;
    });
  }

  /** Asks for the session as it is now. */
  async refresh(): Promise<Reply> {
    const reply = await ask(this.origin, 'session', this.credentials, { first: this.#client === null });
    this.accept(reply);
    return reply;
  }

  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#pending += 1;
    this.tell();
    const result = this.#queue.then(work).finally(() => {
      this.#pending -= 1;
      this.tell();
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Resolves when no change is under way any more. */
  async settled(): Promise<void> {
    while (this.#pending > 0) await this.#queue;
  }

  tell(): void {
    if (!this.#client) return;
    const now = JSON.stringify([this.#client.session, this.canConfirm]);
    if (now === this.#lastTold) return;
    const isFirst = this.#lastTold === '';
    this.#lastTold = now;
    if (!isFirst) for (const handler of this.#onChange) handler(this.session);
  }

  async #load(clientSecret: string | Promise<string>): Promise<Loaded> {
    try {
      this.#clientSecret = await clientSecret;
    } catch {
      return { ok: false, error: failure('The promise of a client secret was rejected.') };
    }
    if (!isClientSecret(this.#clientSecret)) {
      return { ok: false, error: failure('That is not the client secret of a Checkout Session.') };
    }
    return this.refresh();
  }
}

/** What the frames show of it. */
function subjectOf({ session, methods, wallets, shippingCountries }: ClientSession): FrameSubject {
  const { email, shippingAddress, billingAddress } = session;
  const total = session.total.total.amount;
  return { total, methods, wallets, shippingCountries, email, shippingAddress, billingAddress };
}

/** `cs_test_…_secret_…`; what Stripe puts behind it is for its own use. */
export function isClientSecret(value: unknown): value is string {
  return typeof value === 'string' && /^cs_(test|live)_\w+_secret_\S+$/.test(value);
}

function failure(message: string): WireError {
  return { type: 'invalid_request_error', code: null, declineCode: null, message };
}
