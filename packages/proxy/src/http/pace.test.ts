import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REMEMBERED_CLIENTS } from '../limits.js';
import { createPace } from './pace.js';

describe('a pace', () => {
  it('lets a burst through and then so many a second, for any rhythm of requests', () => {
    const rhythm = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        rhythm,
        (burst, perSecond, pauses) => {
          let at = 0;
          let taken = 0;
          const pace = createPace({ burst, perSecond, now: () => at });
          for (const pause of pauses) {
            at += pause;
            if (pace.take('one') === 0) taken += 1;
            expect(taken).toBeLessThanOrEqual(burst + (at / 1000) * perSecond + 1e-6);
          }
        },
      ),
    );
  });

  it('says how long to wait, and keeps its word', () => {
    let at = 0;
    const pace = createPace({ burst: 1, perSecond: 0.1, now: () => at });
    expect(pace.take('one')).toBe(0);
    const wait = pace.take('one');
    expect(wait).toBe(10);
    at = wait * 1000;
    expect(pace.take('one')).toBe(0);
  });

  it('gives nothing to a clock that runs backwards', () => {
    let at = 10_000;
    const pace = createPace({ burst: 1, perSecond: 1, now: () => at });
    expect(pace.take('one')).toBe(0);
    at = 0;
    expect(pace.take('one')).toBe(1);
    at = 10_500;
    expect(pace.take('one')).toBe(1);
  });

  it('remembers who keeps asking, forgets who has been quiet, and so stays small', () => {
    const pace = createPace({ burst: 1, perSecond: 0.001, now: () => 0 });
    const others = (name: string) => {
      for (let n = 0; n < REMEMBERED_CLIENTS / 2; n += 1) pace.take(`${name} ${n}`);
    };
    expect(pace.take('busy')).toBe(0);
    for (const name of ['first', 'second', 'third', 'fourth']) {
      others(name);
      expect(pace.take('busy')).toBeGreaterThan(0);
    }
    others('fifth');
    others('sixth');
    others('seventh');
    expect(pace.take('busy')).toBe(0);
  });
});
