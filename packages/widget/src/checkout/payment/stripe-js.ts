import type { Stripe } from '@stripe/stripe-js';
import { loadStripe as load } from '@stripe/stripe-js/dist/pure.mjs';

// What any form of Stripe's needs, in one chunk that is asked for at run time. A part that some of them imported
// statically would become a chunk of its own, and be waited for.
export { appearanceOf, followLook } from './appearance.js';

/**
 * Stripe's own loader of Stripe.js. This entry of it does nothing before it is called. Stripe's declarations of it mean
 * nothing to TypeScript's `nodenext`; this one leaves out that there is no Stripe.js outside a browser.
 *
 * @throws Error where Stripe.js cannot be loaded
 */
export const loadStripe: (publishableKey: string) => Promise<Stripe> = load;
