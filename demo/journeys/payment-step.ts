import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { Cart } from './cart.ts';
import { GOOD_CARD } from './payment-page.ts';
import type { Answer } from './payment-outcomes.ts';

/** The payment inside the shop's page, as a buyer sees it. Playwright looks into frames only where it is told to. */
export class PaymentStep {
  readonly element: Locator;
  readonly payButton: Locator;
  readonly editCart: Locator;
  /** What became of the last press. */
  readonly notice: Locator;
  /** What else can be done where the form is of no use. */
  readonly offer: Locator;
  /** What the proxy says of the order, where the step was. */
  readonly order: Locator;
  readonly wallet: FrameLocator;
  readonly payment: FrameLocator;
  readonly contact: FrameLocator;
  readonly address: FrameLocator;
  readonly challenge: FrameLocator;
  readonly challengeFrame: Locator;

  constructor(page: Page) {
    const frame = (title: string) => page.frameLocator(`iframe[title="${title}"]`);
    this.element = page.locator('stripe-cart > [slot=payment]');
    this.payButton = this.element.locator('[part=pay]');
    this.editCart = this.element.getByRole('button', { name: 'Edit cart' });
    this.notice = this.element.locator('p[role=alert]');
    this.offer = this.element.locator('div[role=alert]');
    this.order = page.locator('stripe-cart [data-status]');
    this.wallet = frame('Secure express checkout frame');
    this.payment = frame('Secure payment input frame');
    this.contact = frame('Secure email input frame');
    this.address = frame('Secure address input frame');
    this.challengeFrame = page.locator('body > iframe[title="3D Secure challenge"]');
    this.challenge = frame('3D Secure challenge');
  }

  /** Everything that the demo asks for. */
  async fillIn(card: string = GOOD_CARD): Promise<void> {
    await this.fillInBuyer();
    await this.fillInCard(card);
  }

  async fillInBuyer(): Promise<void> {
    await this.contact.getByLabel('Email').fill('ada@example.com');
    await this.fillInAddress();
  }

  async fillInAddress(): Promise<void> {
    await this.address.getByLabel('Full name').fill('Ada Byron');
    await this.address.getByLabel('Address line 1').fill('12 St James’s Square');
    await this.address.getByLabel('City').fill('London');
    await this.address.getByLabel('Postal code').fill('SW1Y 4JH');
  }

  async fillInCard(card: string): Promise<void> {
    await this.payment.getByLabel('Card number').fill(card);
    await this.payment.getByLabel('Expiration date (MM / YY)').fill('12 / 40');
    await this.payment.getByLabel('Security code').fill('123');
  }

  async pay(): Promise<void> {
    await this.payButton.click();
  }

  async answer(answer: Answer): Promise<void> {
    const button = this.challenge.getByRole('button', { name: answer === 'Escape' ? 'Close' : answer });
    await expect(button).toBeVisible();
    if (answer === 'Escape') await button.press('Escape');
    else await button.click();
    await expect(this.challengeFrame).toHaveCount(0);
  }
}

/** Puts things into the cart of the page with payment inside, and goes to pay for them there. */
export function openPaymentStep(page: Page, ...items: string[]): Promise<PaymentStep> {
  return openPaymentStepOn(page, '/pay-here.html', ...items);
}

/** The same on another of the shop's pages. */
export async function openPaymentStepOn(page: Page, address: string, ...items: string[]): Promise<PaymentStep> {
  const cart = new Cart(page);
  await page.goto(address);
  for (const item of items) await page.locator(`[data-cart-add="${item}"]`).click();
  await cart.open();
  await cart.checkout();
  const step = new PaymentStep(page);
  await expect(step.payButton).toBeVisible();
  return step;
}
