import { ROUTES } from '@stripe-cart/contract';
import type { Config } from '../config/config.js';
import { pageTag } from '../order/return-page.js';

/** The way back from a page of the shop's. */
interface Left {
  readonly config: Config;
  /** The language of the page that the buyer left. */
  readonly locale?: string | undefined;
}

interface LeftSale extends Left {
  /** Of the attempt, as in `order/return-nonce.ts`. */
  readonly nonce: string;
}

interface LeftInvoice extends Left {
  /** As in `invoice/invoice-token.ts`. */
  readonly token: string;
}

/**
 * Where Stripe sends the buyer when they have paid, or have been away to their bank. The braces are Stripe's
 * placeholder, and only recognised as they are: no URL encoder may touch them.
 */
export const sessionReturnAddress = (sale: LeftSale): string =>
  `${intentReturnAddress(sale)}&session_id={CHECKOUT_SESSION_ID}`;

/** The same for a PaymentIntent: Stripe adds `payment_intent` and two more by itself, and knows no placeholder here. */
export const intentReturnAddress = ({ nonce, ...left }: LeftSale): string => addressOf(`nonce=${nonce}`, left);

/** The same for an invoice's PaymentIntent, which does not name its invoice any more. */
export const invoiceReturnAddress = ({ token, ...left }: LeftInvoice): string => addressOf(`invoice=${token}`, left);

/** The page is named only where the shop has one for the language, so that every other address stays as it is. */
function addressOf(known: string, { config, locale }: Left): string {
  const tag = pageTag(config.returnPages.pages, locale);
  return `${config.publicUrl}${ROUTES.return.path}?${known}${tag === null ? '' : `&page=${tag}`}`;
}
