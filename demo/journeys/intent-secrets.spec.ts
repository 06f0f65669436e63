import type { Page } from '@playwright/test';
import { Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { keptBy } from './kept-by-page.ts';
import { DECLINED_CARD } from './payment-page.ts';
import { openPaymentStepOn } from './payment-step.ts';

// Errors are where secrets get out.
test.use({ provokes: [402] });

const BUYER = ['ada@example.com', 'Byron', 'St James', 'SW1Y', '4242424242424242', '4242 4242', DECLINED_CARD];

test('a PaymentIntent, there and back: its secret and its buyer are in no address, storage, event, console, journal or log', async ({
  page,
  stage,
}) => {
  const heard = await listen(page);
  const reply = page.waitForResponse(
    async (response) => response.url().endsWith('/v1/checkout') && (await response.text()).includes('clientSecret'),
  );
  const step = await openPaymentStepOn(page, '/intent.html', 'storm-jug');
  await step.fillIn(DECLINED_CARD);
  await step.pay();
  const { clientSecret } = (await (await reply).json()) as { clientSecret: string };
  expect(clientSecret).toMatch(/^pi_\w+_secret_/);
  await expect(step.notice).toContainText('declined');
  const whilePaying = await keptBy(page);

  await step.payment.getByRole('radio', { name: 'Revolut Pay' }).check();
  await step.pay();
  await page.waitForURL(`${stage.sandbox}/authorize/**`);
  const returning = page.waitForRequest(`${stage.proxy}/v1/return?**`);
  await page.getByRole('button', { name: 'Authorize payment' }).click();
  await page.waitForURL('**/thanks.html');
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  const afterwards = await keptBy(page);

  // Stripe's own redirect is the one that has it; nothing of ours repeats it.
  const inbound = (await returning).url();
  expect(inbound).toContain(clientSecret);
  const { addresses, said, events, replies } = heard(stage.shop, stage.proxy);
  const places = {
    addresses: addresses.filter((address) => address !== inbound),
    said,
    events,
    replies: replies.filter((text) => !text.includes('"clientSecret"')),
    whilePaying,
    afterwards,
    log: stage.log,
  };
  for (const [place, texts] of Object.entries(places)) {
    const text = texts.join('\n');
    for (const secret of [clientSecret, '_secret_', ...BUYER]) expect(text, place).not.toContain(secret);
  }
  expect(events.join('\n')).toContain('cart-paid');
  // Its log knows no addresses at all.
  expect(stage.log.join('\n')).not.toMatch(/payment_intent=|pi_\w|redirect_status/);
  const journal = await journalOf(page);
  for (const secret of [clientSecret, '_secret_', ...BUYER]) expect(journal).not.toContain(secret);
});

test('an invoice: neither its secret nor the link’s token stays in an address, a storage, the console or a log', async ({
  page,
  stage,
}) => {
  const heard = await listen(page);
  const { link } = (await stage.invoices?.write()) ?? { link: '' };
  const reply = page.waitForResponse('**/v1/invoice');
  await page.goto(link);
  const { payment } = (await (await reply).json()) as { payment: { clientSecret: string } };
  await expect(page.locator('stripe-cart-invoice [part=pay]')).toBeVisible();
  const kept = await keptBy(page);
  const token = new URL(link).searchParams.get('t') ?? '';
  expect(token).not.toBe('');
  const { said } = heard(stage.shop, stage.proxy);
  for (const secret of [payment.clientSecret, '_secret_', 'cafe@example.com', 'Slack Water']) {
    expect([...said, ...kept, ...stage.log].join('\n')).not.toContain(secret);
  }
  // It is kept where reload and Back find it, and in no address, storage or log.
  const [address = '', , ...stored] = kept;
  expect([address, ...stored, ...stage.log].join('\n')).not.toContain(token);
});

/** Everything that the shop's pages ask, are told and say from now on. */
async function listen(page: Page) {
  const requests: { readonly url: string; readonly referer: string }[] = [];
  const replies: { readonly url: string; readonly text: string }[] = [];
  const said: string[] = [];
  const events: string[] = [];
  page.on('request', (request) => {
    requests.push({ url: request.url(), referer: request.headers()['referer'] ?? '' });
  });
  page.on('response', async (response) => {
    if (response.status() >= 300 && response.status() < 400) return;
    const text = await response.text().catch(() => '');
    replies.push({ url: response.url(), text });
  });
  page.on('console', (message) => said.push(message.text()));
  await page.exposeFunction('hear', (event: string) => void events.push(event));
  await page.addInitScript(() => {
    const names = ['cart-add', 'cart-change', 'cart-open', 'cart-checkout', 'cart-problem', 'cart-paid'];
    for (const name of names) {
      addEventListener(name, (event) => {
        const { hear } = window as unknown as { hear(text: string): void };
        hear(`${name} ${JSON.stringify((event as CustomEvent).detail)}`);
      });
    }
  });
  return (...origins: string[]) => ({
    addresses: requests
      .filter(({ url }) => origins.some((origin) => url.startsWith(origin)))
      .flatMap(({ url, referer }) => [url, referer]),
    said,
    events,
    replies: replies.filter(({ url }) => origins.some((origin) => url.startsWith(origin))).map(({ text }) => text),
  });
}

/** What the demo's drawer tells. */
async function journalOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'What just happened' }).click();
  const entries = page.getByRole('region', { name: 'What just happened' }).locator('li');
  await expect(entries.first()).toBeVisible();
  return (await entries.allInnerTexts()).join('\n');
}
