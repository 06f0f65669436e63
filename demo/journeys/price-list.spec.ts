import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const PICTURES = fileURLToPath(new URL('../pictures', import.meta.url));

/** Largest picture, in bytes. */
const PICTURE_LIMIT = 8 * 1024;

interface Item {
  readonly id: string;
  readonly amounts: { readonly gbp: number };
  readonly quantity?: { readonly min?: number; readonly max?: number; readonly step?: number };
  readonly recurring?: object;
  readonly options?: readonly {
    readonly name: string;
    readonly maxLength?: number;
    readonly values?: readonly { readonly value: string; readonly deltas?: { readonly gbp: number } }[];
  }[];
}

const catalog = JSON.parse(await readFile(new URL('../catalog.json', import.meta.url), 'utf8')) as { items: Item[] };

test('the front page sells exactly what the price list lists, and one shelf what is paid every month', async ({
  page,
}) => {
  await page.goto('/');
  const links = () => page.locator('.pot h3 a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const pages = (items: readonly Item[]) => items.map(({ id }) => `/pots/${id}.html`);
  const once = catalog.items.filter(({ recurring }) => recurring === undefined);
  expect(await links()).toEqual(pages(once));
  const buttons = await page.locator('[data-cart-add]').evaluateAll((all) => all.map((one) => one.dataset['cartAdd']));
  const plain = once.filter(({ options }) => options === undefined);
  expect(buttons).toEqual(plain.map(({ id }) => id));

  await page.goto('/subscription.html');
  expect(await links()).toEqual(expect.arrayContaining(pages(catalog.items.filter((item) => !once.includes(item)))));
});

test('the page of each thing says what the price list says', async ({ page }) => {
  for (const item of catalog.items) await test.step(item.id, () => compare(page, item));
});

test('no picture is larger than 8 kB, and none carries a script or a link', async () => {
  for (const name of await readdir(PICTURES)) {
    const { size } = await stat(`${PICTURES}/${name}`);
    expect.soft(size, name).toBeLessThan(PICTURE_LIMIT);
    expect.soft(await readFile(`${PICTURES}/${name}`, 'utf8'), name).not.toMatch(/<script|<style|href|url\((?!#)/);
  }
});

async function compare(page: Page, { id, amounts, quantity = {}, options = [] }: Item): Promise<void> {
  await page.goto(`/pots/${id}.html`);
  const form = page.locator('main form');
  await expect(form).toHaveAttribute('data-cart-add', id);
  await expect(page.locator('main .price')).toContainText(new RegExp(`£${amounts.gbp / 100}(?!\\d)`));

  const field = form.locator('[name=quantity]');
  await expect(field).toHaveAttribute('min', String(quantity.min ?? 1));
  await expect(field).toHaveAttribute('max', String(quantity.max));
  await expect(field).toHaveAttribute('step', String(quantity.step ?? 1));

  const names = await form
    .locator('[name]:not([name=quantity])')
    .evaluateAll((all) => all.map((one) => one.getAttribute('name')));
  expect([...new Set(names)]).toEqual(options.map(({ name }) => name));
  for (const { name, maxLength, values = [] } of options) {
    if (maxLength !== undefined)
      await expect(form.locator(`[name=${name}]`)).toHaveAttribute('maxlength', String(maxLength));
    for (const { value, deltas } of values) {
      const choice = form.locator('label', { has: page.locator(`[name=${name}][value=${value}]`) });
      await expect(choice).toHaveText(deltas ? `${value} +£${deltas.gbp / 100}` : value);
    }
  }
}
