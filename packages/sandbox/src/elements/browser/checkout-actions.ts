import type { StripeCheckoutLoadActionsSuccess } from '@stripe/stripe-js';
import type { Reply, SessionUpdate } from '../protocol.js';
import { anyError, type AnyError, type Success } from './action-results.js';
import type { CheckoutState } from './checkout-state.js';
import type { Elements } from './elements.js';
import { confirmCheckout } from './confirm-checkout.js';
import { IntegrationError } from './integration-error.js';
import { UNCOVERED_ACTIONS } from './uncovered-members.js';
import { validateElements } from './validate-elements.js';

/** How long a page's own server may take inside `runServerUpdate`, in milliseconds. https://docs.stripe.com/js/custom_checkout/run_server_update */
const SERVER_UPDATE_WITHIN = 20_000;

/** The actions of a loaded session. Each answers with the session it led to, or with an error for the buyer to read. */
export function checkoutActions(state: CheckoutState, elements: Elements): StripeCheckoutLoadActionsSuccess {
  const success = (): Success => ({ type: 'success', session: state.session });
  const resultOf = (reply: Reply): Success | AnyError => (reply.ok ? success() : anyError(reply.error.message));
  const update = async (change: SessionUpdate): Promise<Success | AnyError> => resultOf(await state.update(change));
  /** For the updates that have no error of the buyer's to tell. */
  const updateOrThrow = async (change: SessionUpdate): Promise<Success> => {
    const reply = await state.update(change);
    if (!reply.ok) throw new IntegrationError(reply.error.message);
    return success();
  };

  return {
    ...UNCOVERED_ACTIONS,
    getSession: () => state.session,
    confirm: (options = {}) => confirmCheckout(state, elements, options),
    validateElements: () => validateElements(state, elements),
    updateShippingAddress: (shippingAddress) => update({ shippingAddress }),
    updateBillingAddress: (billingAddress) => update({ billingAddress }),
    updateShippingOption: (shippingOption) => update({ shippingOption }),
    updatePhoneNumber: (phone) => updateOrThrow({ phone }),
    removePromotionCode: () => update({ promotionCode: null }),
    async applyPromotionCode(promotionCode) {
      const reply = await state.update({ promotionCode });
      if (reply.ok) return success();
      const { code, message } = reply.error;
      if (code === 'invalidCode' || code === 'promotionCodeAmountInsufficient') {
        return { type: 'error', error: { code, message } };
      }
      return anyError(message);
    },
    async updateEmail(email) {
      const problem = problemWithEmail(email);
      if (problem) return { type: 'error', error: problem };
      const reply = await state.update({ email });
      if (reply.ok) return success();
      if (reply.error.type === 'api_connection_error') throw new Error(reply.error.message);
      return { type: 'error', error: { code: 'invalidEmail', message: reply.error.message } };
    },
    async runServerUpdate(userFunction) {
      return state.inTurn(async () => {
        const inTime = await withinTime(userFunction);
        if (!inTime) return anyError('The update took too long.');
        return resultOf(await state.refresh());
      });
    },
  };
}

/** Half an address is incomplete, a whole one that cannot be is invalid. Null takes the known one away. */
function problemWithEmail(
  email: string | null,
): { readonly code: 'incompleteEmail' | 'invalidEmail'; readonly message: string } | null {
  if (email === null) return null;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    return { code: 'incompleteEmail', message: 'Your email is incomplete.' };
  }
  if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email))
    return { code: 'invalidEmail', message: 'Your email is invalid.' };
  return null;
}

/** @returns false when the time was over first */
async function withinTime(work: () => Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), SERVER_UPDATE_WITHIN);
  });
  try {
    return await Promise.race([work().then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
