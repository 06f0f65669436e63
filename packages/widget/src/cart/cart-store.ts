import type { CartLine } from '@stripe-cart/contract';
import { newAttempt } from '../checkout/attempt.js';
import { applyStep, EMPTY_CART, type Cart, type CartStep, type Payment } from './cart.js';
import { MAX_TABS, type CartStorage, type StoredCart } from './cart-storage.js';

/** Where a change came from: this page, or another tab of the same shop. */
export type ChangeSource = 'here' | 'elsewhere';

export type CartListener = (cart: Cart, before: Cart, source: ChangeSource) => void;

/**
 * The only mutable cart. Each step is applied to what is stored at that moment, not to what this page remembers.
 *
 * Two tabs can still write at the same instant, and the browser offers no way to make reading and writing one act.
 * So every stored cart says which step of which tab it contains, and a tab that finds its own step missing applies
 * it again. Nothing is lost and nothing counts twice, in whatever order the writes arrive; and where storage is
 * blocked or full, the steps simply live here.
 */
export class CartStore {
  readonly #storage: CartStorage;
  readonly #tab = Math.random().toString(36).slice(2, 10);
  readonly #listeners = new Set<CartListener>();
  #cart: Cart = EMPTY_CART;
  /** Steps of this page that no other tab is known to have seen, with their numbers. */
  #steps: (readonly [number: number, step: CartStep])[] = [];
  #lastStep = 0;

  /** Of this cart and no other of the origin's. */
  readonly key: string;

  constructor(storage: CartStorage) {
    this.key = storage.key;
    this.#storage = storage;
    this.#cart = storage.read()?.cart ?? EMPTY_CART;
  }

  get cart(): Cart {
    return this.#cart;
  }

  /**
   * Adds a line. The attempt under which the cart will go to checkout is minted with its first line, long before it is
   * needed: a browser may take a second to show one tab what another has stored, lock or no lock, and two tabs that
   * knew different attempts could open two payments for one cart.
   */
  add(line: CartLine): void {
    this.apply({ type: 'add', line, attempt: newAttempt() });
  }

  /** From now on the cart goes to checkout under a new attempt. */
  begin(): Payment {
    const attempt = newAttempt();
    this.apply({ type: 'attempt', attempt });
    return { attempt, resume: null };
  }

  apply(step: CartStep): void {
    const stored = this.#storage.read();
    if (stored === null) this.#steps = [];
    this.#steps.push([++this.#lastStep, step]);
    this.#rebase(stored, 'here');
  }

  /** Another tab wrote, or this page comes back to life: look again. */
  refresh(): void {
    const stored = this.#storage.read();
    if (stored === undefined) return;
    if (stored === null) this.#steps = [];
    this.#rebase(stored, 'elsewhere');
  }

  /** @returns the function that stops listening. */
  subscribe(listener: CartListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Live between tabs: calls {@link refresh} whenever this cart's key changes in another one, or all of storage is cleared. */
  listen(target: Window): void {
    target.addEventListener('storage', ({ key }) => {
      if (key === null || key === this.key) this.refresh();
    });
    target.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.refresh();
    });
  }

  /** What is stored, and on top of it those steps of ours that it lacks. */
  #rebase(stored: StoredCart | null | undefined, source: ChangeSource): void {
    const before = this.#cart;
    if (stored === undefined) {
      const last = this.#steps.at(-1);
      this.#cart = last ? applyStep(before, last[1]) : before;
    } else {
      const seen = stored?.seen ?? [];
      // A tab that is missing from a full list has been forgotten, not missed.
      const known = seen.find(([tab]) => tab === this.#tab)?.[1] ?? (seen.length < MAX_TABS ? 0 : this.#lastStep - 1);
      const missing = this.#steps.filter(([number]) => number > known);
      this.#cart = missing.reduce((cart, [, step]) => applyStep(cart, step), stored?.cart ?? EMPTY_CART);
      if (source === 'elsewhere') this.#steps = missing;
      if (missing.length > 0) {
        const others = seen.filter(([tab]) => tab !== this.#tab);
        this.#storage.write({ cart: this.#cart, seen: [...others, [this.#tab, this.#lastStep]] });
      }
    }
    for (const listener of this.#listeners) listener(this.#cart, before, source);
  }
}
