import type { Currency } from '@stripe-cart/contract';
import type { Report } from '../finding.js';
import type { HtmlPage } from './html-page.js';

/** What the readers of one page share. */
export interface PageContext {
  readonly page: HtmlPage;
  /** The page's own address, where `--base-url` tells it. */
  readonly address: URL | null;
  /** Of prices that name none: `--currency`. */
  readonly currency: Currency | null;
  readonly report: Report;
}
