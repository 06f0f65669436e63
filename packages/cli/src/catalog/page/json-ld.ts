import { isObject, parseExactJson, type ExactJson } from '../exact-json.js';
import type { Place } from '../finding.js';
import { attribute, placeOf, textOf, type Element } from './html-page.js';
import type { PageContext } from './page-context.js';
import { isProduct, typeName, type Thing } from './thing.js';

type JsonObject = { readonly [name: string]: ExactJson };

/** Products that a page speaks of, and does not sell. */
const SPOKEN_OF = new Set(
  'isRelatedTo isSimilarTo isAccessoryOrSparePartFor isConsumableFor itemReviewed review reviews about mentions'.split(
    ' ',
  ),
);

/** Products in the page's `application/ld+json`: alone, in a list, in `@graph`, or inside something else. */
export function readJsonLd(context: PageContext): readonly Thing[] {
  const scripts = context.page.elements.filter(
    (element) =>
      element.tagName === 'script' &&
      /^application\/ld\+json\s*(?:;|$)/i.test((attribute(element, 'type') ?? '').trim()),
  );
  const blocks = scripts.map((script) => ({ script, json: readBlock(script, context) }));
  const objects = blocks.flatMap(({ script, json }) => objectsIn(json).map((object) => ({ object, script })));
  const byId = new Map<string, JsonObject>();
  for (const { object } of objects) {
    const id = object['@id'];
    if (typeof id === 'string' && !byId.has(id)) byId.set(id, object);
  }
  return objects.map(({ object, script }) => thingOf(object, placeIn(script, object, context), byId)).filter(isProduct);
}

function readBlock(script: Element, { page, report }: PageContext): ExactJson {
  const text = textOf(script);
  try {
    return parseExactJson(text);
  } catch (error) {
    // Some other thing's markup is no matter of this command's.
    if (!text.includes('Product')) return null;
    const why = error instanceof Error ? error.message : String(error);
    const message = `This JSON-LD cannot be read, so its products are not seen: ${why.slice(0, 120)}. Mend the JSON; in a template let the generator write the texts (jsonify, tojson, JSON.stringify).`;
    report('json_ld_unreadable', placeOf(page, script), message);
    return null;
  }
}

/** Every object, outer before inner, without what a page only speaks of, and what only points to another. */
function objectsIn(root: ExactJson): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const waiting: ExactJson[] = [root];
  for (let json = waiting.pop(); json !== undefined; json = waiting.pop()) {
    if (isObject(json) && Object.keys(json).some((name) => !name.startsWith('@'))) found.push(json);
    for (const inner of innerOf(json).toReversed()) waiting.push(inner);
  }
  return found;
}

function innerOf(json: ExactJson): readonly ExactJson[] {
  if (Array.isArray(json)) return json;
  if (!isObject(json)) return [];
  return Object.entries(json)
    .filter(([name]) => !SPOKEN_OF.has(typeName(name)))
    .map(([, value]) => value);
}

function thingOf(json: JsonObject, place: Place, byId: ReadonlyMap<string, JsonObject>): Thing {
  return {
    types: textsOf(json['@type']).map(typeName),
    place,
    values(property) {
      const name = Object.keys(json).find((each) => typeName(each) === property);
      const value = name === undefined ? null : json[name];
      return (Array.isArray(value) ? value : [value]).flatMap((each) => valueOf(each, place, byId));
    },
  };
}

function valueOf(json: ExactJson | undefined, place: Place, byId: ReadonlyMap<string, JsonObject>): (string | Thing)[] {
  if (typeof json === 'string') return [json];
  if (typeof json === 'boolean') return [String(json)];
  if (!isObject(json)) return [];
  const literal = json['@value'];
  if (typeof literal === 'string') return [literal];
  const id = json['@id'];
  const isReference = typeof id === 'string' && Object.keys(json).length === 1;
  return [thingOf((isReference && byId.get(id)) || json, place, byId)];
}

function textsOf(json: ExactJson | undefined): readonly string[] {
  return (Array.isArray(json) ? json : [json]).filter((each) => typeof each === 'string');
}

/** The line of the script on which the object's sku, or else its name, stands; else that of the script. */
function placeIn(script: Element, object: JsonObject, { page }: PageContext): Place {
  const start = placeOf(page, script);
  const child = script.childNodes[0]?.sourceCodeLocation;
  const text = textOf(script);
  for (const name of ['sku', 'productID', 'name']) {
    const value = object[name];
    const index = typeof value === 'string' ? text.indexOf(JSON.stringify(value)) : -1;
    if (!child || index < 0) continue;
    const before = text.slice(0, index).split('\n');
    const lastLine = before.at(-1) ?? '';
    return {
      file: start.file,
      line: child.startLine + before.length - 1,
      column: (before.length === 1 ? child.startCol : 1) + lastLine.length,
    };
  }
  return start;
}
