import type { OrderStatus } from '@stripe-cart/contract';
import type { ReturnPages } from '../config/config.js';

/** What a return is known by when its page is chosen. */
export interface Returned {
  /** Null where nothing is known, or could not be asked. */
  readonly status: OrderStatus | null;
  /** The tag that stands in the address of the return, as `CART_RETURN_PAGES` has it. */
  readonly page: string | undefined;
  /** The pages that the catalogue has for what was bought; null for an item that has none. */
  readonly itemPages: readonly (string | null)[];
}

/**
 * The page that a buyer is sent on to. An item's own page, such as a download, is for what has been paid for, or is
 * held for it, and only where everything that was bought has the same.
 */
export function returnPage({ pages, pendingUrl, errorUrl, returnUrl }: ReturnPages, returned: Returned): string {
  const { status, page, itemPages } = returned;
  const usual = pages.find(({ tag }) => tag === page)?.url ?? returnUrl;
  switch (status === null ? undefined : OUTCOMES[status]) {
    case 'taken': {
      const [first = null, ...others] = itemPages;
      return first !== null && others.every((other) => other === first) ? first : usual;
    }
    case 'pending':
      return pendingUrl ?? usual;
    case 'not_paid':
      return errorUrl ?? usual;
    default:
      return usual;
  }
}

const OUTCOMES: Readonly<Record<OrderStatus, 'taken' | 'pending' | 'not_paid' | 'in_doubt'>> = {
  paid: 'taken',
  free: 'taken',
  trialing: 'taken',
  authorised: 'taken',
  // Money that went back, or is asked back, or was for something else: nobody's download.
  refunded: 'in_doubt',
  partly_refunded: 'in_doubt',
  disputed: 'in_doubt',
  review: 'in_doubt',
  pending: 'pending',
  unpaid: 'not_paid',
  failed: 'not_paid',
  canceled: 'not_paid',
  expired: 'not_paid',
  unknown: 'in_doubt',
};

/** The tag of the page for this language: its own, or that of the language without its region. */
export function pageTag(pages: ReturnPages['pages'], locale: string | undefined): string | null {
  const wanted = locale?.toLowerCase();
  const language = wanted?.split('-')[0];
  const tags = pages.map(({ tag }) => tag);
  return tags.find((tag) => tag.toLowerCase() === wanted) ?? tags.find((tag) => tag.toLowerCase() === language) ?? null;
}
