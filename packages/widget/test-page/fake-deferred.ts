import type {
  ConfirmationTokenResult,
  PaymentIntent,
  PaymentIntentResult,
  StripeElements,
  StripeElementsOptionsMode,
  StripeElementsUpdateOptions,
  StripeError,
} from '@stripe/stripe-js';

type Submitted = Awaited<ReturnType<StripeElements['submit']>>;

export const CONFIRMATION_TOKEN = 'ctoken_1OaBcDeFgHiJkL';

/** One group of `stripe.elements()`. */
interface Group {
  amount: number;
  currency: string;
  /** `submit()` has found everything filled in, and nothing was changed or confirmed since. */
  isSubmitted: boolean;
  readonly created: Set<string>;
  readonly mounted: Map<string, HTMLElement>;
}

interface ConfirmOptions {
  readonly elements: StripeElements;
  readonly clientSecret: string;
  readonly confirmParams: Record<string, unknown>;
  readonly redirect: string;
}

/**
 * Stripe.js's Elements without an intent. It refuses what the real one refuses: what was not submitted, or was changed
 * since; an amount that is not the PaymentIntent's; two elements of a kind; a shadow tree; a wallet that asks for an
 * address and is told no way of shipping.
 */
export class FakeDeferred {
  readonly options: StripeElementsOptionsMode[] = [];
  readonly given = new Map<string, Record<string, unknown>>();
  readonly updates: StripeElementsUpdateOptions[] = [];
  readonly confirms: (Pick<ConfirmOptions, 'clientSecret' | 'confirmParams' | 'redirect'> & { amount: number })[] = [];
  readonly tokens: unknown[] = [];
  readonly actions: string[] = [];
  destroyed = 0;
  /** Whether Stripe's frames come when they are mounted, and say so. */
  framesCome = true;
  /** What the PaymentIntent is over that a page confirms. */
  intent = { amount: 3900, currency: 'eur' };
  onSubmit: () => Promise<Submitted> = () => Promise.resolve({ selectedPaymentMethod: 'card' });
  onUpdate: () => Promise<void> = () => Promise.resolve();
  onConfirm: () => Promise<PaymentIntentResult> = () => this.becomes('succeeded');
  onToken: () => Promise<ConfirmationTokenResult> = () =>
    Promise.resolve({ confirmationToken: { id: CONFIRMATION_TOKEN } } as ConfirmationTokenResult);
  onAction: () => Promise<PaymentIntentResult> = () => this.becomes('succeeded');
  readonly #groups = new Map<StripeElements, Group>();
  readonly #handlers = new Map<string, ((event: unknown) => void)[]>();

