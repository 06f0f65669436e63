import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOG_FRESH_MS, CATALOG_MAX_AGE_MS, CATALOG_RETRY_PAUSE_MS } from './limits.js';
import type { LogEntry } from './log/log.js';
import { Refusal } from './refusal.js';
import type { Catalog } from './catalog/catalog.js';
import { catalogFromFile } from './catalog/from-file.js';
import { createSupply } from './supply.js';

const never = new AbortController().signal;

/** A source that is answered by hand, and a clock that is turned by hand. */
function stage(what: 'catalog' | 'shipping_rates' = 'catalog') {
  const readings: { resolve: (catalog: Catalog) => void; reject: (error: Error) => void }[] = [];
  const log: LogEntry[] = [];
  let at = 1_000_000;
  const supply = createSupply(
    what,
    () =>
      new Promise<Catalog>((resolve, reject) => {
        readings.push({ resolve, reject });
      }),
    { now: () => at, log: (entry) => log.push(entry) },
  );
  return {
    supply,
    readings,
    log,
    pass: (milliseconds: number) => (at += milliseconds),
    /** Answers the latest reading, and waits until that has been taken in. */
    async answer(catalog: Catalog | Error) {
      const done = supply.refreshing;
      const reading = readings.at(-1);
      if (catalog instanceof Error) reading?.reject(catalog);
      else reading?.resolve(catalog);
      await done;
    },
  };
}

const selling = (id: string) =>
  catalogFromFile({ version: 1, currency: 'eur', items: [{ id, name: id, amounts: { eur: 100 } }] });
const idsOf = (catalog: Catalog) => [...catalog.keys()].join();

describe('the supply of what comes from elsewhere', () => {
  it('is read once for everybody who waits for the first copy', async () => {
    const { supply, readings, answer } = stage();
    const waiting = Promise.all(Array.from({ length: 50 }, () => supply.current(never)));
    await answer(selling('a'));
    expect((await waiting).map(idsOf)).toEqual(Array(50).fill('a'));
    expect(readings).toHaveLength(1);
  });

  it('serves a fresh copy without asking, and a stale one while it asks behind the request', async () => {
    const { supply, readings, pass, answer } = stage();
    const first = supply.current(never);
    await answer(selling('old'));
    await first;

    pass(CATALOG_FRESH_MS);
    expect(idsOf(await supply.current(never))).toBe('old');
    expect(readings).toHaveLength(1);

    pass(1);
    expect(idsOf(await supply.current(never))).toBe('old');
    expect(idsOf(await supply.current(never))).toBe('old');
    expect(readings).toHaveLength(2);
    await answer(selling('new'));
    expect(idsOf(await supply.current(never))).toBe('new');
  });

  it('never lets a reading that failed replace a good copy, and asks once a minute at most', async () => {
    const { supply, readings, pass, answer, log } = stage();
    const first = supply.current(never);
    await answer(selling('good'));
    await first;
    for (let minute = 1; minute <= 10; minute += 1) {
      pass(CATALOG_FRESH_MS + 1);
      expect(idsOf(await supply.current(never))).toBe('good');
      await answer(new Refusal({ code: 'catalog_unavailable' }, { note: 'the catalogue is not JSON' }));
      expect(idsOf(await supply.current(never))).toBe('good');
      expect(readings).toHaveLength(1 + minute);
    }
    expect(log[0]).toMatchObject({
      event: 'catalog_refresh_failed',
      level: 'error',
      note: 'the catalogue is not JSON',
    });
  });

  it('stops selling from a copy that is too old', async () => {
    const { supply, pass, answer } = stage();
    const first = supply.current(never);
    await answer(selling('old'));
    await first;
    pass(CATALOG_MAX_AGE_MS + 1);
    const late = supply.current(never);
    await answer(new Error('out of reach'));
    await expect(late).rejects.toMatchObject({ evidence: { code: 'catalog_unavailable' } });
  });

  it('is named in the log for what it is', async () => {
    const { supply, log, answer } = stage('shipping_rates');
    const waiting = supply.current(never);
    await answer(new Error('out of reach'));
    await expect(waiting).rejects.toBeInstanceOf(Refusal);
    expect(log).toMatchObject([{ event: 'shipping_rates_refresh_failed', level: 'error' }]);
  });

  it('does not hammer a source that has just failed', async () => {
    const { supply, readings, pass, answer } = stage();
    const first = supply.current(never);
    await answer(new Error('down'));
    await expect(first).rejects.toBeInstanceOf(Refusal);
    await expect(supply.current(never)).rejects.toBeInstanceOf(Refusal);
    expect(readings).toHaveLength(1);
    pass(CATALOG_RETRY_PAUSE_MS + 1);
    const again = supply.current(never);
    await answer(selling('a'));
    expect(idsOf(await again)).toBe('a');
  });

  it('keeps nobody waiting longer than their own deadline', async () => {
    const { supply } = stage();
    const impatient = new AbortController();
    const waiting = supply.current(impatient.signal);
    impatient.abort();
    await expect(waiting).rejects.toMatchObject({ evidence: { code: 'catalog_unavailable' } });
  });

  it('begins anew when a reading was abandoned by its platform', async () => {
    const { supply, readings, pass, answer } = stage();
    const impatient = new AbortController();
    const lost = supply.current(impatient.signal);
    impatient.abort();
    await expect(lost).rejects.toBeInstanceOf(Refusal);
    pass(60_000);
    const next = supply.current(never);
    expect(readings).toHaveLength(2);
    await answer(selling('a'));
    expect(idsOf(await next)).toBe('a');
  });

  it('at any pace of requests and failures: one reading at a time, at most one a minute, never an old copy', async () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 200_000 }),
      answered: fc.constantFrom('good', 'bad', 'later'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { supply, readings, pass, answer } = stage();
        let clock = 0;
        let lastGoodAt = 0;
        const first = supply.current(never);
        await answer(selling('a'));
        await first;
        for (const { wait, answered } of steps) {
          pass(wait);
          clock += wait;
          const before = readings.length;
          const request = supply.current(AbortSignal.abort()).then(idsOf, () => 'refused');
          expect(readings.length - before).toBeLessThanOrEqual(1);
          const outcome = await request;
          expect(outcome).toBe(clock - lastGoodAt <= CATALOG_MAX_AGE_MS ? 'a' : 'refused');
          if (answered === 'later' || supply.refreshing === null) continue;
          await answer(answered === 'good' ? selling('a') : new Error('bad'));
          if (answered === 'good') lastGoodAt = clock;
        }
        expect(readings.length).toBeLessThanOrEqual(2 + clock / CATALOG_RETRY_PAUSE_MS);
      }),
    );
  });
});
