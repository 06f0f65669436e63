import type { FrameLocator, Page } from '@playwright/test';

export const GOOD_CARD = '4242424242424242';
export const DECLINED_CARD = '4000000000000002';

/** Waits for the hosted payment page, and answers the id of the session that it is for. */
export async function arriveAtPayment(page: Page): Promise<string> {
  await page.waitForURL(/\/c\/pay\/cs_/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** The page by itself, or in a frame of the shop’s. */
type Hosted = Page | FrameLocator;

export async function fillIn(page: Hosted, card: string = GOOD_CARD): Promise<void> {
  await page.locator('[name=email]').fill('ada@example.com');
  await page.locator('[name=shippingName]').fill('Ada Byron');
  await page.locator('[name=shippingAddressLine1]').fill('12 St James’s Square');
  await page.locator('[name=shippingPostalCode]').fill('SW1Y 4JH');
  await page.locator('[name=shippingLocality]').fill('London');
  await page.locator('[name=cardNumber]').fill(card);
  await page.locator('[name=cardExpiry]').fill('12 / 40');
  await page.locator('[name=cardCvc]').fill('123');
  await page.locator('[name=billingName]').fill('Ada Byron');
}

export async function pressPay(page: Hosted): Promise<void> {
  await page.getByTestId('hosted-payment-submit-button').click();
}

/** Pays on the hosted page, and waits to be back at the shop. */
export async function pay(page: Page, card: string = GOOD_CARD): Promise<void> {
  await fillIn(page, card);
  await pressPay(page);
  await page.waitForURL('**/thanks.html*');
}
