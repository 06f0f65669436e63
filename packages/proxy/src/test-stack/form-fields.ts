/** Of a form, in their order. */
export type Fields = readonly (readonly [string, string])[];

export const MUG_FIELD: Fields = [['item', 'mug']];
/** Fields that no form of the shop's has, and what is wrong with each. */
export const REFUSED_FORMS: readonly (readonly [string, Fields, number, string])[] = [
  ['no item', [['quantity', '1']], 422, 'empty_cart'],
  ['an item that is not sold', [['item', 'teapot']], 422, 'unknown_item'],
  ['the id of a price', [['item', 'price_1MoBy5LkdIwHu7ixZhnattbh']], 422, 'unknown_item'],
  ['a name that objects inherit', [['item', '__proto__']], 422, 'unknown_item'],
  ['an item that is sold out', [['item', 'plate']], 409, 'item_unavailable'],
  ['too few', [...MUG_FIELD, ['quantity', '0']], 422, 'invalid_request'],
  ['fewer than none', [...MUG_FIELD, ['quantity', '-1']], 422, 'invalid_request'],
  ['a part of one', [...MUG_FIELD, ['quantity', '1.5']], 422, 'invalid_request'],
  ['a number in disguise', [...MUG_FIELD, ['quantity', '1e2']], 422, 'invalid_request'],
  ['too many', [...MUG_FIELD, ['quantity', '100']], 422, 'invalid_quantity'],
  [
    'between two steps',
    [
      ['item', 'bowl'],
      ['quantity', '3'],
    ],
    422,
    'invalid_quantity',
  ],
  [
    'a required option left empty',
    [
      ['item', 'jug'],
      ['Glaze', ''],
    ],
    422,
    'invalid_option',
  ],
  [
    'a value that is not offered',
    [
      ['item', 'jug'],
      ['Glaze', 'Platinum'],
    ],
    422,
    'invalid_option',
  ],
  ['a price', [...MUG_FIELD, ['price', '1']], 422, 'invalid_option'],
  ['an amount', [...MUG_FIELD, ['unit_amount', '1']], 422, 'invalid_option'],
  ['a line of Stripe’s', [...MUG_FIELD, ['line_items[0][price]', 'price_1']], 422, 'invalid_option'],
  ['an attempt', [...MUG_FIELD, ['attempt', crypto.randomUUID()]], 422, 'invalid_option'],
  ['a way back', [...MUG_FIELD, ['success_url', 'https://evil.test']], 422, 'invalid_option'],
  ['two items', [...MUG_FIELD, ['item', 'bowl']], 422, 'invalid_request'],
  ['two quantities', [...MUG_FIELD, ['quantity', '1'], ['quantity', '9']], 422, 'invalid_request'],
  [
    'an option twice',
    [
      ['item', 'jug'],
      ['Glaze', 'Blue'],
      ['Glaze', 'Gold'],
    ],
    422,
    'invalid_request',
  ],
  [
    'a control character',
    [
      ['item', 'jug'],
      ['Glaze', 'Blue'],
      ['Engraving', 'a\u0007'],
    ],
    422,
    'invalid_request',
  ],
  [
    'too many fields',
    [...MUG_FIELD, ...Array.from({ length: 11 }, (_, n) => [`o${n}`, 'x'] as const)],
    422,
    'invalid_request',
  ],
  [
    'a text beyond the option’s',
    [
      ['item', 'jug'],
      ['Glaze', 'Blue'],
      ['Engraving', 'a'.repeat(41)],
    ],
    422,
    'invalid_option',
  ],
  [
    'a text beyond all',
    [
      ['item', 'jug'],
      ['Glaze', 'Blue'],
      ['Engraving', 'a'.repeat(501)],
    ],
    422,
    'invalid_request',
  ],
  [
    'more than 16 KiB',
    [
      ['item', 'jug'],
      ['Engraving', 'a'.repeat(17_000)],
    ],
    413,
    'body_too_large',
  ],
];
