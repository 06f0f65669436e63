import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText } from './plain-text.js';
import { table } from './table.js';

const COLUMNS = [{ title: 'Cart' }, { title: 'Total', align: 'right' as const }, { title: 'Link' }];

it('puts text left, numbers right, and wide letters in two columns', () => {
  const rows = [
    ['mug', '18.00 EUR', 'https://a'],
    ['湯呑み + 急須', '9 JPY', ''],
  ];
  expect(table(COLUMNS, rows)).toBe(
    [
      'Cart               Total  Link', //
      'mug            18.00 EUR  https://a',
      '湯呑み + 急須      9 JPY',
    ].join('\n'),
  );
});

it('styles its titles and nothing else', () => {
  expect(table([{ title: 'Cart' }], [['mug']], (title) => `<${title}>`)).toBe('<Cart>\nmug');
});

it('is one line a row, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 3, maxLength: 3 }), { maxLength: 4 }),
      (rows) => {
        const text = table(COLUMNS, rows);
        expect(text.split('\n')).toHaveLength(rows.length + 1);
        expect(text.replaceAll('\n', '')).toBe(text.replace(/\p{Cc}/gu, ''));
      },
    ),
  );
});

it.each([
  ['a cursor that moves', 'Mug\u001b[2A\u001b[31mJug', 'Mug [2A [31mJug'],
  ['a title for the window', '\u001b]0;owned\u0007Mug', ']0;owned Mug'],
  ['writing turned round', 'Mug\u202egnp.exe', 'Mug gnp.exe'],
  ['lines', 'Mug\r\nJug', 'Mug Jug'],
  ['half a character', 'Mug\ud800', 'Mug'],
])('takes %s out of text', (_, text, plain) => {
  expect(plainText(text)).toBe(plain);
});
