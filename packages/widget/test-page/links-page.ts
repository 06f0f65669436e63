import type { CartLine, CatalogItem, CombinationLink, FixedLink, FixedLinks } from '@stripe-cart/contract';
import { takeArrival } from '../src/page/arrival.js';
import { setCurrentPage } from '../src/page/current-page.js';
import { storefrontOf } from '../src/storefront.js';
import { settled, ShopPage } from './shop-page.js';
import { mug, poster } from './stub-proxy.js';

/** A shop that is nothing but files: what it sells, and where each cart is paid for, stands in `links.json`. */
export class LinksPage extends ShopPage {
  static readonly address = 'https://files.shop.test/links.json';
  file: FixedLinks = linksFile();
  /** Set, it takes the place of the file: a fault on the way. */
  fileFault: (() => Response) | null = null;
  /** Every request of this page, to whomever, and whether it carried credentials. */
  asked: { url: string; credentials: RequestCredentials | undefined }[] = [];
  /** What the owner is told in the console. */
  told: string[] = [];
  readonly #console = { ...console };

  constructor(attributes: Record<string, string> = {}) {
    super({ checkout: 'fixed-link', links: LinksPage.address, ...attributes });
    const fetchAll = window.fetch;
    window.fetch = async (input, init) => {
      const url = String(input);
      this.asked.push({ url, credentials: init?.credentials });
      if (url !== LinksPage.address) return fetchAll(input, init);
      return this.fileFault?.() ?? Response.json(this.file);
    };
  }

  /** An empty cart in a new element, the usual file, nothing asked and nothing told. */
  override async reset(attributes: Record<string, string> = {}): Promise<void> {
    this.file = linksFile();
    this.fileFault = null;
    this.departed = null;
    await super.reset({ checkout: 'fixed-link', links: LinksPage.address, shop: this.shop, ...attributes });
    this.asked = [];
    this.told = [];
    const hear = (...words: unknown[]) => void this.told.push(words.join(' '));
    Object.assign(console, { warn: hear, error: hear });
  }

  end(): void {
    Object.assign(console, this.#console);
    this.departed = null;
    document.body.replaceChildren();
  }

  /** What is stored of the buyer's departure, as text. */
  get departed(): string | null {
    return localStorage.getItem(`stripe-cart:departure:${this.shop}`);
  }

  set departed(text: string | null) {
    if (text === null) localStorage.removeItem(`stripe-cart:departure:${this.shop}`);
    else localStorage.setItem(`stripe-cart:departure:${this.shop}`, text);
  }

  override async sells(): Promise<void> {
    await storefrontOf(this.page).loadCatalog(true);
  }

  /** The file is another one from now on. */
  async serves(changes: Partial<FixedLinks>): Promise<void> {
    this.file = { ...this.file, ...changes };
    await this.sells();
  }

  /** Puts these into the cart, opens it and waits for the prices. */
  async openWith(...lines: CartLine[]): Promise<void> {
    for (const one of lines) this.cart.add(one);
    this.cart.open();
    await this.sees('Subtotal');
    await settled();
  }

  /** As a page that was just loaded, at this address, and by this proxy where it names one. */
  load(address: string, proxy = ''): void {
    document.body.replaceChildren();
    history.replaceState(null, '', address);
    this.#start(proxy);
  }

  /** The page is loaded once more, as it stands. */
  reload(): void {
    document.body.replaceChildren();
    this.#start(this.page.proxy);
  }

  #start(proxy: string): void {
    this.page.store.refresh();
    this.page = { ...this.page, proxy, arrival: takeArrival() };
    setCurrentPage(this.page);
    this.add(
      `<stripe-cart checkout="fixed-link" links="${LinksPage.address}" shop="${this.shop}" opener="none"></stripe-cart>`,
    );
  }
}

export function plate(changes: Partial<CatalogItem> = {}): CatalogItem {
  return mug({ id: 'plate', name: 'Plate', unitAmount: 1200, ...changes });
}

export function line(item: string, quantity = 1, frame?: string): CartLine {
  return { item, options: frame ? [{ name: 'Frame', value: frame }] : [], quantity };
}

/** The address of the link with this name. */
export const buyAt = (name: string): string => `https://buy.stripe.com/test_${name}`;

export function linkFor(name: string, total: number, ...lines: CartLine[]): CombinationLink {
  return { url: buyAt(name), lines, total, adjustable: false };
}

/**
 * Mugs one and two at a time, a plate, both together; a framed poster in whatever number, alone or with a mug; and
 * one amount that comes to three plates.
 */
export function linksFile(): FixedLinks {
  const links: FixedLink[] = [
    linkFor('mug', 1950, line('mug')),
    linkFor('mugs', 3900, line('mug', 2)),
    linkFor('plate', 1200, line('plate')),
    linkFor('mug_plate', 3150, line('mug'), line('plate')),
    { ...linkFor('poster', 4900, line('poster', 1, 'Oak')), adjustable: true },
    { ...linkFor('poster_mug', 6850, line('poster', 1, 'Oak'), line('mug')), adjustable: true },
    { url: buyAt('amount'), amount: 3600 },
  ];
  return { version: 1, shop: 'shop', livemode: false, currency: 'eur', items: [mug(), poster(), plate()], links };
}
