import type {
  Appearance,
  StripeCheckoutAmount,
  StripeCheckoutConfirmResult,
  StripeCheckoutElementsSdk,
  StripeCheckoutElementsSdkOptions,
  StripeCheckoutLoadActionsResult,
  StripeCheckoutLoadActionsSuccess,
  StripeCheckoutSession,
  StripeCheckoutValidateElementsResult,
  StripeConstructor,
  StripeEmbeddedCheckout,
  StripeEmbeddedCheckoutOptions,
} from '@stripe/stripe-js';
import { FakeDeferred } from './fake-deferred.js';
import { FakePages } from './fake-pages.js';

type Actions = Pick<
  StripeCheckoutLoadActionsSuccess,
  'confirm' | 'validateElements' | 'getSession' | 'updateShippingOption' | 'applyPromotionCode' | 'removePromotionCode'
>;

/**
 * Stands in for window.Stripe where a test has to say exactly what Stripe.js does next: answers out of order, answers
 * that never come, throws. The journeys of the demo run with the sandbox's own, which is a faithful one.
 */
export class FakeStripe {
  static current: FakeStripe | undefined;
  session: StripeCheckoutSession = openSession();
  /** What the page asked for, in order. */
  readonly options: StripeCheckoutElementsSdkOptions[] = [];
  readonly confirms: Parameters<Actions['confirm']>[0][] = [];
  readonly appearances: Appearance[] = [];
  readonly mounted = new Map<string, HTMLElement>();
  readonly asked: string[] = [];
  readonly created: string[] = [];
  destroyed = 0;
  /** Whether Stripe's frames come when they are mounted, and say so. */
  framesCome = true;
  /** How often the page has asked for Stripe.js. */
  loads = 0;
  onLoad: () => Promise<StripeCheckoutLoadActionsResult | null> = () => Promise.resolve(null);
  onConfirm: () => Promise<StripeCheckoutConfirmResult> = () => Promise.resolve(this.success());
  onValidate: () => Promise<StripeCheckoutValidateElementsResult> = () => Promise.resolve(this.success());
  /** Null: it is as the buyer wishes. */
  onShipping: () => ReturnType<Actions['updateShippingOption']> | null = () => null;
  onCode: () => ReturnType<Actions['applyPromotionCode']> = () => Promise.resolve(this.success());
  /** What `createEmbeddedCheckoutPage` made. */
  readonly pages = new FakePages();
  /** What `elements` made without an intent. */
  readonly deferred = new FakeDeferred();
  readonly #handlers = new Map<string, ((event: unknown) => void)[]>();
  #changed: ((session: StripeCheckoutSession) => void)[] = [];

  /** Stripe's loader keeps the constructor it has found once: each new stand-in takes the place of the last one behind it. */
  install(): this {
    FakeStripe.current = this;
    window.Stripe = stripeConstructor;
    return this;
  }

  success(): { type: 'success'; session: StripeCheckoutSession } {
    return { type: 'success', session: this.session };
  }

