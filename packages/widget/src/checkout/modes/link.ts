import { atStripe } from './hosted.js';

/** Pay by a payment link that the proxy makes for this cart. Its page is Stripe's, and the way back is the same. */
export const link = atStripe('link');
