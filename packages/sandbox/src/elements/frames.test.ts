import { expect, test } from 'vitest';
import {
  confirmIn,
  elementsSession,
  eventually,
  fillCard,
  frameOf,
  paymentFrame,
  useShop,
} from './shop-page.fixture.js';

const shop = useShop();

test('[element-frames] the frames are of another origin, have a title each, and grow with what they hold', async () => {
  const { clientSecret } = await elementsSession(shop, { shipping_address_collection: { allowed_countries: ['GB'] } });
  const page = await shop.begin(clientSecret, { mount: ['express', 'contact', 'address', 'payment'] });
  const frames = await page.evaluate(() =>
    [...document.querySelectorAll('iframe')].map(({ title, src, contentDocument }) => [
      title,
      new URL(src).origin,
      contentDocument,
    ]),
  );
  const { url } = shop.account;
  expect(frames).toEqual([
    ['Secure express checkout frame', url, null],
    ['Secure email input frame', url, null],
    ['Secure address input frame', url, null],
    ['Secure payment input frame', url, null],
  ]);
  const height = () =>
    page.locator('iframe[title="Secure payment input frame"]').evaluate((iframe) => iframe.clientHeight);
  const fits = () => frameOf(page, 'payment').evaluate(() => document.documentElement.scrollHeight <= innerHeight);
  await eventually(fits).toBe(true);
  const before = await height();
  await paymentFrame(page).getByText('Test numbers: Card').click();
  await eventually(height).toBeGreaterThan(before + 100);
  await eventually(fits).toBe(true);
});

test('[element-frames] card details go to the sandbox and nowhere else: not to the page, its storage, or another origin', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await page.evaluate(() => {
    window.addEventListener('message', (event) => window.events.push(JSON.stringify(event.data)));
    window.checkout.getPaymentElement()?.on('change', (event) => window.events.push(JSON.stringify(event)));
  });
  const sent: { readonly url: string; readonly body: string }[] = [];
  page.on('request', (request) => sent.push({ url: request.url(), body: request.postData() ?? '' }));
  // None of the numbers that the sandbox itself shows.
  await fillCard(page, '4111111111111111', '987');
  await confirmIn(page);
  const seen = await page.evaluate(() => [
    ...window.events,
    { ...localStorage },
    { ...sessionStorage },
    document.cookie,
  ]);
  expect(seen.length).toBeGreaterThan(5);
  expect(JSON.stringify(seen)).not.toMatch(/4111111111111111|4111 1111|"987/);
  const withNumber = sent.filter(({ body, url }) => `${body}${url}`.includes('4111111111111111'));
  expect(withNumber.map(({ url }) => url)).toEqual([`${shop.account.url}/_elements/confirm`]);
});

test('[element-frames] a frame hears its own page and nobody else, and a page hears its own frames', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const envelope = {
    channel: 'stripe-sandbox',
    message: { say: 'appearance', appearance: { variables: { colorText: 'red' } } },
  };
  // From a window of the right origin that is not the parent.
  await page.evaluate(() => {
    const stranger = document.createElement('iframe');
    stranger.name = 'stranger';
    document.body.append(stranger);
  });
  const stranger = page.frame('stranger');
  if (!stranger) throw new Error('There is no stranger.');
  await stranger.evaluate((message) => window.parent.frames[0]?.postMessage(message, '*'), envelope);
  // From the page to itself, as if it came from a frame.
  const heard = await page.evaluate(async () => {
    window.checkout.getPaymentElement()?.on('change', () => window.events.push('change'));
    const message = { say: 'event', name: 'change', detail: { complete: true } };
    const arrived = new Promise((resolve) => {
      window.addEventListener('message', resolve, { once: true });
    });
    window.postMessage({ channel: 'stripe-sandbox', message }, '*');
    await arrived;
    return { events: window.events, canConfirm: window.actions.getSession().canConfirm };
  });
  expect(heard).toEqual({ events: [], canConfirm: false });
  // What comes from the page itself is heard, and by then so would the stranger's have been.
  await page.evaluate(() => window.checkout.getPaymentElement()?.update({ paymentMethodOrder: ['amazon_pay'] }));
  await eventually(() => paymentFrame(page).getByRole('radio').first().getAttribute('value')).toBe('amazon_pay');
  expect(
    await frameOf(page, 'payment').evaluate(() => document.documentElement.style.getPropertyValue('--colorText')),
  ).toBe('');
});

