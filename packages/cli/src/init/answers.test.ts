import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswers, newTokenSecret, originIn, pageIn } from './answers.js';
import { exampleCatalog } from './project-files.js';

describe('an address, however it was typed', () => {
  it('is one origin', () => {
    for (const text of [
      'shop.example',
      ' https://shop.example ',
      'HTTPS://Shop.example/',
      'https://shop.example:443',
    ]) {
      expect(originIn(text, '--shop')).toBe('https://shop.example');
    }
    expect(originIn('http://127.0.0.1:8080', '--shop')).toBe('http://127.0.0.1:8080');
  });

  it('is the same origin when it is read again, and one that the proxy takes', () => {
    const catalog: unknown = JSON.parse(exampleCatalog());
    fc.assert(
      fc.property(fc.domain(), fc.boolean(), (domain, isSecondTime) => {
        const shop = originIn(isSecondTime ? originIn(domain, '--shop') : domain, '--shop');
        const answers = { shop, proxy: originIn(`pay.${domain}`, '--proxy'), runtime: 'node' as const };
        checkAnswers({ ...answers, thanks: pageIn('/thanks.html', shop, '--thanks') }, catalog);
        expect(shop).toBe(`https://${domain.toLowerCase()}`);
      }),
      { numRuns: 100 },
    );
  });
});

it('a token secret is one that the proxy takes', () => {
  expect(newTokenSecret()).toMatch(/^[A-Za-z0-9+/]{43}=$/);
});
