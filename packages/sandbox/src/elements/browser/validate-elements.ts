import type { StripeCheckoutValidateElementsResult } from '@stripe/stripe-js';
import type { CheckoutState } from './checkout-state.js';
import type { Elements } from './elements.js';

/** In the order in which a buyer is told: who, where to, how they pay. */
const VALIDATED = ['contactDetails', 'shippingAddress', 'billingAddress', 'payment'] as const;

interface Problem {
  readonly element: (typeof VALIDATED)[number];
  readonly message: string;
}

/** Asks every mounted element; each shows in its own frame what is missing. */
export async function problemsOf(elements: Elements): Promise<Problem[]> {
  const mounted = VALIDATED.filter((name) => elements[name]?.isMounted);
  const problems = await Promise.all(
    mounted.map(async (element) => {
      const answer = await elements[element]?.ask({ what: 'validate' });
      if (answer?.what !== 'validate') return { element, message: 'The form is not ready yet. Try again in a moment.' };
      return answer.error === null ? null : { element, message: answer.error };
    }),
  );
  return problems.filter((problem) => problem !== null);
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
