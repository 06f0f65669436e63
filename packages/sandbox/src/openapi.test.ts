import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formOf } from '../comparison/openapi/form.mjs';
import { readParams } from './api/read-params.js';
import { checkLengths } from './api/string-lengths.js';
import { readForm } from './form-body.js';
import { createSandbox } from './sandbox.js';

// What Stripe's own OpenAPI file of 2024-04-10 refuses and takes, where today's types agree with it: the facts stand in
// comparison/openapi/cases.tsv, beside the script that takes them from there.

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly route: string;
  readonly required: Record<string, Record<string, unknown>>;
  readonly refuses: (readonly [param: string, kind: string, value: string, named: string])[];
  readonly takes: (readonly [param: string, value: string])[];
}

const operations = readOperations();

function readOperations(): Operation[] {
  const all: Operation[] = [];
  const rows = readFileSync(new URL('../comparison/openapi/cases.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  for (const row of rows) {
    const [what, first = '', second = '', third = '', fourth = first] = row.split('\t');
    const current = all.at(-1);
    if (what === 'operation') {
      all.push({ name: first, method: second, route: third, required: {}, refuses: [], takes: [] });
    } else if (what === 'requires' && current) current.required[first] = JSON.parse(second);
    else if (what === 'refuses') current?.refuses.push([first, second, third, fourth]);
    else if (what === 'takes') current?.takes.push([first, second]);
  }
  return all;
}

const sandbox = createSandbox({ origin: 'https://sandbox.example' });

async function answerTo({ method, route }: Operation, form: string): Promise<[status: number, param: string | null]> {
  const path = route.replaceAll(/\{\w+\}/g, 'id');
  const url = `https://sandbox.example${path}${method === 'POST' ? '' : `?${form}`}`;
  const response = await sandbox.fetch(
    new Request(url, {
      method,
      headers: { authorization: 'Bearer sk_test_1', 'content-type': 'application/x-www-form-urlencoded' },
      ...(method === 'POST' ? { body: form } : {}),
    }),
  );
  const { error } = (await response.json()) as { error?: { param?: string } };
  return [response.status, error?.param ?? null];
}

test('the table has at least two hundred refusals', () => {
  const count = (what: 'refuses' | 'takes'): number => operations.reduce((sum, each) => sum + each[what].length, 0);
  process.stdout.write(`OpenAPI 2024-04-10: ${count('refuses')} refusals, ${count('takes')} valid values\n`);
  expect(count('refuses')).toBeGreaterThan(1500);
  expect(count('takes')).toBeGreaterThan(800);
});

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '[string-length] [parameter-missing] [parameter-type] [parameter-enum] [parameter-unknown] %s',
  (_, operation) => {
    test('accepts nothing that the file refuses, and names the parameter', async () => {
      const wrong = [];
      for (const [param, kind, value, named] of operation.refuses) {
        const form = formOf(operation, param, kind, value);
        const [status, at] = await answerTo(operation, form);
        if (status !== 400 || at !== named) wrong.push([param, kind, status, at]);
      }
      expect(wrong).toEqual([]);
    });

    test('finds nothing wrong with what the file takes', () => {
      for (const [param, value] of operation.takes) {
        const form = readForm(formOf(operation, param, 'valid', value));
        expect(() => readParams(operation.name, form), `${param}=${value}`).not.toThrow();
        expect(() => checkLengths(operation.name, form), `${param}=${value}`).not.toThrow();
      }
    });
  },
);
