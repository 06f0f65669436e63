import { describe, expect, it } from 'vitest';
import { createLog, whereabouts, type LogEntry } from './log.js';
import { redact } from './redact.js';

describe('the log', () => {
  it.each([
    ['key sk_test_NotARealKeyNotARealKey here', 'key sk_test_[redacted] here'],
    ['rk_live_NotARealKeyNotARealKey', 'rk_live_[redacted]'],
    ['whsec_abc+/def=', 'whsec_[redacted]'],
    ['pi_3abc_secret_xyz123', '[client secret]'],
    ['from jenny@shop.example now', 'from [e-mail] now'],
    ['<jenny.o+x@mail.shop.example>, (jo@münchen.example)', '<[e-mail]>, ([e-mail])'],
    ['to:jenny@shop.example/x', 'to:[e-mail]/x'],
    [
      'at make (file:///a/.pnpm/stripe@23.1.0_@types+node@24.10.1/node_modules/stripe/x.js:7:1)',
      'at make (file:///a/.pnpm/stripe@23.1.0_@types+node@24.10.1/node_modules/stripe/x.js:7:1)',
    ],
    ['acct_1032D82eZvKYlo2C', 'acct_…lo2C'],
    ['cs_test_a1B2c3D4e5F6', 'cs_test_…e5F6'],
    ['eyJhbGciOiJkaXIi..aaaa.bbbb.cccc', '[token]'],
    ['price_1MoBy5LkdIwHu7ixZhnattbh', 'price_1MoBy5LkdIwHu7ixZhnattbh'],
    ['/v1/checkout 200', '/v1/checkout 200'],
  ])('writes %s as it may be read', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('has no client secret in it, whatever it belongs to', () => {
    const secrets =
      'pi_3abc_secret_xyz123 cs_test_a1_secret_fidwbEhq%2FJ2R1bE-5Y.w%3D%3D, {"clientSecret":"cs_live_b2_secret_Zm9v+YmFy/x"}';
    expect(redact(secrets)).toBe('[client secret] [client secret], {"clientSecret":"[client secret]"}');
  });

  it('redacts every field, cuts what is long, and survives a sink that does not', () => {
    const lines: LogEntry[] = [];
    createLog((entry) => lines.push(entry))({
      level: 'warn',
      event: 'x',
      note: `sk_live_abc ${'a'.repeat(5_000)}`,
      ms: 3,
    });
    expect(lines[0]).toMatchObject({ ms: 3, note: expect.stringMatching(/^sk_live_\[redacted\] a+…$/) });
    const broken = createLog(() => {
      throw new Error('disk full');
    });
    expect(() => broken({ level: 'info', event: 'x' })).not.toThrow();
  });

  it('survives a sink that fails later', async () => {
    const unhandled: unknown[] = [];
    const hear = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', hear);
    createLog(async () => {
      throw new Error('disk full');
    })({ level: 'info', event: 'x' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', hear);
    expect(unhandled).toEqual([]);
  });

  it('says where an error happened, and not what it says', () => {
    const { error, at } = whereabouts(new TypeError('cannot read sk_live_canary of jenny@shop.example'));
    expect(error).toBe('TypeError');
    expect(at).toContain('redact.test.ts');
    expect(at).not.toMatch(/canary|jenny/);
    expect(whereabouts('text')).toEqual({ error: 'string', at: '' });
  });
});
