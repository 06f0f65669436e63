import { sheetOf } from '../../elements/sheet.js';
import { drawerStyles, stepStyles } from './payment-step.styles.js';

const drawerSheet = sheetOf(drawerStyles);

/**
 * The step's place in the page: a child of the cart element, shown in its panel through a slot. What is ours is drawn
 * in that child's shadow tree, in the shop's look and out of reach of the page's rules. What is Stripe's is mounted in
 * the child's own children, because Stripe.js refuses to mount in a shadow tree.
 */
export class StepPlace {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly #cart: HTMLElement;
  readonly #onEscape: () => void;
  readonly #drawer: HTMLDialogElement | null;
  /** Where the buyer was before the drawer. A drawer that is not modal forgets, since the step is slotted into it. */
  readonly #cameFrom: HTMLElement | null;

  constructor(cart: HTMLElement, onEscape: () => void) {
    this.#cart = cart;
    this.#onEscape = onEscape;
    this.element = addChild(cart, 'payment');
    this.root = this.element.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = [sheetOf(stepStyles)];
    document.addEventListener('keydown', this.#onKeyDown);
    this.#drawer = cart.shadowRoot?.querySelector('dialog') ?? null;
    this.#drawer?.close();
    this.#cameFrom = focused();
    const sheets = cart.shadowRoot?.adoptedStyleSheets;
    if (!sheets?.includes(drawerSheet)) sheets?.push(drawerSheet);
    this.#drawer?.show();
  }

  /** A new child, shown where the view has a slot of this name. */
  mount(name: string): HTMLElement {
    return addChild(this.element, name);
  }

  /** A new question or piece of news takes the place of what the buyer was on: the focus goes with it. */
  focusHeading(): void {
    this.root.querySelector<HTMLElement>('h2')?.focus();
  }

  /** What had the focus has left the page, as a bank's challenge does; without this a keyboard starts again at its top. */
  catchFocus(): void {
    if (document.activeElement === document.body) this.root.querySelector<HTMLElement>('[part=pay]')?.focus();
  }

  /**
   * The drawer becomes what it was, and the focus goes to what the buyer sees now: an answer, or the pay button. Where
   * they are somewhere else in the page, it stays.
   */
  leave(): void {
    const isHere = document.activeElement === document.body || this.#cart.matches(':focus-within');
    document.removeEventListener('keydown', this.#onKeyDown);
    this.element.remove();
    if (this.#drawer?.open) {
      this.#drawer.close();
      this.#cameFrom?.focus();
      if (this.#drawer.isConnected) this.#drawer.showModal();
      // It has been there all the time, and does not arrive once more.
      for (const animation of this.#drawer.getAnimations()) animation.finish();
    }
    if (!isHere) return;
    queueMicrotask(() => this.#cart.shadowRoot?.querySelector<HTMLElement>('h2[tabindex], [part=checkout]')?.focus());
  }

  /** Wherever in the page: it is not modal, and Tab leads out of it. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    this.#onEscape();
  };
}

/** Shown where the parent has a slot of this name. */
function addChild(parent: HTMLElement, slot: string): HTMLElement {
  const child = document.createElement('div');
  child.slot = slot;
  parent.append(child);
  return child;
}

/** What has the focus, in whatever shadow tree. */
function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
}
