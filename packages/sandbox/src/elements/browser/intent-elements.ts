import type {
  StripeAddressElement,
  StripeElements,
  StripeError,
  StripeExpressCheckoutElement,
  StripeLinkAuthenticationElement,
  StripePaymentElement,
} from '@stripe/stripe-js';
import { AddressElement } from './address-element.js';
import type { CheckoutElement } from './checkout-element.js';
import type { StripeInstance } from './element-host.js';
import { IntentExpressElement } from './intent-express-element.js';
import { IntegrationError, notCovered } from './integration-error.js';
import type { IntentOptions } from './intent-options.js';
import { IntentState } from './intent-state.js';
import { LinkAuthenticationElement } from './link-authentication-element.js';
import { PaymentElement } from './payment-element.js';

/** The elements of one intent: at most one of each kind at a time. */
export interface IntentElements {
  linkAuthentication: LinkAuthenticationElement | null;
  shippingAddress: AddressElement | null;
  billingAddress: AddressElement | null;
  payment: PaymentElement | null;
  expressCheckout: IntentExpressElement | null;
}

/** What `stripe.elements()` made, behind what the page has of it. */
export interface IntentGroup {
  readonly state: IntentState;
  readonly elements: IntentElements;
}

const GROUPS = new WeakMap<StripeElements, IntentGroup>();

/** @throws IntegrationError for what `stripe.elements()` never made */
export function groupOf(elements: StripeElements): IntentGroup {
  const group = GROUPS.get(elements);
  if (!group) throw new IntegrationError('elements must be what stripe.elements() has made, on this page.');
  return group;
}

/**
 * `stripe.elements()` with a mode or the client secret of a PaymentIntent: synchronous; whether there is such an intent
 * the elements learn when they load.
 *
 * @throws IntegrationError for options that cannot be
 */
export function createElements(stripe: StripeInstance, options: IntentOptions): StripeElements {
  const state = new IntentState(stripe, options);
  const elements: IntentElements = {
    linkAuthentication: null,
    shippingAddress: null,
    billingAddress: null,
    payment: null,
    expressCheckout: null,
  };
  const group: IntentGroup = { state, elements };
  const onUpdateEnd = new Set<() => void>();

  function make<Name extends keyof IntentElements>(
    name: Name,
    element: (onDestroy: () => void) => NonNullable<IntentElements[Name]>,
  ): NonNullable<IntentElements[Name]> {
    if (elements[name])
      throw new IntegrationError(`There is an Element of type ${name} already; only one can be made.`);
    const made = element(() => {
      elements[name] = null as IntentElements[Name];
    });
    elements[name] = made;
    return made;
  }

  const makePayment = (given: object): StripePaymentElement =>
    make('payment', (gone) => new PaymentElement(state, given, gone));
  const makeLinkAuthentication = (given: object): StripeLinkAuthenticationElement =>
    make('linkAuthentication', (gone) => new LinkAuthenticationElement(state, given, gone));
  const makeExpressCheckout = (given: object): StripeExpressCheckoutElement =>
    make('expressCheckout', (gone) => new IntentExpressElement(state, given, gone));
  const makeAddress = (mode: 'shipping' | 'billing', given: object): StripeAddressElement =>
    make(`${mode}Address`, (gone) => new AddressElement(mode, state, given, gone));

  function create(type: 'payment', given?: object): StripePaymentElement;
  function create(type: 'linkAuthentication', given?: object): StripeLinkAuthenticationElement;
  function create(type: 'expressCheckout', given?: object): StripeExpressCheckoutElement;
  function create(type: 'address', given?: object): StripeAddressElement;
  function create(type: string, given?: object): never;
  function create(type: string, given: object = {}): object {
    if (type === 'payment') return makePayment(given);
    if (type === 'linkAuthentication') return makeLinkAuthentication(given);
    if (type === 'expressCheckout') return makeExpressCheckout(given);
    if (type !== 'address') return notCovered(`elements.create('${type}')`);
    const mode = 'mode' in given ? given.mode : undefined;
    if (mode !== 'shipping' && mode !== 'billing') {
      throw new IntegrationError('An Address Element is created with the mode shipping or billing.');
    }
    return makeAddress(mode, given);
  }

  function getElement(type: 'payment'): StripePaymentElement | null;
  function getElement(type: 'linkAuthentication'): StripeLinkAuthenticationElement | null;
  function getElement(type: 'expressCheckout'): StripeExpressCheckoutElement | null;
  function getElement(type: 'address', given?: object): StripeAddressElement | null;
  function getElement(type: string): null;
  function getElement(type: string, given: object = {}): object | null {
    if (type === 'payment' || type === 'linkAuthentication' || type === 'expressCheckout') return elements[type];
    if (type !== 'address') return null;
    const mode = 'mode' in given ? given.mode : undefined;
    if (mode === 'billing') return elements.billingAddress;
    return mode === 'shipping' ? elements.shippingAddress : (elements.shippingAddress ?? elements.billingAddress);
  }

  const made: StripeElements = {
    create,
    getElement,
    on: (event: string, handler: () => void) => {
      if (event !== 'update-end') throw new IntegrationError(`Elements have no event “${event}”.`);
      onUpdateEnd.add(handler);
    },
    update: async (given) => {
      await state.update(given);
      for (const element of Object.values<CheckoutElement | null>({ ...elements })) element?.restyle();
      for (const handler of onUpdateEnd) handler();
    },
    fetchUpdates: async () => {
      if (state.aim.clientSecret === null) {
        throw new IntegrationError('fetchUpdates() is for Elements with a clientSecret; these have none.');
      }
      const loaded = await state.refresh();
      return loaded.ok ? {} : { error: { message: loaded.error.message } };
    },
    submit: () => submit(group),
  };
  GROUPS.set(made, group);
  return made;
}

/** In the order in which a buyer is told: who, where to, how they pay. */
const VALIDATED = ['linkAuthentication', 'shippingAddress', 'billingAddress', 'payment'] as const;

type Submitted = Awaited<ReturnType<StripeElements['submit']>>;

/** `elements.submit()`: looks at every element, and shows in its own frame what is missing. */
async function submit(group: IntentGroup): Promise<Submitted> {
  const { state } = group;
  state.isSubmitted = false;
  if (state.wallet) {
    state.isSubmitted = true;
    return { selectedPaymentMethod: state.wallet.type };
  }
  const checked = await checkElements(group);
  if (checked.error) return { error: checked.error };
  state.isSubmitted = true;
  return { selectedPaymentMethod: checked.selected };
}

/** What is wrong first, if anything is; else the type of the chosen method. */
export async function checkElements({
  elements,
}: IntentGroup): Promise<
  { readonly error: StripeError; readonly selected?: never } | { readonly error?: never; readonly selected: string }
> {
  const mounted = VALIDATED.filter((name) => elements[name]?.isMounted);
  const answers = await Promise.all(
    mounted.map(async (name) => ({ name, answer: await elements[name]?.ask({ what: 'validate' }) })),
  );
  let selected = '';
  for (const { name, answer } of answers) {
    if (answer?.what !== 'validate') {
      return { error: { type: 'validation_error', message: 'The form is not ready yet. Try again in a moment.' } };
    }
    if (answer.error !== null) {
      elements[name]?.focus();
      return { error: { type: 'validation_error', message: answer.error } };
    }
    if (name === 'payment') selected = String(answer.value ?? '');
  }
  return { selected };
}
