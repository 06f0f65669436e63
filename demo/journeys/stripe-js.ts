import type { BrowserContext, Route } from '@playwright/test';
import type { Stage } from './fixtures.ts';

/** Where Stripe.js is loaded from, by Stripe's own loader. */
export const STRIPE = 'https://js.stripe.com/**';

/** The sandbox stands in for js.stripe.com. @returns what was asked of it */
export async function leadToSandbox(context: BrowserContext, stage: Stage): Promise<readonly string[]> {
  const asked: string[] = [];
  await context.route(STRIPE, async (route) => {
    asked.push(route.request().url());
    await leadOn(route, stage);
  });
  return asked;
}

export async function leadOn(route: Route, { sandbox }: Stage): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const script = await fetch(sandbox + pathname);
  await route.fulfill({ contentType: 'text/javascript', body: await script.text() });
}
