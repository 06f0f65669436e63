import { expect, type Locator, type Page } from '@playwright/test';

/** The cart as a buyer sees it. Playwright looks into open shadow roots by itself. */
export class Cart {
  readonly drawer: Locator;
  readonly lines: Locator;
  readonly subtotal: Locator;
  readonly checkoutButton: Locator;
  readonly opener: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.drawer = page.locator('stripe-cart dialog');
    this.lines = this.drawer.locator('li.line');
    this.subtotal = this.drawer.locator('[part=total] .amount');
    this.checkoutButton = this.drawer.locator('[part=checkout]');
    this.opener = page.locator('[data-cart-open]');
  }

  /** How many things are in it, by the page's own counter. */
  get count(): Locator {
    return this.#page.locator('[data-cart-count]');
  }

  async addFromFrontPage(...items: string[]): Promise<void> {
    await this.#page.goto('/');
    await this.add(...items);
  }

  /** Presses the buttons of these on the page that is open. */
  async add(...items: string[]): Promise<void> {
    for (const item of items) await this.#page.locator(`[data-cart-add="${item}"]`).click();
  }

  async open(): Promise<void> {
    await this.opener.click();
    await expect(this.drawer).toBeVisible();
    await expect(this.checkoutButton).toBeVisible();
  }

  async close(): Promise<void> {
    await this.drawer.getByRole('button', { name: 'Close cart' }).click();
    await expect(this.drawer).toBeHidden();
  }

  line(name: string): Locator {
    return this.lines.filter({ has: this.#page.locator('.name', { hasText: name }) });
  }

  /** Presses the plus of a line. */
  async more(name: string): Promise<void> {
    await this.line(name).locator('[part=stepper] button').last().click();
  }

  /** What is in it, as `2 × Harbour mug`, in order. */
  async contents(): Promise<string[]> {
    const texts: string[] = [];
    for (const line of await this.lines.all()) {
      texts.push(`${await line.locator('input').inputValue()} × ${await line.locator('.name').innerText()}`);
    }
    return texts;
  }

  async checkout(): Promise<void> {
    await this.checkoutButton.click();
  }
}

/** What the thank-you page says. */
export class Receipt {
  readonly order: Locator;
  readonly headline: Locator;
  readonly lines: Locator;
  readonly total: Locator;

  constructor(page: Page) {
    const element = page.locator('stripe-cart-return');
    this.order = element.locator('[data-status]');
    this.headline = this.order.locator('h2');
    this.lines = this.order.locator('li');
    this.total = this.order.locator('.total .amount');
  }
}
