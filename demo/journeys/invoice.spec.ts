import { expect, type Locator, type Page } from '@playwright/test';
import { Receipt } from './cart.ts';
import { test, type Stage } from './fixtures.ts';
import { DECLINED_CARD, GOOD_CARD } from './payment-page.ts';
import { PaymentStep } from './payment-step.ts';
import { callStripe } from './sandbox.ts';

const TOTAL = 49_400;

// A declined card is a 402 of Stripe's, a payment that is over a 400, a link that is none a 404; a file is lost on purpose.
test.use({ provokes: [400, 402, 404, 'net::ERR_FAILED'] });

/** The shop's page of an invoice, as whoever has its link sees it. */
class InvoicePage {
  readonly invoice: Locator;
  readonly payButton: Locator;
  readonly #form: PaymentStep;
  readonly #page: Page;

  constructor(page: Page) {
    const element = page.locator('stripe-cart-invoice');
    this.invoice = element.locator('[part=invoice]');
    this.payButton = element.locator('[part=pay]');
    this.#form = new PaymentStep(page);
    this.#page = page;
  }

  async open(link: string): Promise<this> {
    await this.#page.goto(link);
    await this.#page.waitForURL('**/invoice.html');
    return this;
  }

  async is(status: string): Promise<void> {
    await expect(this.invoice).toHaveAttribute('data-status', status);
  }

  async payWith(card: string): Promise<void> {
    await this.#form.fillInCard(card);
    await this.payButton.click();
  }

  /** Pays by a method of another site, with such an answer there, and comes back. */
  async leaveFor(method: string, answer: 'Authorize payment' | 'Fail payment'): Promise<void> {
    await this.#form.payment.getByRole('radio', { name: method }).check();
    await this.payButton.click();
    await this.#page.getByRole('button', { name: answer }).click();
    await this.#page.waitForURL('**/thanks.html');
  }

  /** There is no way to pay it. */
  async offersNothing(): Promise<void> {
    await expect(this.payButton).toHaveCount(0);
    await expect(this.#page.locator('iframe')).toHaveCount(0);
  }
}

test('a link opens the invoice; a card is declined, another pays it, and whoever opens it again reads that it is paid', async ({
  page,
  stage,
}) => {
  const { link } = await write(stage);
  const invoice = await new InvoicePage(page).open(link);
  await invoice.is('open');
  await expect(invoice.invoice).toContainText('24 tide plates');
  await expect(invoice.invoice).toContainText('£38.00');
  await expect(invoice.payButton).toHaveText('Pay £494.00');
  // The link's token is out of the address at once.
  expect(page.url()).toBe(`${stage.shop}/invoice.html`);

  await invoice.payWith(DECLINED_CARD);
  await expect(invoice.invoice).toContainText('declined');
  expect(await stage.ledger.charges()).toEqual([]);
  await invoice.payWith(GOOD_CARD);
  await invoice.is('paid');
  await invoice.offersNothing();
  await invoice.open(link);
  await invoice.is('paid');
  await isPaidOnce(stage);
});

test('the bank asks in the page, and a method of another site leads away and back, also where it fails: each is paid once', async ({
  page,
  stage,
}) => {
  const invoice = await new InvoicePage(page).open((await write(stage)).link);
  await invoice.payWith('4000002760003184');
  await new PaymentStep(page).answer('Complete authentication');
  await invoice.is('paid');
  await isPaidOnce(stage);

  await invoice.open((await write(stage)).link);
  await invoice.leaveFor('Revolut Pay', 'Fail payment');
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'unpaid');
  await expect(new Receipt(page).order).toContainText('not paid yet');
  await expect(new Receipt(page).order).toContainText('Your bank');
  await page.getByRole('button', { name: 'Pay this invoice' }).click();
  await page.waitForURL('**/invoice.html');
  await invoice.is('open');
  expect(page.url()).toBe(`${stage.shop}/invoice.html`);

  await invoice.leaveFor('Revolut Pay', 'Authorize payment');
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  await expect(new Receipt(page).order).toContainText('24 tide plates');
  expect(page.url()).toBe(`${stage.shop}/thanks.html`);
  expect((await stage.ledger.charges()).map(({ amount }) => amount)).toEqual([TOTAL, TOTAL]);
});

