import { attribute, elementsBelow, placeOf, textOf, type Element, type HtmlPage } from './html-page.js';
import { isProduct, typeName, type Thing } from './thing.js';

/** Products described by `itemscope` and `itemprop` (https://html.spec.whatwg.org/multipage/microdata.html). */
export function readMicrodata(page: HtmlPage): readonly Thing[] {
  return page.elements
    .filter((element) => has(element, 'itemscope'))
    .map((element) => thingOf(element, page))
    .filter(isProduct);
}

function thingOf(scope: Element, page: HtmlPage): Thing {
  let properties: readonly Element[] | null = null;
  return {
    types: words(attribute(scope, 'itemtype')).map(typeName),
    place: placeOf(page, scope, 'itemtype'),
    values(property) {
      properties ??= propertiesOf(scope, page);
      return properties
        .filter((element) => words(attribute(element, 'itemprop')).includes(property))
        .map((element) => (has(element, 'itemscope') ? thingOf(element, page) : textValue(element)));
    },
  };
}

/** Elements that are properties of this scope: below it or named by `itemref`, and not of a scope within. */
function propertiesOf(scope: Element, page: HtmlPage): readonly Element[] {
  const referred = new Set(words(attribute(scope, 'itemref')));
  const elsewhere =
    referred.size === 0 ? [] : page.elements.filter((element) => referred.has(attribute(element, 'id') ?? ''));
  const below = [...elementsBelow(scope), ...elsewhere.flatMap((element) => [element, ...elementsBelow(element)])];
  const tops = new Set([scope, ...elsewhere]);
  return [...new Set(below)].filter((element) => has(element, 'itemprop') && isDirect(element, scope, tops));
}

function isDirect(element: Element, scope: Element, tops: ReadonlySet<Element>): boolean {
  if (tops.has(element)) return element !== scope;
  for (let parent = element.parentNode; parent && 'tagName' in parent; parent = parent.parentNode) {
    if (tops.has(parent)) return true;
    if (has(parent, 'itemscope')) return false;
  }
  return false;
}

/** Which attribute holds the value depends on the element. `content` is taken on any, as schema.org's own examples do. */
const VALUE_ATTRIBUTE: Readonly<Record<string, string>> = {
  a: 'href',
  area: 'href',
  link: 'href',
  img: 'src',
  audio: 'src',
  video: 'src',
  source: 'src',
  iframe: 'src',
  embed: 'src',
  track: 'src',
  object: 'data',
  data: 'value',
  meter: 'value',
  time: 'datetime',
};

function textValue(element: Element): string {
  const name = VALUE_ATTRIBUTE[element.tagName];
  return attribute(element, 'content') ?? (name && attribute(element, name)) ?? textOf(element);
}

const words = (text: string | undefined) => (text ?? '').split(/\s+/).filter((word) => word !== '');
const has = (element: Element, name: string) => attribute(element, name) !== undefined;
