/** The shapes of what a page may ask. Unknown fields are refused. */
import * as v from 'valibot';
import { MAX_LINES } from './cart-lines.js';
import { amount, attempt, cartLine, currency, recurringTerms, stripeId, token } from './parse-fields.js';

const checkoutBasics = {
  attempt,
  lines: v.pipe(v.array(cartLine), v.minLength(1), v.maxLength(MAX_LINES)),
  expected: v.strictObject({
    currency,
    subtotal: amount,
    recurring: v.exactOptional(v.strictObject({ ...recurringTerms, amount })),
  }),
  resume: v.exactOptional(token),
  locale: v.exactOptional(v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/))),
};

const intentSubmit = v.strictObject({
  shippingOption: v.nullable(stripeId('shr')),
  total: amount,
  confirmationToken: v.exactOptional(stripeId('ctoken')),
});

export const checkoutRequest = v.variant('mode', [
  v.strictObject({ mode: v.literal('hosted'), ...checkoutBasics }),
  v.strictObject({ mode: v.literal('embedded'), ...checkoutBasics }),
  v.strictObject({ mode: v.literal('elements'), ...checkoutBasics }),
  v.strictObject({ mode: v.literal('intent'), ...checkoutBasics, submit: v.exactOptional(intentSubmit) }),
  v.strictObject({ mode: v.literal('link'), ...checkoutBasics }),
]);

const sessionId = v.pipe(v.string(), v.regex(/^cs_(test|live)_[A-Za-z0-9]{10,200}$/));

export const orderRequest = v.variant('by', [
  v.strictObject({
    by: v.literal('order'),
    token,
    // Whatever a browser has kept: it is compared, and what is no attempt is nobody's.
    attempts: v.exactOptional(v.array(v.string())),
  }),
  v.strictObject({ by: v.literal('resume'), token }),
  v.strictObject({ by: v.literal('session'), id: sessionId }),
  v.strictObject({ by: v.literal('link'), session: sessionId, attempt }),
]);

export const invoiceRequest = v.strictObject({
  token,
  locale: v.exactOptional(v.pipe(v.string(), v.maxLength(255))),
});
export const portalRequest = v.strictObject({ token });