test('the cart’s own chunk for invoices is lost on the way: it is asked for again, and in vain the shop’s own words stay', async ({
  page,
  stage,
}) => {
  const { link } = await write(stage);
  let losses = 1;
  await page.route(/\/chunks\/invoice-(?!form)/, (route) => (losses-- > 0 ? route.abort() : route.continue()));
  await (await new InvoicePage(page).open(link)).is('open');

  losses = 2;
  await page.reload();
  await expect.poll(() => losses).toBe(0);
  await expect(page.getByText('leads to Stripe’s own page as well')).toBeVisible();
});

test('open in two windows and on Stripe’s page: whichever pays first, the others take no second payment', async ({
  page,
  context,
  stage,
}) => {
  const { id, link } = await write(stage);
  const one = await new InvoicePage(page).open(link);
  const other = await context.newPage();
  const two = await new InvoicePage(other).open(link);
  await two.payWith(GOOD_CARD);
  await two.is('paid');
  await page.bringToFront();
  await one.payWith(GOOD_CARD);
  await one.is('paid');
  await isPaidOnce(stage);
  await other.close();

  const second = await write(stage);
  expect(second.id).not.toBe(id);
  await one.open(second.link);
  await expect(one.payButton).toBeVisible();
  await payOnStripesPage(context.newPage(), stage, second.id);
  await page.bringToFront();
  await one.payWith(GOOD_CARD);
  await one.is('paid');
  expect((await stage.ledger.charges()).map(({ amount }) => amount)).toEqual([TOTAL, TOTAL]);
});

test('voided while its page is open: the press pays nothing, and the page says that nothing is to be paid', async ({
  page,
  stage,
}) => {
  const { id, link } = await write(stage);
  const invoice = await new InvoicePage(page).open(link);
  await expect(invoice.payButton).toBeVisible();
  await callStripe(stage, `invoices/${id}/void`);
  await invoice.payWith(GOOD_CARD);
  await invoice.is('void');
  await invoice.offersNothing();
  expect(await stage.ledger.charges()).toEqual([]);
});

test('a draft is said to be one; without its link, or with one letter of it changed, nothing is said of an invoice', async ({
  page,
  stage,
}) => {
  const { link } = await write(stage, { draft: true });
  const invoice = await new InvoicePage(page).open(link);
  await invoice.is('draft');
  await invoice.offersNothing();

  const at = link.length - 20;
  const changed = link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
  for (const address of [changed, '/invoice.html']) {
    await page.goto('/');
    await invoice.open(address);
    await invoice.is('stopped');
    await invoice.offersNothing();
    await expect(page.locator('main')).not.toContainText(/tide plates|£|Slack Water/);
  }
});

function write({ invoices }: Stage, options?: { readonly draft: boolean }) {
  if (invoices === null) throw new Error('Invoices are only written in the sandbox.');
  return invoices.write(options);
}

async function payOnStripesPage(opening: Promise<Page>, stage: Stage, id: string): Promise<void> {
  const page = await opening;
  const { hosted_invoice_url: url } = await callStripe<{ hosted_invoice_url: string }>(stage, `invoices/${id}`);
  await page.goto(url);
  await page.locator('[name=cardNumber]').fill(GOOD_CARD);
  await page.locator('[name=cardExpiry]').fill('12 / 40');
  await page.locator('[name=cardCvc]').fill('123');
  await page.locator('[name=billingName]').fill('Ada Byron');
  await page.getByTestId('hosted-payment-submit-button').click();
  await expect(page.getByTestId('invoice-paid')).toBeVisible();
  await page.close();
}

async function isPaidOnce(stage: Stage): Promise<void> {
  expect(await stage.ledger.charges()).toMatchObject([{ session: null, amount: TOTAL, currency: 'gbp' }]);
}
