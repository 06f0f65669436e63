// Writes src/schema/params.json: what the pinned Stripe SDK's own types say a request may contain, as JSON Schema.
// Run after every upgrade of `stripe` and every change of params.ts: `node schema/generate.mjs`. Takes about six seconds.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { createGenerator } from 'ts-json-schema-generator';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const schema = createGenerator({
  path: here('./params.ts'),
  tsconfig: here('../tsconfig.json'),
  type: 'Params',
  skipTypeCheck: true,
  jsDoc: 'none',
  topRef: false,
}).createSchema('Params');

/** The few numbers that Stripe documents as fractions; every other number on its wire is an integer. */
const FRACTIONS = /(^|_)(percent|percentage|percent_off)$/;

/** Nothing on a form-encoded wire is null: the SDK sends null as the empty string, which has its own arm. */
const isNull = (node) => node.type === 'null' || ('const' in node && node.const === null);

/** Open enums accept any string in the SDK's types; Stripe refuses a value it does not know, so that arm goes. */
const isOpenArm = (node) => node.$ref === '#/definitions/OtherString';

function tidy(node, name = '') {
  if (Array.isArray(node)) return node.map((each) => tidy(each, name));
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node.anyOf)) {
    const arms = node.anyOf.filter((arm) => !isNull(arm) && !isOpenArm(arm)).map((arm) => tidy(arm, name));
    const values = arms.flatMap((arm) =>
      arm.type === 'string' ? (arm.enum ?? ('const' in arm ? [arm.const] : [])) : [],
    );
    const onlyValues = arms.every((arm) => arm.type === 'string' && ('const' in arm || arm.enum));
    if (onlyValues) return { type: 'string', enum: values.filter((value) => value !== null) };
    return arms.length === 1 ? arms[0] : { anyOf: arms };
  }
  if (Array.isArray(node.enum)) return { type: 'string', enum: node.enum.filter((value) => value !== null) };
  if (Array.isArray(node.type)) {
    const types = node.type.filter((type) => type !== 'null');
    return types.length === 1
      ? tidy({ ...node, type: types[0] }, name)
      : { anyOf: types.map((type) => tidy({ type }, name)) };
  }
  if (node.type === 'string' && node.const !== undefined) return { type: 'string', enum: [node.const] };
  if (node.type === 'number') return { ...node, type: FRACTIONS.test(name) ? 'number' : 'integer' };
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'properties')
        return [
          key,
          Object.fromEntries(Object.entries(value).map(([property, inner]) => [property, tidy(inner, property)])),
        ];
      return [key, tidy(value, key === 'items' || key === 'additionalProperties' ? name : '')];
    }),
  );
}

// The generator names anonymous types by their position in the program; a number keeps the file stable.
const names = new Map();
for (const name of Object.keys(schema.definitions)) {
  names.set(
    name,
    /^[\w.<>]+$/.test(name) ? name.replace(/^Emptyable<(.*)>$/, 'Emptyable.$1') : `Anonymous${names.size}`,
  );
}
const rename = (text) =>
  text.replaceAll(/"#\/definitions\/([^"]+)"/g, (_, name) => `"#/definitions/${names.get(decodeURIComponent(name))}"`);

const definitions = Object.fromEntries(
  Object.entries(schema.definitions)
    .filter(([name]) => name !== 'OtherString')
    .map(([name, node]) => [names.get(name), tidy(node)]),
);
// `'' | string` is collapsed to `string` on the way, and with it the leave to send nothing.
definitions['Emptyable.string'] = { anyOf: [{ type: 'string', enum: [''] }, { type: 'string' }] };
definitions.Decimal = { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]{1,12})?$' };
definitions.MetadataParam = { type: 'object', additionalProperties: { type: 'string' } };

const lines = (entries) =>
  entries.map(([name, node]) => `    ${JSON.stringify(name)}: ${JSON.stringify(node)}`).join(',\n');
writeFileSync(
  here('../src/schema/params.json'),
  rename(`{
  "generatedFrom": "stripe",
  "version": ${JSON.stringify(Stripe.PACKAGE_VERSION)},
  "list": ${JSON.stringify(
    createHash('sha256')
      .update(readFileSync(here('./params.ts')))
      .digest('hex'),
  )},
  "operations": {
${lines(Object.entries(schema.properties).map(([operation, node]) => [operation, tidy(node)]))}
  },
  "definitions": {
${lines(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)))}
  }
}
`),
);
