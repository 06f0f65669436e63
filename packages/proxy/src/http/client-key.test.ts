import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from './client-key.js';

describe('who a request counts against', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['', null],
    ['unknown', null],
    ['203.0.113.7:443', null],
    ['[::1]', null],
    ['::1%eth0', null],
    ['1:2:3:4:5:6:7:8:9', null],
    [':::', null],
  ])('%s is %s', (address, expected) => {
    expect(networkOf(address)).toBe(expected);
  });

  it('is the same for every address of a network, however it is written, and another for the next network', () => {
    fc.assert(
      fc.property(
        fc.ipV6(),
        fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 }),
        (address, host) => {
          const network = networkOf(address);
          if (network === null || network.includes('.')) return;
          const sibling = `${network.slice(0, -'::/64'.length)}:${host.map((group) => group.toString(16)).join(':')}`;
          expect(networkOf(sibling)).toBe(network);
        },
      ),
    );
  });
});
