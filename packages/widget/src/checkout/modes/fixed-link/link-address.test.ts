import { expect } from 'chai';
import fc from 'fast-check';
import { linkAddress, stripeLocale } from './link-address.js';

const ATTEMPT = '0b8f3c1e-5d5c-4c2b-9a0e-1f2d3c4b5a69';
const visit = { attempt: ATTEMPT, language: '', promoCode: null, search: '' };
const parametersOf = (address: string) => Object.fromEntries(new URL(address).searchParams);

describe('the address of a link', () => {
  it('carries the attempt, the language, the promotion code and the campaign', () => {
    const search = '?utm_source=news&utm_medium=mail&utm_campaign=may_26&utm_term=mug&utm_content=top-1';
    const address = linkAddress('https://buy.stripe.com/test_1', {
      attempt: ATTEMPT,
      language: 'de-AT',
      promoCode: 'SPRING-5',
      search,
    });
    expect(new URL(address).origin + new URL(address).pathname).to.equal('https://buy.stripe.com/test_1');
    expect(parametersOf(address)).to.deep.equal({
      client_reference_id: ATTEMPT,
      locale: 'de',
      prefilled_promo_code: 'SPRING-5',
      utm_source: 'news',
      utm_medium: 'mail',
      utm_campaign: 'may_26',
      utm_term: 'mug',
      utm_content: 'top-1',
    });
  });

  it('takes nothing else from the page, whatever its address holds', () => {
    const search =
      '?prefilled_email=ada@example.com&email=ada@example.com&client_reference_id=x&locale=fr&utm_id=1&gclid=2';
    expect(parametersOf(linkAddress('https://buy.stripe.com/1', { ...visit, search }))).to.deep.equal({
      client_reference_id: ATTEMPT,
    });
  });

  it('keeps what the owner wrote into the link itself', () => {
    const address = linkAddress('https://buy.stripe.com/1?prefilled_promo_code=ALWAYS', visit);
    expect(parametersOf(address)).to.deep.equal({ prefilled_promo_code: 'ALWAYS', client_reference_id: ATTEMPT });
  });

  it('leaves out what Stripe would drop: campaigns over 150 characters, or of others than it documents', () => {
    const code = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '_', '-', '7'), maxLength: 300 }));
    fc.assert(
      fc.property(code, (text) => {
        const search = `?${new URLSearchParams({ utm_source: text }).toString()}`;
        const sent = parametersOf(linkAddress('https://buy.stripe.com/1', { ...visit, search }))['utm_source'];
        expect(sent).to.equal(/^[A-Za-z0-9_-]{1,150}$/.test(text) ? text : undefined);
      }),
      { numRuns: 300 },
    );
    for (const promoCode of ['', 'TWO WORDS', 'a@b.example', 'a&locale=fr', 'ÜBER']) {
      expect(parametersOf(linkAddress('https://buy.stripe.com/1', { ...visit, promoCode }))).to.deep.equal({
        client_reference_id: ATTEMPT,
      });
    }
  });
});

describe('the locale of a page', () => {
  for (const [language, locale] of Object.entries({
    en: 'en',
    'en-US': 'en',
    'en-GB': 'en-GB',
    'EN-gb': 'en-GB',
    de: 'de',
    'de-CH': 'de',
    'fr-CA': 'fr-CA',
    'fr-BE': 'fr',
    pt: 'pt',
    'pt-PT': 'pt',
    'pt-BR': 'pt-BR',
    es: 'es',
    'es-ES': 'es',
    'es-MX': 'es-419',
    'es-419': 'es-419',
    no: 'nb',
    'nn-NO': 'nb',
    tl: 'fil',
    hi: 'hi-IN',
    zh: 'zh',
    'zh-CN': 'zh',
    'zh-Hant': 'zh-TW',
    'zh-TW': 'zh-TW',
    'zh-Hant-HK': 'zh-HK',
    'zh-MO': 'zh-HK',
    'sr-Latn-RS': undefined,
    ar: undefined,
    he: undefined,
    x: undefined,
    '': undefined,
    de_DE: undefined,
    '"><script>': undefined,
  })) {
    it(`of lang="${language}" is ${locale ?? 'left to Stripe'}`, () => expect(stripeLocale(language)).to.equal(locale));
  }
});
