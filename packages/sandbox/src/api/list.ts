import { ApiError, noSuchParam } from '../errors.js';
import type { WireList } from '../account/wire.js';

export interface Page {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}

/** The parameters every list takes. */
export const PAGE_PARAMS = ['limit', 'starting_after', 'ending_before', 'expand'] as const;

/** @throws ApiError when a page cannot be described like that */
export function checkPage(params: Page): void {
  const { limit, starting_after: after, ending_before: before } = params;
  if (limit !== undefined && (limit < 1 || limit > 100)) {
    throw new ApiError('list-limit', 400, 'A list limit is from 1 to 100.', {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
  if (after !== undefined && before !== undefined) {
    throw new ApiError('list-cursor', 400, 'Only one of starting_after and ending_before can be given.', {
      param: 'ending_before',
    });
  }
}

/**
 * One page of `items`.
 *
 * @param items in the order in which the list shows them
 * @param all where a cursor may point to: also objects that the filter leaves out
 */
export function pageOf<T extends { id: string }>(
  items: readonly T[],
  page: Page,
  url: string,
  object: string,
  all: readonly T[] = items,
): WireList<T> {
  const limit = page.limit ?? 10;
  const position = (id: string, param: string): number => {
    const index = all.findIndex((item) => item.id === id);
    if (index < 0) throw noSuchParam(object, id, param);
    return index;
  };
  const places = new Map(all.map((item, index) => [item.id, index]));
  const placeOf = (item: T): number => places.get(item.id) ?? -1;
  if (page.ending_before !== undefined) {
    const end = position(page.ending_before, 'ending_before');
    const before = items.filter((item) => placeOf(item) < end);
    return { object: 'list', data: before.slice(-limit), has_more: before.length > limit, url };
  }
  const start = page.starting_after === undefined ? -1 : position(page.starting_after, 'starting_after');
  const rest = items.filter((item) => placeOf(item) > start);
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit, url };
}

/** A collection as lists show it: newest first. */
export function newestFirst<T>(collection: ReadonlyMap<string, T>): T[] {
  return [...collection.values()].toReversed();
}

/** The `created` filter: a time in seconds, or bounds. */
export function isCreatedIn(created: number, filter: number | CreatedRange | undefined): boolean {
  if (filter === undefined) return true;
  if (typeof filter === 'number') return created === filter;
  return (
    created > (filter.gt ?? -Infinity) &&
    created >= (filter.gte ?? -Infinity) &&
    created < (filter.lt ?? Infinity) &&
    created <= (filter.lte ?? Infinity)
  );
}

interface CreatedRange {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}
