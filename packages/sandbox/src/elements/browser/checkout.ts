import type { Appearance, StripeCheckoutElementsSdk, StripeCheckoutElementsSdkOptions } from '@stripe/stripe-js';
import type { SessionUpdate } from '../protocol.js';
import { AddressElement } from './address-element.js';
import { checkoutActions } from './checkout-actions.js';
import type { CheckoutElement } from './checkout-element.js';
import { CheckoutState, isClientSecret } from './checkout-state.js';
import { ContactDetailsElement } from './contact-details-element.js';
import type { StripeInstance } from './element-host.js';
import type { Elements } from './elements.js';
import { ExpressCheckoutElement } from './express-checkout-element.js';
import { customFonts } from './fonts.js';
import { IntegrationError } from './integration-error.js';
import { PaymentElement } from './payment-element.js';
import { UNCOVERED_CHECKOUT } from './uncovered-members.js';

/**
 * `stripe.initCheckoutElementsSdk()`: synchronous; whether there is such a session is learnt by `loadActions()`.
 *
 * @throws IntegrationError for what is no client secret of a Checkout Session
 */
export function initCheckout(
  stripe: StripeInstance,
  options: StripeCheckoutElementsSdkOptions,
): StripeCheckoutElementsSdk {
  const { elementsOptions = {}, defaultValues } = options;
  checkClientSecret(options.clientSecret);
  const state = new CheckoutState(
    stripe,
    options.clientSecret,
    elementsOptions.appearance ?? {},
    customFonts(elementsOptions.fonts ?? []),
  );
  const elements: Elements = {
    payment: null,
    contactDetails: null,
    shippingAddress: null,
    billingAddress: null,
    expressCheckout: null,
  };

  const create = <Name extends keyof Elements>(
    name: Name,
    make: (onDestroy: () => void) => NonNullable<Elements[Name]>,
  ): NonNullable<Elements[Name]> => {
    if (elements[name])
      throw new IntegrationError(`There is an Element of type ${name} already; only one can be made.`);
    const element = make(() => {
      elements[name] = null as Elements[Name];
    });
    elements[name] = element;
    return element;
  };
  const restyle = (): void => {
    for (const element of Object.values<CheckoutElement | null>({ ...elements })) element?.restyle();
  };

  const actions = checkoutActions(state, elements);
  const ready = state.loaded.then((loaded) => {
    if (loaded.ok && defaultValues) fillIn(state, defaultValues);
    return loaded;
  });

  return {
    ...UNCOVERED_CHECKOUT,
    on: (event, handler) => {
      if (event !== 'change') throw new IntegrationError(`A checkout has no event “${String(event)}”.`);
      state.onChange(handler);
    },
    loadActions: async () => {
      const loaded = await ready;
      if (loaded.ok) return { type: 'success', actions };
      return { type: 'error', error: { message: loaded.error.message, code: null } };
    },
    changeAppearance: (appearance: Appearance) => {
      state.appearance = appearance;
      restyle();
    },
    loadFonts: (fonts) => {
      state.fonts = [...state.fonts, ...customFonts(fonts)];
      restyle();
    },
    getPaymentElement: () => elements.payment,
    getContactDetailsElement: () => elements.contactDetails,
    getShippingAddressElement: () => elements.shippingAddress,
    getBillingAddressElement: () => elements.billingAddress,
    getExpressCheckoutElement: () => elements.expressCheckout,
    createPaymentElement: (given = {}) => create('payment', (gone) => new PaymentElement(state, given, gone)),
    createContactDetailsElement: (given = {}) =>
      create('contactDetails', (gone) => new ContactDetailsElement(state, given, gone)),
    createShippingAddressElement: (given = {}) =>
      create('shippingAddress', (gone) => new AddressElement('shipping', state, given, gone)),
    createBillingAddressElement: (given = {}) =>
      create('billingAddress', (gone) => new AddressElement('billing', state, given, gone)),
    createExpressCheckoutElement: (given) =>
      create('expressCheckout', (gone) => new ExpressCheckoutElement(state, given ?? {}, gone)),
  };
}

/** What the page knows of the buyer already, for what the session does not know. */
function fillIn(state: CheckoutState, values: NonNullable<StripeCheckoutElementsSdkOptions['defaultValues']>): void {
  const { email, phoneNumber, shippingAddress, billingAddress } = values;
  const known = state.client?.session;
  const update: SessionUpdate = {
    ...(email !== undefined && known?.email === null ? { email } : {}),
    ...(phoneNumber !== undefined && known?.phoneNumber === null ? { phone: phoneNumber } : {}),
    ...(shippingAddress !== undefined && known?.shippingAddress === null ? { shippingAddress } : {}),
    ...(billingAddress !== undefined && known?.billingAddress === null ? { billingAddress } : {}),
  };
  if (Object.keys(update).length > 0) void state.update(update);
}

/** A page without types may pass anything. */
function checkClientSecret(clientSecret: unknown): void {
  if (clientSecret instanceof Promise) return;
  if (!isClientSecret(clientSecret)) {
    throw new IntegrationError(
      'clientSecret must be the client secret of a Checkout Session, cs_…_secret_…, or a promise of one.',
    );
  }
}
