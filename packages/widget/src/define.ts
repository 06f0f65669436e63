/** The npm package's entry with effect: `import '@stripe-cart/widget/define'` defines the elements under their own names. */
import { defineStripeCart } from './define-stripe-cart.js';

defineStripeCart();
