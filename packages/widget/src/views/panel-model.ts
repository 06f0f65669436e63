import type { nothing, TemplateResult } from 'lit/html.js';
import type { Cart } from '../cart/cart.js';
import type { CartStore } from '../cart/cart-store.js';
import type { CatalogState } from '../cart/catalog-state.js';
import type { Obstacle, PricedCart, PricedLine } from '../cart/priced-cart.js';
import type { CheckoutState } from '../checkout/checkout-state.js';
import type { Messages, TroubleMessages } from '../messages/messages.js';
import type { WidgetProblem } from '../proxy-client.js';

/** All that the panel shows; it has no state of its own. */
export interface PanelModel {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly catalog: CatalogState;
  readonly checkout: CheckoutState;
  /** A sentence about what just happened, such as a cancelled payment. */
  readonly notice: string;
  readonly messages: Messages;
  readonly money: Money;
  /** What the unusual cases need, once it is loaded. */
  readonly trouble: Trouble | null;
  /** What a shop says that sells by fixed links; null in any other. */
  readonly links: LinkViews | null;
}

export type Money = (amount: number, currency: string) => string;

export interface PanelActions {
  changeLine(line: PricedLine, quantity: number): void;
  choose(line: PricedLine, option: string, value: string): void;
  /** Pays for the cart, or for such a part of it. */
  pay(part?: PricedCart): void;
  agree(): void;
  /** Back to an ordinary cart, with a word about what became of it. */
  rest(notice?: string): void;
  reload(): void;
  check(): void;
  orderAgain(attempt: string): void;
}

/** What `checkout/modes/fixed-link/` has to say in the panel, and only a page that sells by fixed links loads. */
export interface LinkViews {
  /** For beside the total. */
  youSet(model: PanelModel): TemplateResult | null;
  /** For in place of the notice of a problem; null where it is another one. */
  noLink(model: PanelModel, problem: WidgetProblem, actions: PanelActions): TemplateResult | typeof nothing | null;
}

/** What `trouble/trouble.ts` offers, and only a buyer in trouble loads. */
export interface Trouble {
  priceChange(
    model: PanelModel,
    state: Extract<CheckoutState, { at: 'price-changed' }>,
    actions: PanelActions,
  ): TemplateResult;
  heldPayments(model: PanelModel, actions: PanelActions): TemplateResult[];
  lineObstacle(priced: PricedLine, obstacle: Obstacle, actions: PanelActions): TemplateResult;
  problemText(problem: WidgetProblem): string;
  resolveConflict(store: CartStore, attempt: string, resume: string | null): Promise<void>;
  readonly messages: TroubleMessages;
}
