import type { CatalogItem, ShopConfig } from '@stripe-cart/contract';
import type { WidgetProblem } from '../proxy-client.js';

/** What the page knows of prices. Those of an earlier load stay in use while a new one is under way or fails. */
export interface CatalogState {
  readonly loading: boolean;
  readonly problem: WidgetProblem | null;
  readonly config: ShopConfig | null;
  readonly items: ReadonlyMap<string, CatalogItem>;
}
