import type { Appearance, CustomFontSource, PaymentIntent } from '@stripe/stripe-js';
import type { FrameSettings, FrameSubject, OfferReply } from '../protocol.js';
import { customFonts } from './fonts.js';
import type { ElementHost, ElementValue, Loaded, StripeInstance, ValueOf } from './element-host.js';
import { IntegrationError } from './integration-error.js';
import { aimOf, type IntentAim, type IntentOptions } from './intent-options.js';
import { askForOffer } from './sandbox-client.js';

/** Elements for one intent in one page: what they are for, what they hold, and how far the buyer has come. */
export class IntentState implements ElementHost {
  readonly stripe: StripeInstance;
  readonly loaded: Promise<Loaded>;
  /** `elements.submit()` has found everything filled in, and nothing was confirmed since. */
  isSubmitted = false;
  isConfirming = false;
  /** What a wallet gave when its buyer had said yes; the next confirmation is with that, and uses it up. */
  wallet: WalletApproval | null = null;
  #options: IntentOptions;
  #aim: IntentAim;
  #subject: FrameSubject | null = null;
  #intent: PaymentIntent | null = null;
  readonly #values = new Map<ValueOf, ElementValue>();
  readonly #onUpdate = new Set<(subject: FrameSubject) => void>();

  /** @throws IntegrationError for options that cannot be */
  constructor(stripe: StripeInstance, options: IntentOptions) {
    this.stripe = stripe;
    this.#options = { ...options };
    this.#aim = aimOf({ ...options });
    this.loaded = this.refresh();
  }

  get origin(): string {
    return this.stripe.origin;
  }

  get aim(): IntentAim {
    return this.#aim;
  }

  get appearance(): Appearance {
    return this.#options.appearance ?? {};
  }

  get fonts(): readonly CustomFontSource[] {
    return customFonts(this.#options.fonts ?? []);
  }

  get frameSettings(): Omit<FrameSettings, 'options' | 'challenge'> {
    const { appearance, fonts } = this;
    const locale = this.#options.locale ?? this.stripe.locale;
    return { credentials: null, subject: this.#subject, appearance, fonts, locale };
  }

  /** Minor units, as the buyer is shown them; null while an intent is not loaded. */
  get amount(): number | null {
    return this.#aim.clientSecret === null ? this.#aim.deferred.amount : (this.#intent?.amount ?? null);
  }

  onUpdate(handler: (subject: FrameSubject) => void): void {
    this.#onUpdate.add(handler);
  }

  valueOf(element: ValueOf): ElementValue | null {
    return this.#values.get(element) ?? null;
  }

  setValue(element: ValueOf, value: ElementValue | null): void {
    if (value) this.#values.set(element, value);
    else this.#values.delete(element);
  }

  /** What the wallet's buyer said yes to is over, whatever came of it, and its sheet is closed. */
  closeWallet(): void {
    const { wallet } = this;
    this.wallet = null;
    wallet?.close();
  }

  /** Nobody is told before the payment is confirmed. */
  buyerEntered(): void {}

  /**
   * New options over those before, and whatever follows from them.
   *
   * @throws IntegrationError for options that cannot be
   */
  async update(options: object): Promise<void> {
    const merged = { ...this.#options, ...options };
    if (this.#aim.clientSecret !== null && ('amount' in options || 'mode' in options || 'currency' in options)) {
      throw new IntegrationError('Elements with a clientSecret show its intent: update that, and call fetchUpdates().');
    }
    const aim = aimOf(merged);
    const isOther = JSON.stringify(aim) !== JSON.stringify(this.#aim);
    this.#options = merged;
    this.#aim = aim;
    if (!isOther) return;
    // What was submitted was another amount, or other methods.
    this.isSubmitted = false;
    await this.refresh();
  }

  /** Asks what there is to show now. */
  async refresh(): Promise<Loaded> {
    const { key } = this.stripe;
    const aim = this.#aim;
    const reply: OfferReply = await askForOffer(this.origin, { key, ...aim, first: this.#subject === null });
    // An answer to what has been changed meanwhile is not shown.
    if (aim !== this.#aim || !reply.ok) return reply.ok ? { ok: true } : reply;
    this.#subject = reply.subject;
    this.#intent = reply.intent;
    for (const handler of this.#onUpdate) handler(reply.subject);
    return { ok: true };
  }
}

/** What a wallet knows of its buyer. */
export interface WalletApproval {
  readonly type: string;
  readonly billing: {
    readonly name: string;
    readonly email?: string;
    readonly phone?: string;
    readonly address?: object;
  };
  readonly shipping: { readonly name: string; readonly address: object } | null;
  /** Back to the wallet's button. */
  close(): void;
}
