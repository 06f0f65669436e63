import { expect, test } from 'vitest';
import { cartLinkWayIn } from './cart-link.js';

const checkoutOrigins = ['https://checkout.stripe.com', 'https://buy.stripe.com'];
const wayIn = (url: string, locale: string | null = null) =>
  cartLinkWayIn({ url }, { checkout: { locale }, checkoutOrigins }, '7QK2-M4ZD-X0VB');

test('a link is opened with the number of its order, and in the language of the settings', () => {
  const url = 'https://buy.stripe.com/test_a1B2c3';
  expect(wayIn(url)).toEqual({ status: 'open', mode: 'link', url: `${url}?client_reference_id=7QK2-M4ZD-X0VB` });
  expect(wayIn(url, 'pt-BR')).toMatchObject({ url: `${url}?client_reference_id=7QK2-M4ZD-X0VB&locale=pt-BR` });
});

test.each(['https://evil.test/a', 'https://buy.stripe.com.evil.test/a', 'http://buy.stripe.com/a'])(
  'a buyer is not sent to %s, where the widget would not go',
  (url) => {
    expect(() => wayIn(url)).toThrow('misconfigured');
  },
);
