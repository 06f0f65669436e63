import type { StripeCheckoutValidateElementsResult } from '@stripe/stripe-js';
import type { CheckoutState } from './checkout-state.js';
import type { Elements } from './checkout.js';

type ValidationError = Extract<
  StripeCheckoutValidateElementsResult,
  { type: 'error' }
>['error']['validation_errors'][number];

/** In the order in which a buyer is told: who, where to, how they pay. */
const VALIDATED = ['contactDetails', 'shippingAddress', 'billingAddress', 'payment'] as const;

/** Asks every mounted element; each shows in its own frame what is missing. */
export async function problemsOf(elements: Elements): Promise<ValidationError[]> {
  const answers = await Promise.all(
    VALIDATED.map(async (name) => {
      const answer = await elements[name]?.ask({ what: 'validate' });
      return answer?.what === 'validate' && answer.error !== null ? { element: name, message: answer.error } : null;
    }),
  );
  return answers.filter((problem) => problem !== null);
}

/** `actions.validateElements()` */
export async function validateElements(
  state: CheckoutState,
  elements: Elements,
): Promise<StripeCheckoutValidateElementsResult> {
  if (!VALIDATED.some((name) => elements[name]?.isMounted)) {
    const message = 'There is no mounted element to validate.';
    return { type: 'error', error: { code: 'no_elements', message, validation_errors: [] } };
  }
  const problems = await problemsOf(elements);
  const [first] = problems;
  if (!first) return { type: 'success', session: state.session };
  return {
    type: 'error',
    error: { code: 'validation_error', message: first.message, validation_errors: problems },
  };
}
