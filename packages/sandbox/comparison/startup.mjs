// How long it takes from `node dist/bin.js` to the first answer: `pnpm --filter @stripe-cart/sandbox startup`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const STARTS = 10;

const times = [];
for (let start = 0; start < STARTS; start += 1) {
  const began = performance.now();
  const child = spawn(process.execPath, [BIN, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const answer = await fetch(`${String(line).trim()}/v1/products`, { headers: { authorization: 'Bearer sk_test_1' } });
  if (!answer.ok) throw new Error(`It answered ${answer.status}.`);
  times.push(performance.now() - began);
  child.kill('SIGTERM');
  await once(child, 'exit');
}
times.sort((a, b) => a - b);
const median = (times[STARTS / 2 - 1] + times[STARTS / 2]) / 2;
console.log(`${STARTS} starts: median ${median.toFixed(0)} ms, slowest ${times.at(-1).toFixed(0)} ms`);
if (median > 1000) process.exitCode = 1;