test('[element-frames] strict policies on both sides, and nothing breaks them', async () => {
  const { clientSecret } = await elementsSession(shop);
  const complaints: string[] = [];
  const page = await shop.open();
  // The loader would warn here of a Stripe.js of another release train.
  page.on('console', (message) => complaints.push(message.text()));
  await shop.beginAgain(page, clientSecret, { mount: ['payment', 'contact', 'express'] });
  await fillCard(page, '4242424242424242');
  await page.evaluate(() =>
    window.checkout.changeAppearance({ theme: 'night', rules: { '.Input': { color: 'red' } } }),
  );
  expect(await confirmIn(page)).toMatchObject({ type: 'success' });
  expect(complaints).toEqual([]);
  const policy = (await shop.account.raw('/elements/payment')).headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy).toContain(part);
  }
});

test('[element-events] ready, change, focus, blur and escape are told; focus(), clear() and collapse() do as they say', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { mount: [] });
  await page.evaluate(async () => {
    const element = window.checkout.createPaymentElement();
    const note = (name: string) => () => void window.events.push(name);
    element.on('loaderstart', note('loaderstart')).on('focus', note('focus')).on('blur', note('blur'));
    element.on('escape', note('escape'));
    element.once('change', ({ complete, empty, value }) => window.events.push([complete, empty, value.type]));
    const silent = note('never');
    element.on('focus', silent).off('focus', silent);
    const ready = new Promise<void>((resolve) => {
      element.on('ready', () => resolve());
    });
    element.mount('#payment');
    await ready;
    element.focus();
  });
  const frame = paymentFrame(page);
  await eventually(() => frame.locator(':focus').getAttribute('name')).toBe('number');
  await frame.getByRole('textbox', { name: 'Card number' }).press('Escape');
  await page.evaluate(() => document.querySelector<HTMLElement>('#pay')?.focus());
  await eventually(() => page.evaluate(() => window.events)).toEqual([
    'loaderstart',
    [false, true, 'card'],
    'focus',
    'escape',
    'blur',
  ]);

  await fillCard(page, '4242424242424242');
  await page.evaluate(() => window.checkout.getPaymentElement()?.clear());
  await eventually(() => frame.getByRole('textbox', { name: 'Card number' }).inputValue()).toBe('');
  expect(await frame.getByRole('alert').allTextContents()).toEqual(['', '', '']);
  await page.evaluate(() => window.checkout.getPaymentElement()?.collapse());
  await eventually(() => frame.getByRole('textbox').count()).toBe(0);
  await frame.getByRole('radio', { name: 'Card' }).check();
  expect(await frame.getByRole('textbox').count()).toBe(3);
});

test('Tab goes from the page through the frames and out again, and back', async () => {
  const { clientSecret } = await elementsSession(shop, { allowed_payment_method_types: ['card'] });
  const page = await shop.begin(clientSecret, { mount: ['contact', 'payment'] });
  const focused = async (): Promise<string> => {
    const inPage = await page.evaluate(
      () => document.activeElement?.tagName !== 'IFRAME' && document.activeElement?.id,
    );
    if (inPage !== false) return String(inPage);
    const names = await Promise.all(
      ['contactDetails', 'payment'].map((name) =>
        frameOf(page, name).evaluate(() =>
          document.hasFocus()
            ? (document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName ?? '')
            : '',
        ),
      ),
    );
    return names.join('');
  };
  await page.frameLocator('iframe[title="Secure email input frame"]').getByRole('textbox', { name: 'Email' }).focus();
  const order = [await focused()];
  for (let presses = 0; presses < 5; presses += 1) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  expect(order).toEqual(['email', 'number', 'expiry', 'cvc', 'SUMMARY', 'pay']);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('cvc');
});

test('what is typed is put in order, an error is announced when the field is left, and a click fills in a test card', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const frame = paymentFrame(page);
  const number = frame.getByRole('textbox', { name: 'Card number' });
  const expiry = frame.getByRole('textbox', { name: 'Expiration date (MM / YY)' });
  await number.pressSequentially('424242424242');
  expect(await number.inputValue()).toBe('4242 4242 4242');
  await expiry.pressSequentially('968');
  expect(await expiry.inputValue()).toBe('09 / 68');
  await eventually(() => frame.getByRole('alert').first().textContent()).toBe('The card number is incomplete.');
  const description = await number.getAttribute('aria-describedby');
  expect(await frame.locator(`#${description}`).textContent()).toBe('The card number is incomplete.');
  await number.fill('4242 4242 4242 4242');
  expect(await number.getAttribute('aria-invalid')).toBe('false');

  await frame.getByText('Test numbers: Card').click();
  await frame.getByRole('button', { name: '4000 0000 0000 9995 has insufficient funds' }).click();
  expect(await number.inputValue()).toBe('4000 0000 0000 9995');
  expect(await confirmIn(page)).toMatchObject({ error: { paymentFailed: { declineCode: 'insufficient_funds' } } });
  await frame.getByRole('button', { name: '3782 822463 10005 pays' }).click();
  expect(await confirmIn(page)).toMatchObject({ type: 'success' });
});
