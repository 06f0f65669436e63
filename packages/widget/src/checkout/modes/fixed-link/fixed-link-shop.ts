import type {
  CartLine,
  CatalogItem,
  CatalogReply,
  CheckoutReply,
  CheckoutRequest,
  FixedLink,
  FixedLinks,
  OrderReply,
  OrderRequest,
} from '@stripe-cart/contract';
import { nothing, type TemplateResult } from 'lit/html.js';
import { priceCart } from '../../../cart/priced-cart.js';
import { keepArrival } from '../../../page/arrival.js';
import type { Page } from '../../../page/current-page.js';
import { ask, failed, type Reply, type ShopClient, type WidgetProblem } from '../../../proxy-client.js';
import type { LinkViews, PanelActions, PanelModel } from '../../../views/panel-model.js';
import { departures, keepDeparture } from './departure.js';
import { linkAddress } from './link-address.js';
import { isCombination, LinkTable } from './link-table.js';
import { noLinkView, youSetNote } from './no-link-view.js';
import { isFixedLinks } from './read-links.js';
import { returnedView } from './returned-view.js';
import { things } from './things.js';

/**
 * A shop without a server: what it sells, and where each cart is paid for, stands in `links.json`. It answers what a
 * proxy would answer, and asks nobody. Where the page names a proxy, that one verifies what was paid, and does no more.
 */
export class FixedLinkShop implements ShopClient, LinkViews {
  readonly page: Page;
  readonly #proxy: ShopClient;
  #links: readonly FixedLink[] = [];
  #table = new LinkTable([]);
  #items: ReadonlyMap<string, CatalogItem> = new Map();

  constructor(page: Page, proxy: ShopClient) {
    this.page = page;
    this.#proxy = proxy;
    this.#recogniseReturn();
  }

  /** The links that can be used. */
  get links(): readonly FixedLink[] {
    return this.#links;
  }

  /** The link for these lines, which come to so many minor units; null where there is none. */
  find(lines: readonly CartLine[], total: number): FixedLink | null {
    return this.#table.find(lines, total);
  }

  /** What the file says is for sale. */
  async catalog(): Promise<Reply<CatalogReply>> {
    const address = this.#element?.getAttribute('links') ?? '/links.json';
    const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
    const isOurs = url?.origin === location.origin || url?.protocol === 'https:';
    const reply = url && isOurs ? await ask(url.href, isFixedLinks) : failed('unreadable', false);
    if (!reply.ok) {
      console.error(`stripe-cart: ${address} is no list of links that can be used (${reply.problem.code}).`);
      return reply;
    }
    const { shop, livemode, items } = reply.value;
    this.#items = new Map(items.map((item) => [item.id, item]));
    this.#links = usableLinks(reply.value.links, this.#items);
    this.#table = new LinkTable(this.#links);
    const unfit = reply.value.links.length - this.#links.length;
    if (unfit > 0) console.warn(`stripe-cart: ${unfit} links in ${address} do not fit its own items and are left out.`);
    const checkoutOrigins = this.#links.map(({ url }) => new URL(url).origin);
    const config = {
      version: '',
      shop,
      livemode,
      publishableKey: null,
      modes: [],
      closed: null,
      checkoutOrigins,
      portal: false,
    };
    return { ok: true, value: { config, items } };
  }

  /** The link for these lines, as a payment that is open on Stripe's page. What the buyer leaves for is stored first. */
  async checkout({ attempt, lines, expected }: CheckoutRequest): Promise<Reply<CheckoutReply>> {
    const link = this.find(lines, expected.subtotal);
    if (!link) {
      tellOwner(lines);
      return failed('no_link', false);
    }
    keepDeparture(this.page, attempt, { lines, things: things(lines, this.#items) });
    const url = linkAddress(link.url, {
      attempt,
      language: document.documentElement.lang,
      promoCode: this.#element?.getAttribute('promo-code') ?? null,
      search: location.search,
    });
    // No token: there is nobody who could be asked by one.
    return { ok: true, value: { status: 'open', mode: 'hosted', url, resume: '' } };
  }

  order(request: OrderRequest): Promise<Reply<OrderReply>> {
    return this.#proxy.order(request);
  }

  /** For beside the total: that the buyer sets the quantities on Stripe's page, where that is so. */
  youSet(model: PanelModel): TemplateResult | null {
    const link = this.find(model.priced.payable, model.priced.subtotal);
    return link && isCombination(link) && link.adjustable ? youSetNote(link, model) : null;
  }

  /** In place of the notice of a problem: that there is no link for this cart, and what the buyer can do. */
  noLink(model: PanelModel, { code }: WidgetProblem, actions: PanelActions): TemplateResult | typeof nothing | null {
    if (code !== 'no_link') return null;
    return this.find(model.priced.payable, model.priced.subtotal) ? nothing : noLinkView(this, model, actions);
  }

  /** On the thank-you page, of a payment that could not be verified; null where there is nothing of its own to say. */
  returned(): TemplateResult | null {
    return returnedView(this.page);
  }

  get #element(): Element | null {
    return document.querySelector(this.page.tag);
  }

  /**
   * Stripe hands the thank-you page the id of a session. This browser knows the attempt that its links were opened with,
   * also when that has been paid once: together they are what a proxy can verify. Where it went to pay for nothing, it
   * stays a bare id.
   */
  #recogniseReturn(): void {
    const { arrival } = this.page;
    if (arrival?.from !== 'payment' || arrival.ask.by !== 'session') return;
    const attempt = departures(this.page)?.attempt;
    if (attempt)
      this.page.arrival = keepArrival({ from: 'payment', ask: { by: 'link', session: arrival.ask.id, attempt } });
  }
}

/** A link whose lines are not sold, or not at this price, would take other money than the page shows. */
function usableLinks(links: FixedLinks['links'], items: ReadonlyMap<string, CatalogItem>): readonly FixedLink[] {
  return links.filter((link) => {
    if (!isCombination(link)) return true;
    const { payable, subtotal } = priceCart(link.lines, items);
    return payable.length === link.lines.length && subtotal === link.total;
  });
}

/** Names the combination that has no link, and the command that makes it. */
function tellOwner(lines: readonly CartLine[]): void {
  const names = lines.map(({ item, quantity, options }) => {
    const chosen = options.map(({ name, value }) => `${name}: ${value}`).join(', ');
    return `${quantity} × ${item}${chosen && ` (${chosen})`}`;
  });
  const items = [...new Set(lines.map(({ item }) => item))];
  const most = Math.max(...lines.map(({ quantity }) => quantity));
  console.warn(
    `stripe-cart: there is no payment link for ${names.join(' + ')}. This makes it, beside the options you use already: ` +
      `npx stripe-cart links --items ${items.join(',')} --up-to ${lines.length} --quantity-up-to ${most}`,
  );
}
