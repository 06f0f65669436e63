import type { CartStore } from '../cart/cart-store.js';

/** Between looks at what another tab has stored, in milliseconds: a browser takes up to a second to show it. */
export const CONFLICT_PAUSES = [100, 400, 1000];

/**
 * Stripe knows this attempt for something else. Another tab may know more of it, and be about to show that; where none
 * does, only a new attempt can go on.
 */
export async function resolveConflict(store: CartStore, attempt: string, resume: string | null): Promise<void> {
  const isNews = () => store.cart.payment?.attempt !== attempt || store.cart.payment.resume !== resume;
  for (const pause of CONFLICT_PAUSES) {
    store.refresh();
    if (isNews()) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  store.refresh();
  if (!isNews()) store.begin();
}
