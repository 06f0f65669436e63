import { expect } from 'chai';
import { newAttempt } from './attempt.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('attempt', () => {
  it('is a random UUID, with and without a secure context', () => {
    const withIt = newAttempt();
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    const without = Array.from({ length: 500 }, newAttempt);
    Reflect.deleteProperty(crypto, 'randomUUID');
    for (const attempt of [withIt, ...without]) expect(attempt).to.match(UUID_V4);
    expect(new Set(without).size).to.equal(500);
  });
});
