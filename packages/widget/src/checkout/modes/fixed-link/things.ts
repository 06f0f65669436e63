import type { CartLine, CatalogItem } from '@stripe-cart/contract';

/** Lines as a buyer names them: `2 × Stoneware mug, 1 × Poster (Oak)`. */
export function things(lines: readonly CartLine[], items: ReadonlyMap<string, CatalogItem>): string {
  return lines
    .map(({ item, quantity, options }) => {
      const chosen = options.map(({ value }) => value).join(', ');
      return `${quantity} × ${items.get(item)?.name ?? item}${chosen && ` (${chosen})`}`;
    })
    .join(', ');
}
