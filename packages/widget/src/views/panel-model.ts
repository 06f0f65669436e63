import type { ExpectedTotal, OrderReply, OrderRequest, VerifiedInvoice, VerifiedOrder } from '@stripe-cart/contract';
import type { StripeCheckoutSession } from '@stripe/stripe-js';
import type { nothing, TemplateResult } from 'lit/html.js';
import type { Cart, CartStep } from '../cart/cart.js';
import type { CartStore } from '../cart/cart-store.js';
import type { CatalogState } from '../cart/catalog-state.js';
import type { Obstacle, PricedCart, PricedLine } from '../cart/priced-cart.js';
import type { CheckoutState } from '../checkout/checkout-state.js';
import type { Messages, OrderWords, TroubleMessages } from '../messages/messages.js';
import type { Page } from '../page/current-page.js';
import type { Reply, WidgetProblem } from '../proxy-client.js';
import type { Storefront } from '../storefront.js';
import type { Outcome } from './order-summary.js';

/** All that the panel shows; it has no state of its own. */
export interface PanelModel extends Parts {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly catalog: CatalogState;
  readonly checkout: CheckoutState;
  /** A sentence about what just happened, such as a cancelled payment. */
  readonly notice: string;
  readonly messages: Messages;
  readonly money: Money;
  /** What a shop says that sells by fixed links; null in any other. */
  readonly links: LinkViews | null;
}

export type Money = (amount: number, currency: string) => string;

export interface PanelActions {
  changeLine(line: PricedLine, quantity: number): void;
  /** Pays for the cart, or for such a part of it; at another total where the buyer has agreed to that. */
  pay(part?: PricedCart, agreed?: ExpectedTotal): void;
  /** Back to an ordinary cart, with a word about what became of it. */
  rest(notice?: string): void;
  reload(): void;
  check(): void;
  /** Anything else that the buyer wants of the cart. */
  apply(step: CartStep): void;
}

/** What `checkout/modes/fixed-link/` has to say in the panel, and only a page that sells by fixed links loads. */
export interface LinkViews {
  /** For beside the total. */
  youSet(model: PanelModel): TemplateResult | null;
  /** For in place of the notice of a problem; null where it is another one. */
  noLink(model: PanelModel, problem: WidgetProblem, actions: PanelActions): TemplateResult | typeof nothing | null;
}

/** What is loaded only where it is needed, each a chunk of its own; null until it is there. */
export interface Parts {
  /** What the unusual cases need. */
  trouble: Trouble | null;
  /** What is said of prices that recur. */
  recurring: Recurring | null;
  /** What is drawn of an invoice. */
  invoice: Invoices | null;
}

/** What `recurring/recurring.ts` offers, and only a buyer of a subscription loads. */
export interface Recurring {
  /** For beside the total, and the button that takes it: what the buyer agrees to. */
  agreement(priced: PricedCart, money: Money, session?: StripeCheckoutSession): TemplateResult | typeof nothing;
  /** For a receipt: what a trial takes off its lines. */
  trialRow(order: VerifiedOrder, money: Money): TemplateResult | typeof nothing;
  /** For a receipt: what goes on after this order. */
  subscription(order: VerifiedOrder, money: Money): TemplateResult | typeof nothing;
}

/** What `invoice/invoice.ts` offers beside its element. */
export interface Invoices {
  verifiedInvoice(
    order: VerifiedInvoice,
    model: { readonly money: Money; readonly trouble: Trouble | null },
  ): TemplateResult;
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
  isCartProblem(problem: WidgetProblem): boolean;
  paymentFailureText(reason: string): string;
  resolveConflict(store: CartStore, attempt: string, resume: string | null): Promise<void>;
  followUp(
    ask: OrderRequest | null,
    reply: Reply<OrderReply> | null,
    storefront: Storefront,
    isCurrent: () => boolean,
    show: (outcome: Outcome) => void,
  ): Promise<void>;
  orderWords(order: Outcome, isInCart?: boolean): OrderWords;
  presentment(order: VerifiedOrder, money: Money): TemplateResult | typeof nothing;
  /** What the buyer can do next on the page they came back to; where they may copy its link, with the button for that. */
  nextSteps(
    order: Outcome,
    page: Page,
    check: () => Promise<void>,
    copy: TemplateResult | typeof nothing,
  ): TemplateResult | typeof nothing;
  readonly messages: TroubleMessages;
}
