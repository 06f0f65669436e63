// Every fault in each of its forms under the real SDK, beside what is expected: `pnpm --filter @stripe-cart/sandbox faults`.
// Attempts and errors are also tested (src/faults/sdk-behaviour.test.ts); the times are only told.
import { SDK_BEHAVIOUR } from '../../dist/faults/sdk-behaviour.js';
import { serveSandbox } from '../../dist/node.js';
import { callUnder, CLIENTS, OPERATIONS } from './call-under.mjs';

let differences = 0;
console.log('| Fault | Call | Client | Attempts | Ends in | ms |\n| --- | --- | --- | --- | --- | --- |');
for (const behaviour of SDK_BEHAVIOUR) {
  const { kind, executed, headers = {}, onFetch } = behaviour;
  const extra = Object.entries(headers).map(([name, value]) => `, \`${name}: ${value}\``);
  const name = `\`${kind}\`, ${executed ? 'executed' : 'not executed'}${extra.join('')}`;
  for (const operation of Object.keys(OPERATIONS)) {
    for (const client of CLIENTS) {
      const { attempts, ends, milliseconds } = await callUnder(serveSandbox, operation, client, behaviour);
      const expected = (client === 'fetch' && onFetch) || behaviour;
      const isExpected = attempts === expected.attempts && ends === expected.ends;
      if (!isExpected) differences += 1;
      const note = isExpected ? '' : ` **(expected ${expected.attempts}, ${expected.ends})**`;
      console.log(`| ${name} | ${operation} | ${client} | ${attempts} | ${ends}${note} | ${milliseconds.toFixed(0)} |`);
    }
  }
}
console.log(`\n${differences} differences`);
if (differences > 0) process.exitCode = 1;
