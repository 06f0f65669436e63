import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { expect, test } from 'vitest';
import { confirmIn, elementsSession, eventually, frameOf, paymentFrame, useShop } from './shop-page.fixture.js';

const shop = useShop();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('[appearance] a page’s theme, variables and rules are shown, and changed at once', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, {
    options: {
      elementsOptions: {
        appearance: {
          theme: 'night',
          variables: { colorText: 'rgb(1, 2, 3)', borderRadius: '13px' },
          rules: { '.Input:focus': { boxShadow: 'none' }, '.Label': { textTransform: 'uppercase' } },
        },
      },
    },
  });
  const looks = () =>
    frameOf(page, 'payment').evaluate(() => {
      const of = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
      return [of('.Label').color, of('.Label').textTransform, of('.Input').borderRadius, of('html').colorScheme];
    });
  expect(await looks()).toEqual(['rgb(1, 2, 3)', 'uppercase', '13px', 'dark']);
  const scheme = () =>
    page
      .locator('iframe')
      .first()
      .evaluate((iframe) => getComputedStyle(iframe).colorScheme);
  expect(await scheme()).toBe('dark');
  await page.evaluate(() =>
    window.checkout.changeAppearance({ theme: 'flat', variables: { labelColorText: 'rgb(4, 5, 6)' } }),
  );
  await eventually(looks).toEqual(['rgb(4, 5, 6)', 'none', '4px', 'light']);
  expect(await scheme()).toBe('light');
});

test('[appearance] no rule hides a field, moves it, or loads anything', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.evaluate(() =>
    window.checkout.changeAppearance({
      variables: { colorText: 'url(https://evil.example/v)', fontFamily: 'x;} body{display:none' },
      rules: {
        '.Input': {
          display: 'none',
          position: 'fixed',
          backgroundColor: 'url(https://evil.example/r)',
          color: 'rgb(7, 8, 9)',
        },
        body: { color: 'red' },
        '.Input, body': { color: 'red' },
        '.Input {} body': { color: 'red' },
      },
    }),
  );
  const input = paymentFrame(page).getByRole('textbox', { name: 'Card number' });
  await eventually(() => input.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(7, 8, 9)');
  expect(await input.isVisible()).toBe(true);
  expect(await frameOf(page, 'payment').evaluate(() => getComputedStyle(document.body).color)).not.toBe(
    'rgb(255, 0, 0)',
  );
  expect(asked).toEqual([]);
});

test('defaultValues, paymentMethodOrder, a language from right to left, and what an address element knows', async () => {
  const { clientSecret } = await elementsSession(
    shop,
    { shipping_address_collection: { allowed_countries: ['GB', 'DE'] } },
    ['customer_email'],
  );
  const address = {
    country: 'DE',
    line1: '1 Test Street',
    line2: '',
    city: 'Testville',
    postal_code: '12345',
    state: '',
  };
  const page = await shop.begin(clientSecret, {
    stripe: { locale: 'ar' },
    options: { defaultValues: { email: 'known@example.com', shippingAddress: { name: 'Known Buyer', address } } },
    mount: ['payment', 'contact'],
  });
  const email = page.frameLocator('iframe[title="Secure email input frame"]').getByRole('textbox', { name: 'Email' });
  await eventually(() => email.inputValue()).toBe('known@example.com');
  expect(await frameOf(page, 'payment').evaluate(() => getComputedStyle(document.body).direction)).toBe('rtl');

  await page.evaluate(() => window.checkout.getPaymentElement()?.update({ paymentMethodOrder: ['amazon_pay'] }));
  await eventually(() => paymentFrame(page).getByRole('radio').first().getAttribute('value')).toBe('amazon_pay');

  const value = await page.evaluate(async () => {
    const element = window.checkout.createShippingAddressElement();
    const early = await window.refusalOf(() => element.getValue());
    const ready = new Promise<void>((resolve) => {
      element.on('ready', () => resolve());
    });
    element.mount('#address');
    await ready;
    return [early?.name, await element.getValue()];
  });
  expect(value).toMatchObject([
    'IntegrationError',
    { complete: true, value: { name: 'Known Buyer', address: { line1: '1 Test Street', line2: null, country: 'DE' } } },
  ]);
});

test('every frame passes axe, light and dark, wide and narrow', async () => {
  const { clientSecret } = await elementsSession(shop, { shipping_address_collection: { allowed_countries: ['GB'] } });
  const page = await shop.begin(clientSecret, { mount: ['express', 'contact', 'address', 'payment'] });
  await confirmIn(page);
  for (const [theme, width] of [
    ['stripe', 1024],
    ['night', 320],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((name) => window.checkout.changeAppearance({ theme: name }), theme);
    for (const name of ['expressCheckout', 'contactDetails', 'address', 'payment']) {
      const frame = frameOf(page, name);
      await eventually(() => frame.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
      expect(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
      // The page's ground shines through a frame; axe in the frame cannot see it.
      await frame.evaluate(
        (ground) => document.body.style.setProperty('background', ground),
        theme === 'night' ? '#141a18' : '#fff',
      );
      expect(await violations(frame), `${name} ${theme} ${width}`).toEqual([]);
    }
  }
});

/** Evaluated through the debugger, which the frame's policy does not concern. */
async function violations(frame: Frame): Promise<unknown[]> {
  await frame.evaluate(AXE);
  return frame.evaluate(async () => {
    const axe = Reflect.get(window, 'axe');
    // A frame of a page has no landmark or heading of its own.
    const { violations: found } = await axe.run(document, {
      rules: {
        region: { enabled: false },
        'page-has-heading-one': { enabled: false },
        'landmark-one-main': { enabled: false },
      },
    });
    return found.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [id, nodes.map(({ html }) => html)]);
  });
}
