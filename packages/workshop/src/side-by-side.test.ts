import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd, sideBySide } from './side-by-side.mjs';

describe('jobs side by side', () => {
  it('are each run once, in their order, no more at a time than said, and none waits that need not', async () => {
    const anyTurns = fc.array(fc.nat({ max: 5 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyTurns, fc.integer({ min: 1, max: 3 }), async (jobs, atATime) => {
        const started: number[] = [];
        let running = 0;
        let most = 0;
        const results = await sideBySide([...jobs.entries()], atATime, async ([index, turns]) => {
          started.push(index);
          most = Math.max(most, ++running);
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
          running -= 1;
          return index;
        });
        expect(started).toEqual([...jobs.keys()]);
        expect(results).toEqual([...jobs.keys()]);
        expect(most).toBeLessThanOrEqual(atATime);
        if (jobs.length >= atATime && jobs.slice(0, atATime).every((turns) => turns > 0)) expect(most).toBe(atATime);
      }),
    );
  });

  it('end with what went wrong in one of them', async () => {
    const run = () => Promise.reject(new Error('no such program'));
    await expect(sideBySide(['one', 'two'], 2, run)).rejects.toThrow('no such program');
  });
});

describe('a command', () => {
  it('tells how it ended, and all that it said', async () => {
    const script = "console.log('a'); console.error('b'); process.exit(3)";
    const { exitCode, said } = await runToEnd(process.execPath, ['-e', script], {});
    expect(exitCode).toBe(3);
    expect(said.split('\n').toSorted()).toEqual(['', 'a', 'b']);
  });

  it('is ended with whoever started it', async () => {
    const connected = Promise.withResolvers<Socket>();
    const server = createServer(connected.resolve).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const inner = `process.getBuiltinModule('net').connect(${port}, '127.0.0.1')`;
    const module = JSON.stringify(new URL('side-by-side.mjs', import.meta.url).href);
    const script = `const { runToEnd } = await import(${module}); await runToEnd(process.execPath, ['-e', ${JSON.stringify(inner)}], {});`;
    const outer = spawn(process.execPath, ['--input-type=module', '-e', script]);
    // Held open for as long as the inner one lives.
    const lifeline = await connected.promise;
    lifeline.on('error', () => {}).resume();
    const gone = once(lifeline, 'close');
    const ended = once(outer, 'close');
    outer.kill('SIGTERM');
    await gone;
    expect(await ended).toEqual([1, null]);
    server.close();
  });
});
