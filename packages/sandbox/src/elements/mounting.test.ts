import { expect, test } from 'vitest';
import { confirmIn, elementsSession, eventually, fillCard, paymentFrame, useShop } from './shop-page.fixture.js';

const shop = useShop();

test('[mount-light-dom] an element is not mounted in a shadow root, nor where there is nothing', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { mount: [] });
  const refusals = await page.evaluate(async () => {
    const host = document.createElement('div');
    const inside = document.createElement('div');
    host.attachShadow({ mode: 'open' }).append(inside);
    document.body.append(host);
    inside.id = 'inside';
    const element = window.checkout.createPaymentElement();
    const targets: unknown[] = [inside, '#inside', '#nowhere', document.createElement('div'), null, document, 7];
    return Promise.all(
      targets.map((target) => window.refusalOf(() => Reflect.apply(element.mount, element, [target]))),
    );
  });
  expect(refusals.map((refusal) => refusal?.name)).toEqual(Array.from({ length: 7 }, () => 'IntegrationError'));
  expect(refusals[0]?.message).toContain('shadow root');
  expect(await page.locator('iframe').count()).toBe(0);
});

test('[mount-light-dom] a light-DOM child that is projected through a slot is a good place', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { mount: [] });
  await page.evaluate(() => {
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).append(document.createElement('slot'));
    const inside = document.createElement('div');
    host.append(inside);
    document.body.append(host);
    window.checkout.createPaymentElement().mount(inside);
  });
  await paymentFrame(page).getByRole('textbox', { name: 'Card number' }).fill('4242');
});

test('[element-frames] a frame that is still on its way is told nothing, and knows everything when it is there', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { mount: [] });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.evaluate(() => {
    window.checkout.createPaymentElement().mount('#payment');
    window.checkout.changeAppearance({ variables: { colorText: '#c00fee' } });
  });
  const label = paymentFrame(page).getByText('Card number', { exact: true });
  await eventually(() => label.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(192, 15, 238)');
  expect(complaints).toEqual([]);
});

test('[mount-once] an element is mounted in one place at a time', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const again = await page.evaluate(async () => {
    const element = window.checkout.getPaymentElement();
    const whileMounted = await window.refusalOf(() => element?.mount('#express'));
    element?.unmount();
    return [whileMounted, await window.refusalOf(() => element?.mount('#express'))];
  });
  expect(again).toMatchObject([{ name: 'IntegrationError' }, null]);
  await paymentFrame(page).getByRole('textbox', { name: 'Card number' }).fill('4242');
  expect(await page.locator('#express iframe').count()).toBe(1);
  expect(await page.locator('#payment iframe').count()).toBe(0);
});

test('[mount-once] an element that the page moves loads again, and is no longer complete', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const canConfirm = () => page.evaluate(() => window.actions.getSession().canConfirm);
  await fillCard(page, '4242424242424242');
  await eventually(canConfirm).toBe(true);
  await page.evaluate(() => document.body.prepend(document.querySelector('#payment') ?? ''));
  await eventually(canConfirm).toBe(false);
  await fillCard(page, '4242424242424242');
  expect(await confirmIn(page)).toMatchObject({ type: 'success' });
});

test('[one-element-of-a-kind] a second element of a kind is refused while there is a first', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { mount: [] });
  const refusals = await page.evaluate(async () => {
    const { checkout } = window;
    const creates = [
      () => checkout.createPaymentElement(),
      () => checkout.createContactDetailsElement(),
      () => checkout.createShippingAddressElement(),
      () => checkout.createBillingAddressElement(),
      () => checkout.createExpressCheckoutElement(),
    ];
    const first = creates.map((create) => create());
    const second = await Promise.all(creates.map((create) => window.refusalOf(create)));
    for (const element of first) element.destroy();
    const third = await Promise.all(creates.map((create) => window.refusalOf(create)));
    return { second, third, got: checkout.getPaymentElement() !== first[0] };
  });
  expect(refusals.second.map((refusal) => refusal?.name)).toEqual(Array.from({ length: 5 }, () => 'IntegrationError'));
  expect(refusals.third).toEqual([null, null, null, null, null]);
  expect(refusals.got).toBe(true);
});

test('[destroyed-element] nothing can be done with an element that was destroyed', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const refusals = await page.evaluate(async () => {
    const element = window.checkout.createContactDetailsElement();
    element.destroy();
    const uses = [
      () => element.mount('#contact'),
      () => element.unmount(),
      () => element.focus(),
      () => element.blur(),
      () => element.clear(),
      () => element.destroy(),
    ];
    return Promise.all(uses.map((use) => window.refusalOf(use)));
  });
  expect(refusals.map((refusal) => refusal?.name)).toEqual(Array.from({ length: 6 }, () => 'IntegrationError'));
  expect(await page.evaluate(() => window.checkout.getContactDetailsElement())).toBeNull();
});

test('[element-events] an event that an element does not have, or a handler that is no function, is refused', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const refusals = await page.evaluate(() => {
    const element = window.checkout.getPaymentElement();
    if (!element) throw new Error('There is no element.');
    const uses: unknown[][] = [
      ['confirm', () => undefined],
      ['change', undefined],
    ];
    return Promise.all(uses.map((given) => window.refusalOf(() => Reflect.apply(element.on, element, given))));
  });
  expect(refusals.map((refusal) => refusal?.name)).toEqual(['IntegrationError', 'IntegrationError']);
});
