import { ROUTES } from '@stripe-cart/contract';
import type { Config } from '../config/config.js';
import { pageTag } from '../order/return-page.js';

interface Return {
  readonly config: Config;
  /** Of the attempt, as in `order/return-nonce.ts`. */
  readonly nonce: string;
  /** The language of the page that the buyer left. */
  readonly locale?: string | undefined;
}

/**
 * Where Stripe sends the buyer when they have paid, or have been away to their bank. The braces are Stripe's
 * placeholder, and only recognised as they are: no URL encoder may touch them.
 */
export const sessionReturnAddress = (sale: Return): string => `${addressOf(sale)}&session_id={CHECKOUT_SESSION_ID}`;

/** The same for a PaymentIntent: Stripe adds `payment_intent` and two more by itself, and knows no placeholder here. */
export const intentReturnAddress = (sale: Return): string => addressOf(sale);

/** The page is named only where the shop has one for the language, so that every other address stays as it is. */
function addressOf({ config, nonce, locale }: Return): string {
  const tag = pageTag(config.returnPages.pages, locale);
  return `${config.publicUrl}${ROUTES.return.path}?nonce=${nonce}${tag === null ? '' : `&page=${tag}`}`;
}
