import { expect } from '@playwright/test';
import type { Stage } from '../../journeys/fixtures.ts';
import { GOOD_CARD } from '../../journeys/payment-page.ts';
import type { View } from './view.ts';
import type { WebDriverSession } from './webdriver.ts';

/** Takes things from the front page to Stripe's page. */
export async function goToPay(session: WebDriverSession, view: View, stage: Stage, ...items: string[]) {
  await session.goto(stage.shop);
  for (const item of items) await view.press(`[data-cart-add="${item}"]`);
  await view.press('[data-cart-open]');
  await view.press('[part=checkout]');
  return arriveAtPayment(session);
}

/** @returns the id of the session that is to be paid */
export async function arriveAtPayment(session: WebDriverSession): Promise<string> {
  await expect.poll(() => session.url()).toMatch(/\/c\/pay\/cs_/);
  return new URL(await session.url()).pathname.split('/').at(-1) ?? '';
}

export async function fillIn(view: View, card: string = GOOD_CARD): Promise<void> {
  const fields = {
    email: 'ada@example.com',
    shippingName: 'Ada Byron',
    shippingAddressLine1: "12 St James's Square",
    shippingPostalCode: 'SW1Y 4JH',
    shippingLocality: 'London',
    cardNumber: card,
    cardExpiry: '12 / 40',
    cardCvc: '123',
    billingName: 'Ada Byron',
  };
  for (const [name, text] of Object.entries(fields)) await view.fill(`[name=${name}]`, '', text);
}

export const pressPay = (view: View) => view.press('[data-testid=hosted-payment-submit-button]');

/** Pays on Stripe's page, and waits to be told at the shop. */
export async function pay(session: WebDriverSession, view: View, card?: string): Promise<void> {
  await fillIn(view, card);
  await pressPay(view);
  await expect.poll(() => session.url()).toMatch(/\/thanks\.html$/);
  await expect.poll(() => view.status('[data-status]')).toBe('paid');
}
