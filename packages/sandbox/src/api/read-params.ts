import { ApiError, notCovered } from '../errors.js';
import type { Form, FormValue } from '../form-body.js';
import type { RuleId } from '../rules.js';
import generated from '../schema/params.json' with { type: 'json' };

/** The part of JSON Schema that `schema/generate.mjs` writes. */
interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
}

const operations = generated.operations as Readonly<Record<string, Schema>>;
const definitions = generated.definitions as unknown as Readonly<Record<string, Schema>>;

/**
 * Reads a form as the parameters of an operation: numbers and booleans from their text, by the SDK's own types.
 *
 * @param operation as in the schema, `checkout.sessions.create`
 * @throws ApiError at the first parameter that Stripe would refuse, with its name
 */
export function readParams(operation: string, form: Form): Record<string, unknown> {
  const schema = operations[operation];
  if (!schema) throw notCovered(operation);
  return readObject(resolve(schema), form, '');
}

/** The values of an enum, as Stripe spells them. */
export function valuesOf(operation: string, param: string): readonly string[] {
  const property = operations[operation] && resolve(operations[operation]).properties?.[param];
  return (property && resolve(property).enum) ?? [];
}

function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const target = definitions[schema.$ref.slice('#/definitions/'.length)];
  if (!target) throw new Error(`The generated schema lacks ${schema.$ref}.`);
  return resolve(target);
}

function readValue(reference: Schema, value: FormValue, param: string): unknown {
  const schema = resolve(reference);
  if (schema.anyOf) return readAnyOf(schema.anyOf, value, param);
  switch (schema.type) {
    case 'object':
      return readObject(schema, value, param);
    case 'array':
      return readArray(schema, value, param);
    case 'boolean':
      if (value === 'true') return true;
      if (value === 'false') return false;
      throw invalid('parameter-type', `Invalid boolean: ${show(value)}`, param);
    case 'integer':
      return readInteger(value, param);
    case 'number':
      if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
      throw invalid('parameter-type', `Invalid number: ${show(value)}`, param);
    default:
      return readString(schema, value, param);
  }
}

function readString(schema: Schema, value: FormValue, param: string): string {
  if (typeof value !== 'string') throw invalid('parameter-type', `Invalid string: ${show(value)}`, param);
  if (schema.enum && !schema.enum.includes(value)) {
    throw invalid('parameter-enum', `Invalid ${param}: must be one of ${schema.enum.join(', ')}`, param);
  }
  if (value === '' && !schema.enum) {
    throw invalid('parameter-empty', `${param} cannot be empty.`, param, 'parameter_invalid_empty');
  }
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) {
    throw invalid('parameter-type', `Invalid decimal: ${show(value)}`, param);
  }
  return value;
}

function readInteger(value: FormValue, param: string): number {
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  throw invalid('parameter-type', `Invalid integer: ${show(value)}`, param, 'parameter_invalid_integer');
}

function readArray(schema: Schema, value: FormValue, param: string): unknown[] {
  const entries = listEntries(value);
  if (!entries || !schema.items) throw invalid('parameter-type', `Invalid array: ${show(value)}`, param);
  const { items } = schema;
  return entries.map((entry, index) => readValue(items, entry, `${param}[${index}]`));
}

/** A list, also when its indexes are so far apart that the form reader left it as named parts. */
function listEntries(value: FormValue): FormValue[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return null;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(value) : null;
}

function readObject(schema: Schema, value: FormValue, param: string): Record<string, unknown> {
  if (typeof value === 'string' || Array.isArray(value)) {
    throw invalid('parameter-type', `Invalid object: ${show(value)}`, param);
  }
  const result: Record<string, unknown> = {};
  const isMap = typeof schema.additionalProperties === 'object';
  for (const [key, inner] of Object.entries(value)) {
    const name = param === '' ? key : `${param}[${key}]`;
    if (typeof schema.additionalProperties === 'object') {
      // An empty value in a map means "unset this key", so it is not refused as empty.
      define(result, key, inner === '' ? '' : readValue(schema.additionalProperties, inner, name));
      continue;
    }
    const property = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    if (!property) {
      throw invalid('parameter-unknown', `Received unknown parameter: ${name}`, name, 'parameter_unknown');
    }
    define(result, key, readValue(property, inner, name));
  }
  for (const key of isMap ? [] : (schema.required ?? [])) {
    if (!Object.hasOwn(result, key)) {
      const name = param === '' ? key : `${param}[${key}]`;
      throw invalid('parameter-missing', `Missing required param: ${name}.`, name, 'parameter_missing');
    }
  }
  return result;
}

/** Also where the key is `__proto__`, which plain assignment would take for something else. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

/** The first alternative that accepts the value; where none does, the complaint of the one most like it. */
function readAnyOf(arms: readonly Schema[], value: FormValue, param: string): unknown {
  let closest: unknown;
  for (const arm of [...arms].sort((a, b) => likeness(b, value) - likeness(a, value))) {
    try {
      return readValue(arm, value, param);
    } catch (error) {
      closest ??= error;
    }
  }
  throw closest;
}

function likeness(reference: Schema, value: FormValue): number {
  const schema = resolve(reference);
  if (schema.anyOf) return 1;
  if (typeof value !== 'string') return schema.type === (Array.isArray(value) ? 'array' : 'object') ? 3 : 0;
  if (value === '') return schema.enum?.includes('') ? 3 : 0;
  if (schema.enum) return schema.enum.includes(value) ? 3 : schema.enum.length > 1 ? 1 : 0;
  return schema.type === 'object' || schema.type === 'array' ? 0 : schema.type === 'string' ? 1 : 2;
}

function show(value: FormValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function invalid(rule: RuleId, message: string, param: string, code: string | null = null): ApiError {
  return new ApiError(rule, 400, message, { code, param });
}
