import { describe, expect, test } from 'vitest';
import { callUnder, OPERATIONS, type Client, type OperationUnderFault } from '../../comparison/faults/call-under.mjs';
import { serveSandbox } from '../node.js';
import { FAULT_KINDS } from './fault.js';
import { SDK_BEHAVIOUR, type Behaviour } from './sdk-behaviour.js';

const CREATE = 'checkout.sessions.create';

/** Each operation on `node:http`, and on `fetch` the one that the others are like. */
const ALL = [
  ...(Object.keys(OPERATIONS) as OperationUnderFault[]).map((operation) => ['node', operation] as const),
  ['fetch', CREATE] as const,
];

const nameOf = ({ kind, executed, headers = {} }: Behaviour): string =>
  [kind, executed ? 'executed' : 'not executed', ...Object.keys(headers)].join(', ');

async function verify(behaviour: Behaviour, calls: readonly (readonly [Client, OperationUnderFault])[]): Promise<void> {
  const seen = await Promise.all(
    calls.map(async ([client, operation]) => ({
      client,
      operation,
      ...(await callUnder(serveSandbox, operation, client, behaviour)),
    })),
  );
  expect(seen.map(({ client, operation, attempts, ends }) => ({ client, operation, attempts, ends }))).toEqual(
    calls.map(([client, operation]) => {
      const { attempts, ends } = (client === 'fetch' && behaviour.onFetch) || behaviour;
      return { client, operation, attempts, ends };
    }),
  );
  // All attempts of one call are one call to Stripe; what only reads has no key.
  for (const { operation, keys } of seen) {
    expect(new Set(keys).size, operation).toBe(1);
    expect(keys[0] === null, operation).toBe(/retrieve|list/.test(operation));
  }
}

test('every kind of fault stands in the table of what the SDK does, in each of its forms', () => {
  const forms = Object.entries(FAULT_KINDS).flatMap(([kind, { executed, only }]) =>
    (only === undefined ? [false, true] : [executed]).map((form) => `${kind} ${form}`),
  );
  expect(new Set(SDK_BEHAVIOUR.map(({ kind, executed }) => `${kind} ${executed}`))).toEqual(new Set(forms));
});

describe('[fault] the real SDK under', () => {
  const named = (behaviours: readonly Behaviour[]) => behaviours.map((each) => [nameOf(each), each] as const);
  const isLarge = ({ kind }: Behaviour): boolean => kind === '64mb';

  test.concurrent.each(named(SDK_BEHAVIOUR.filter((each) => !isLarge(each))))('%s', (_, behaviour) =>
    verify(behaviour, ALL),
  );

  // One at a time, for the memory's sake.
  test.each(named(SDK_BEHAVIOUR.filter(isLarge)))('%s', async (_, behaviour) => {
    await verify(behaviour, [['node', CREATE]]);
    await verify(behaviour, [['fetch', CREATE]]);
  });
});
