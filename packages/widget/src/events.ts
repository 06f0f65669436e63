import type { CartLine, Currency, OrderLine, OrderStatus, OrderTotals } from '@stripe-cart/contract';

/**
 * The DOM events, all fired on `<stripe-cart>`, bubbling and composed, so that a listener on `document` hears them.
 * They carry what a page needs for its own counters and analytics, and nothing about the buyer: no address, no
 * token, no id of Stripe's.
 */
export interface CartEventDetails {
  /** A line was added; `quantity` is how many were added now. */
  'cart-add': CartLine;
  /** The cart is different from before, by whatever hand, in this tab or another. */
  'cart-change': { readonly lines: readonly CartLine[]; readonly count: number };
  /** The drawer was opened. */
  'cart-open': Record<string, never>;
  /** The buyer wants to pay. Cancelable: `preventDefault()` stops it before anything is sent. */
  'cart-checkout': { readonly lines: readonly CartLine[] };
  /** Something went wrong; the buyer has been told. `code` is one of the contract's problem codes or the widget's own. */
  'cart-problem': { readonly code: string; readonly requestId: string | null };
  /** The proxy has verified that an order of this browser's is paid. Once per order and browser. */
  'cart-paid': {
    readonly number: string;
    readonly status: OrderStatus;
    readonly currency: Currency;
    readonly lines: readonly OrderLine[];
    readonly totals: OrderTotals;
  };
}

export type CartEventName = keyof CartEventDetails;

export type CartEvent<Name extends CartEventName> = CustomEvent<CartEventDetails[Name]>;

export type CartEventMap = { [Name in CartEventName]: CartEvent<Name> };

declare global {
  interface GlobalEventHandlersEventMap extends CartEventMap {}
}

/** @returns false where a cancelable event was cancelled. */
export function fire<Name extends CartEventName>(
  target: EventTarget,
  type: Name,
  detail: CartEventDetails[Name],
): boolean {
  const cancelable = type === 'cart-checkout';
  return target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
}