  /** Where each element is now. */
  get mounted(): Map<string, HTMLElement> {
    return new Map([...this.#groups.values()].flatMap(({ mounted }) => [...mounted]));
  }

  /** What each group would take, in minor units. */
  get amounts(): number[] {
    return Array.from(this.#groups.values(), ({ amount }) => amount);
  }

  becomes(status: PaymentIntent.Status): Promise<PaymentIntentResult> {
    return Promise.resolve({ paymentIntent: { id: 'pi_1', status } as PaymentIntent });
  }

  /** Stripe has refused; where there is a status, it has said how the PaymentIntent stands. */
  refuses(error: Partial<StripeError>, status?: PaymentIntent.Status): Promise<PaymentIntentResult> {
    const intent = status && ({ id: 'pi_1', status } as PaymentIntent);
    return Promise.resolve({ error: { type: 'card_error', ...error, ...(intent && { payment_intent: intent }) } });
  }

  emit(element: string, event: string, detail: unknown = {}): void {
    for (const handler of this.#handlers.get(`${element}:${event}`) ?? []) handler(detail);
  }

  /** The buyer opens the wallet's sheet. @returns what it shows, or null where the page does not let it */
  async openSheet(): Promise<Record<string, unknown> | null> {
    return new Promise((resolve) => {
      this.emit('expressCheckout', 'click', {
        resolve: (details: Record<string, unknown> = {}) => {
          const rates = details['shippingRates'];
          const asksWhere = this.given.get('expressCheckout')?.['shippingAddressRequired'] === true;
          if (asksWhere && (!Array.isArray(rates) || rates.length === 0))
            throw new Error('shippingAddressRequired needs shippingRates.');
          resolve(details);
        },
        reject: () => resolve(null),
      });
    });
  }

  /** In the sheet the buyer wants another way of shipping. @returns whether the page has taken it */
  async chooseRate(id: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.emit('expressCheckout', 'shippingratechange', {
        shippingRate: { id },
        resolve: () => resolve(true),
        reject: () => resolve(false),
      });
    });
  }

  /** The buyer says yes in the sheet. @returns what the page has called off */
  pressWallet(email = 'ada@example.com'): unknown[] {
    const failures: unknown[] = [];
    this.emit('expressCheckout', 'confirm', {
      expressPaymentType: 'link',
      billingDetails: { name: 'Ada', email },
      paymentFailed: (payload: unknown) => void failures.push(payload),
    });
    return failures;
  }

  elements(options: StripeElementsOptionsMode): StripeElements {
    if ('paymentMethodTypes' in options) throw new Error('paymentMethodTypes is gone.');
    const amount = options.mode === 'payment' ? options.amount : 0;
    if (!Number.isSafeInteger(amount) || amount <= 0) throw new Error('amount must be a whole number above 0.');
    this.options.push(options);
    const group: Group = {
      amount,
      currency: options.currency ?? '',
      isSubmitted: false,
      created: new Set(),
      mounted: new Map(),
    };
    const elements = {
      create: (name: string, given: Record<string, unknown> = {}) => this.#element(group, name, given),
      update: async (changes: StripeElementsUpdateOptions) => {
        this.updates.push(changes);
        if (changes.amount === undefined) return;
        await this.onUpdate();
        group.isSubmitted = false;
        Object.assign(group, { amount: changes.amount, currency: changes.currency ?? group.currency });
      },
      submit: async () => {
        const submitted = await this.onSubmit();
        group.isSubmitted = !submitted.error;
        return submitted;
      },
    } as unknown as StripeElements;
    this.#groups.set(elements, group);
    return elements;
  }

  async confirmPayment({ elements, ...options }: ConfirmOptions): Promise<PaymentIntentResult> {
    const group = this.#taken(elements);
    if (!options.confirmParams['return_url']) throw new Error('return_url is missing.');
    this.confirms.push({ ...options, amount: group.amount });
    const { amount, currency } = this.intent;
    if (group.amount !== amount || group.currency !== currency)
      return this.refuses({ type: 'invalid_request_error', code: 'payment_intent_mismatch' });
    return this.onConfirm();
  }

  async createConfirmationToken({
    elements,
    params,
  }: {
    elements: StripeElements;
    params: unknown;
  }): Promise<ConfirmationTokenResult> {
    this.#taken(elements);
    this.tokens.push(params);
    return this.onToken();
  }

  handleNextAction({ clientSecret }: { clientSecret: string }): Promise<PaymentIntentResult> {
    this.actions.push(clientSecret);
    return this.onAction();
  }

  /** @throws Error where nobody has submitted these since they were changed or confirmed */
  #taken(elements: StripeElements): Group {
    const group = this.#groups.get(elements);
    if (!group?.isSubmitted) throw new Error('elements.submit() must be called before.');
    group.isSubmitted = false;
    return group;
  }

  #element(group: Group, name: string, given: Record<string, unknown>) {
    if (group.created.has(name)) throw new Error(`There is an element of type ${name} already.`);
    group.created.add(name);
    this.given.set(name, given);
    const input = Object.assign(document.createElement('input'), { ariaLabel: name });
    return {
      mount: (place: HTMLElement) => {
        if (place.getRootNode() !== document) throw new Error('Elements cannot be mounted in a ShadowRoot.');
        place.append(input);
        group.mounted.set(name, place);
        if (this.framesCome) this.emit(name, 'ready');
      },
      on: (event: string, handler: (event: unknown) => void) => {
        const key = `${name}:${event}`;
        this.#handlers.set(key, [...(this.#handlers.get(key) ?? []), handler]);
      },
      focus: () => input.focus(),
      destroy: () => {
        this.destroyed++;
        input.remove();
        group.created.delete(name);
        group.mounted.delete(name);
      },
    };
  }
}
