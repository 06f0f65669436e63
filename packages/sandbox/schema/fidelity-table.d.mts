import type { Rule } from '../src/rules/rule.js';

export const TABLE_START: string;
export const TABLE_END: string;
export function testsByRule(
  files: readonly { readonly path: string; readonly text: string }[],
): Map<string, Set<string>>;
export function fidelityTable(
  rules: Readonly<Record<string, Rule>>,
  tests: ReadonlyMap<string, ReadonlySet<string>>,
): string;
