import { notCovered } from '../errors.js';

/**
 * Refuses parts of parameters that the sandbox would otherwise pass over in silence.
 *
 * @param paths dotted, with `*` for every entry of a list: `line_items.*.tax_rates`
 * @throws ApiError that names the first one given
 */
export function refuseUncovered(params: object, paths: readonly string[]): void {
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.');
    refuseAt(params, first, rest, '');
  }
}

function refuseAt(node: unknown, segment: string, rest: readonly string[], param: string): void {
  if (typeof node !== 'object' || node === null) return;
  const entries = segment === '*' ? Object.entries(node) : Object.entries(node).filter(([key]) => key === segment);
  for (const [key, value] of entries) {
    const name = param === '' ? key : `${param}[${key}]`;
    const [next, ...others] = rest;
    if (next === undefined) throw notCovered(name, name);
    refuseAt(value, next, others, name);
  }
}