  /** The session is different now, and Stripe.js says so. */
  change(changes: Partial<StripeCheckoutSession>): void {
    this.session = { ...this.session, ...changes };
    for (const handler of this.#changed) handler(this.session);
  }

  /** One of the mounted elements says something. */
  emit(element: string, event: string, detail: unknown = {}): void {
    for (const handler of this.#handlers.get(`${element}:${event}`) ?? []) handler(detail);
  }

  sdk(options: StripeCheckoutElementsSdkOptions): StripeCheckoutElementsSdk {
    this.options.push(options);
    this.#changed = [];
    const actions: Actions = {
      confirm: (args) => {
        this.confirms.push(args);
        return this.onConfirm();
      },
      validateElements: () => this.onValidate(),
      getSession: () => this.session,
      updateShippingOption: (id) => {
        this.asked.push(`shipping ${id}`);
        const refusal = this.onShipping();
        if (refusal) return refusal;
        const shippingOption = this.session.shippingOptions.find((option) => option.id === id);
        if (shippingOption) this.change({ shipping: { shippingOption, taxAmounts: null } });
        return Promise.resolve(this.success());
      },
      applyPromotionCode: (code) => {
        this.asked.push(`code ${code}`);
        return this.onCode();
      },
      removePromotionCode: () => {
        this.asked.push('no code');
        this.change({ discountAmounts: null });
        return Promise.resolve(this.success());
      },
    };
    const sdk = {
      on: (_event: 'change', handler: (session: StripeCheckoutSession) => void) => void this.#changed.push(handler),
      loadActions: async () =>
        (await this.onLoad()) ?? { type: 'success', actions: actions as StripeCheckoutLoadActionsSuccess },
      changeAppearance: (appearance: Appearance) => void this.appearances.push(appearance),
      createPaymentElement: () => this.#element('payment'),
      createContactDetailsElement: () => this.#element('contactDetails'),
      createShippingAddressElement: () => this.#element('shippingAddress'),
      createBillingAddressElement: () => this.#element('billingAddress'),
      createExpressCheckoutElement: () => this.#element('expressCheckout'),
    };
    return sdk as unknown as StripeCheckoutElementsSdk;
  }

  #element(name: string) {
    this.created.push(name);
    const input = Object.assign(document.createElement('input'), { ariaLabel: name });
    return {
      mount: (place: HTMLElement) => {
        // As the real one does: it looks into the document, and sees no shadow tree.
        if (place.getRootNode() !== document) throw new Error('Elements cannot be mounted in a ShadowRoot.');
        place.append(input);
        this.mounted.set(name, place);
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
        this.mounted.delete(name);
      },
    };
  }
}

const stripeConstructor = Object.assign(
  () => {
    if (FakeStripe.current) FakeStripe.current.loads++;
    return {
      initCheckoutElementsSdk: (options: StripeCheckoutElementsSdkOptions) => FakeStripe.current?.sdk(options),
      elements: (...args: Parameters<FakeDeferred['elements']>) => FakeStripe.current?.deferred.elements(...args),
      confirmPayment: (...args: Parameters<FakeDeferred['confirmPayment']>) =>
        FakeStripe.current?.deferred.confirmPayment(...args),
      createConfirmationToken: (...args: Parameters<FakeDeferred['createConfirmationToken']>) =>
        FakeStripe.current?.deferred.createConfirmationToken(...args),
      handleNextAction: (...args: Parameters<FakeDeferred['handleNextAction']>) =>
        FakeStripe.current?.deferred.handleNextAction(...args),
      createEmbeddedCheckoutPage: (
        options: StripeEmbeddedCheckoutOptions,
      ): Promise<StripeEmbeddedCheckout> | undefined => FakeStripe.current?.pages.create(options),
    };
  },
  { version: 'endive' },
) as unknown as StripeConstructor;

export function amount(minorUnitsAmount: number): StripeCheckoutAmount {
  return { minorUnitsAmount, amount: `as Stripe writes ${minorUnitsAmount}` };
}

/** Two mugs, and nothing else. */
export function openSession(changes: Partial<StripeCheckoutSession> = {}): StripeCheckoutSession {
  return {
    billingAddress: null,
    businessName: null,
    nameCollection: null,
    canConfirm: true,
    currency: 'eur',
    currencyOptions: null,
    discountAmounts: null,
    email: null,
    id: 'cs_test_1',
    lastPaymentError: null,
    lineItems: [
      {
        id: 'li_1',
        name: 'Stoneware mug',
        discount: amount(0),
        subtotal: amount(3900),
        total: amount(3900),
        taxExclusive: amount(0),
        taxInclusive: amount(0),
        unitAmount: amount(1950),
        unitAmountDecimal: null,
        description: null,
        quantity: 2,
        unitLabel: null,
        discountAmounts: null,
        taxAmounts: null,
        recurring: null,
        adjustableQuantity: null,
        images: [],
        priceId: 'price_1',
        isRemovable: false,
        pricing: null,
        transformQuantity: null,
      },
    ],
    livemode: false,
    minorUnitsAmountDivisor: 100,
    phoneNumber: null,
    recurring: null,
    savedPaymentMethods: null,
    shipping: null,
    shippingAddress: null,
    shippingOptions: [],
    status: { type: 'open' },
    surcharge: null,
    tax: { status: 'ready' },
    taxAmounts: null,
    taxIdInfo: null,
    total: {
      appliedBalance: amount(0),
      balanceAppliedToNextInvoice: false,
      discount: amount(0),
      shippingRate: amount(0),
      subtotal: amount(3900),
      surcharge: amount(0),
      taxExclusive: amount(0),
      taxInclusive: amount(0),
      total: amount(3900),
    },
    optionalItems: null,
    ...changes,
  };
}
