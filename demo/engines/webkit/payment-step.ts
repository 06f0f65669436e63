import { expect } from '@playwright/test';
import type { Stage } from '../../journeys/fixtures.ts';
import { GOOD_CARD } from '../../journeys/payment-page.ts';
import type { Answer, PaymentOutcome } from '../../journeys/payment-outcomes.ts';
import { View } from './view.ts';
import type { WebDriverSession } from './webdriver.ts';

/** WebDriver's code for the key, https://www.w3.org/TR/webdriver2/#keyboard-actions. */
const ESCAPE = '\uE00C';

const CHALLENGE = 'iframe[title="3D Secure challenge"]';

/** The payment inside the shop's page, as a buyer in WebKitGTK sees it. */
export class PaymentStep {
  readonly #session: WebDriverSession;
  readonly #page: View;
  readonly #payment: View;
  readonly #contact: View;
  readonly #address: View;
  readonly #challenge: View;

  constructor(session: WebDriverSession) {
    this.#session = session;
    this.#page = new View(session);
    this.#payment = new View(session, 'Secure payment input frame');
    this.#contact = new View(session, 'Secure email input frame');
    this.#address = new View(session, 'Secure address input frame');
    this.#challenge = new View(session, '3D Secure challenge');
  }

  /** Everything that the demo asks for but how to pay. */
  async fillInBuyer(): Promise<void> {
    await this.#contact.fill('input', 'Email', 'ada@example.com');
    await this.#address.fill('input', 'Full name', 'Ada Byron');
    await this.#address.fill('input', 'Address line 1', "12 St James's Square");
    await this.#address.fill('input', 'City', 'London');
    await this.#address.fill('input', 'Postal code', 'SW1Y 4JH');
  }

  async fillInCard(card: string = GOOD_CARD): Promise<void> {
    await this.#payment.fill('input', 'Card number', card);
    await this.#payment.fill('input', 'Expiration date (MM / YY)', '1240');
    await this.#payment.fill('input', 'Security code', '123');
  }

  chooseMethod(name: string): Promise<void> {
    return this.#payment.press('label', name);
  }

  fillInAccount(number: string): Promise<void> {
    return this.#payment.fill('input', 'Account number', number);
  }

  pay(): Promise<void> {
    return this.#page.press('[part=pay]');
  }

  payButton(): Promise<string | null> {
    return this.#page.text('[part=pay]');
  }

  /** What became of the last press. */
  notice(): Promise<string | null> {
    return this.#page.text('p[role=alert]');
  }

  /** How the proxy says the order stands. */
  order(): Promise<string | null> {
    return this.#page.status('[data-status]');
  }

  async answer(answer: Answer): Promise<void> {
    if (answer === 'Escape') {
      await expect.poll(() => this.#challenge.text('button', 'Close')).not.toBeNull();
      await this.#session.type(ESCAPE);
    } else {
      await this.#challenge.press('button', answer);
    }
    await expect.poll(() => this.#page.text(CHALLENGE)).toBeNull();
  }
}

/**
 * Pays with the card of an outcome. Where that is refused, the buyer is told, nothing was charged and the cart is as it was;
 * then another card pays.
 */
export async function payInTheEnd(
  step: PaymentStep,
  view: View,
  stage: Stage,
  { card, answer, refusal }: PaymentOutcome,
): Promise<void> {
  const inCart = await view.text('[data-cart-count]');
  await step.fillInCard(card);
  await step.pay();
  if (answer) await step.answer(answer);
  if (refusal !== null) {
    await expect.poll(() => step.notice()).toContain(refusal);
    expect(await stage.ledger.charges()).toEqual([]);
    expect(await view.text('[data-cart-count]')).toBe(inCart);
    await step.fillInCard();
    await step.pay();
  }
  await expect.poll(() => step.order()).toBe('paid');
  await expect.poll(() => view.text('[data-cart-count]')).toBe('0');
}

/** Puts things into the cart of the page with payment inside, and goes to pay for them there. */
export function openPaymentStep(
  session: WebDriverSession,
  view: View,
  stage: Stage,
  ...items: string[]
): Promise<PaymentStep> {
  return openPaymentStepOn(session, view, `${stage.shop}/pay-here.html`, ...items);
}

/** The same on another of the shop's pages. */
export async function openPaymentStepOn(
  session: WebDriverSession,
  view: View,
  address: string,
  ...items: string[]
): Promise<PaymentStep> {
  await session.goto(address);
  for (const item of items) await view.press(`[data-cart-add="${item}"]`);
  await view.press('[data-cart-open]');
  await view.press('[part=checkout]');
  const step = new PaymentStep(session);
  await expect.poll(() => step.payButton()).toContain('Pay');
  return step;
}
