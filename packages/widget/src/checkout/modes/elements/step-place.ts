import { drawerStyles, stepStyles } from './payment-step.styles.js';

/** Where Stripe's own elements are mounted, each in a child of this name. */
export const MOUNTS = ['express', 'contact', 'shipping', 'billing', 'payment'] as const;
export type Mount = (typeof MOUNTS)[number];

interface PlaceEvents {
  /** The buyer wants to be back at the cart. */
  onLeave(): void;
  isLocked(): boolean;
}

/**
 * The step's place in the page: a child of the cart element, shown in its panel through a slot. What is ours is drawn
 * in that child's shadow tree, in the shop's look and out of reach of the page's rules. What is Stripe's is mounted in
 * the child's own children, because Stripe.js refuses to mount in a shadow tree.
 */
export class StepPlace {
  readonly element = document.createElement('div');
  readonly root: ShadowRoot;
  readonly #cart: HTMLElement;
  readonly #events: PlaceEvents;
  readonly #drawer: HTMLDialogElement | null;
  readonly #drawerSheet = sheetOf(drawerStyles);

  constructor(cart: HTMLElement, events: PlaceEvents) {
    this.#cart = cart;
    this.#events = events;
    this.element.slot = 'payment';
    this.root = this.element.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = [sheetOf(stepStyles)];
    for (const name of MOUNTS) this.element.append(Object.assign(document.createElement('div'), { slot: name }));
    cart.append(this.element);
    cart.addEventListener('keydown', this.#onKeyDown);
    this.#drawer = cart.shadowRoot?.querySelector('dialog') ?? null;
    this.#drawer?.close();
    cart.shadowRoot?.adoptedStyleSheets.push(this.#drawerSheet);
    this.#drawer?.show();
    this.#drawer?.addEventListener('close', this.#onDrawerClose);
  }

  mount(name: Mount): HTMLElement {
    return this.element.querySelector<HTMLElement>(`[slot=${name}]`) ?? this.element;
  }

  /** A new question or piece of news takes the place of what the buyer was on: the focus goes with it. */
  focusHeading(): void {
    this.root.querySelector<HTMLElement>('h2')?.focus();
  }

  /** The drawer becomes what it was, and the focus goes to what the buyer sees now: an answer, or the pay button. */
  leave(): void {
    const root = this.#cart.shadowRoot;
    this.#cart.removeEventListener('keydown', this.#onKeyDown);
    this.#drawer?.removeEventListener('close', this.#onDrawerClose);
    this.element.remove();
    if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#drawerSheet);
    if (this.#drawer?.open && this.#drawer.isConnected) {
      this.#drawer.close();
      this.#drawer.showModal();
    }
    if (this.#drawer && !this.#drawer.open) return;
    queueMicrotask(() => root?.querySelector<HTMLElement>('h2[tabindex], [part=checkout]')?.focus());
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    this.#events.onLeave();
  };

  /** Told a moment after it happened. While money may be moving the drawer comes back: its outcome has to be seen. */
  readonly #onDrawerClose = (): void => {
    if (this.#drawer?.open) return;
    if (this.#events.isLocked()) this.#drawer?.show();
    else this.#events.onLeave();
  };
}

function sheetOf(styles: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  return sheet;
}
