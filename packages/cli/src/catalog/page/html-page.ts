import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Place } from '../finding.js';

export type Element = Tree.Element;

/** One built page. Reading never fails: whatever the text is, browsers and this command see the same tree. */
export interface HtmlPage {
  readonly file: string;
  /** Every element that is on the page, in the order of the document. What is in a `<template>` is not on it. */
  readonly elements: readonly Element[];
  /** `href` of the first `<base>`. */
  readonly base: string | null;
}

export function readHtml(file: string, html: string): HtmlPage {
  const elements = elementsBelow(parse(html, { sourceCodeLocationInfo: true }));
  const base = elements.find((element) => element.tagName === 'base' && attribute(element, 'href') !== undefined);
  return { file, elements, base: (base && attribute(base, 'href')) ?? null };
}

/** Everything below a node, in the order of the document. By hand and not by recursion: pages can be nested deeply. */
export function elementsBelow(root: Tree.ParentNode): readonly Element[] {
  const found: Element[] = [];
  const waiting: Tree.ChildNode[] = root.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!defaultTreeAdapter.isElementNode(node)) continue;
    found.push(node);
    for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
  return found;
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

export function hasClass(element: Element, name: string): boolean {
  return (attribute(element, 'class') ?? '').split(/\s+/).includes(name);
}

/** All text in an element, as it stands. */
export function textOf(element: Element): string {
  let text = '';
  const waiting: Tree.ChildNode[] = element.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (defaultTreeAdapter.isTextNode(node)) text += node.value;
    if (!defaultTreeAdapter.isElementNode(node)) continue;
    for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
  return text;
}

/** Where an element begins, or one of its attributes. */
export function placeOf({ file }: HtmlPage, element: Element, name?: string): Place {
  const location = element.sourceCodeLocation;
  const at = (name !== undefined && location?.attrs?.[name]) || location;
  return { file, line: at?.startLine ?? 1, column: at?.startCol ?? 1 };
}
