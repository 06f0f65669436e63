import { BILLING_RULES } from './rules/billing-rules.js';
import { CATALOGUE_RULES } from './rules/catalogue-rules.js';
import { CHECKOUT_RULES } from './rules/checkout-rules.js';
import { DELIVERY_RULES } from './rules/delivery-rules.js';
import { ELEMENTS_RULES } from './rules/elements-rules.js';
import { PAYMENT_LINK_RULES } from './rules/payment-link-rules.js';
import { PAYMENT_INTENT_RULES } from './rules/payment-intent-rules.js';
import { PAYMENT_ELEMENTS_RULES } from './rules/payment-elements-rules.js';
import { PAYING_RULES } from './rules/paying-rules.js';
import { REQUEST_RULES } from './rules/request-rules.js';

/**
 * Everything the sandbox refuses or does because Stripe does. A refusal names its rule, a test names the rules it
 * proves, and the table in README.md is made from this list.
 */
export const RULES = {
  ...REQUEST_RULES,
  ...CATALOGUE_RULES,
  ...CHECKOUT_RULES,
  ...PAYMENT_LINK_RULES,
  ...PAYING_RULES,
  ...PAYMENT_INTENT_RULES,
  ...BILLING_RULES,
  ...DELIVERY_RULES,
  ...ELEMENTS_RULES,
  ...PAYMENT_ELEMENTS_RULES,
};

export type RuleId = keyof typeof RULES;
