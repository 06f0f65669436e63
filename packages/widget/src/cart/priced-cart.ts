import { lineKey, type CartLine, type CatalogItem, type Currency, type RecurringTotal } from '@stripe-cart/contract';

/** The cart beside the catalogue: what each line costs, and what stands in the way of paying for it. Pure. */
export interface PricedCart {
  readonly lines: readonly PricedLine[];
  /** The lines that can be paid for now. */
  readonly payable: readonly CartLine[];
  /** Null while nothing can be paid for, or where two currencies meet. */
  readonly currency: Currency | null;
  /** Sum of the payable lines in minor units. */
  readonly subtotal: number;
  /** How it goes on after today; undefined where nothing that can be paid for recurs. */
  readonly recurring: RecurringTotal | undefined;
  /** Two currencies, or subscriptions that are not charged at the same times, in one cart. */
  readonly conflict: 'mixed_currency' | 'mixed_billing' | null;
}

export interface PricedLine {
  readonly key: string;
  readonly line: CartLine;
  /** Null where the catalogue no longer lists it. */
  readonly item: CatalogItem | null;
  readonly obstacle: Obstacle | null;
  /** Price of one, option deltas included, in minor units. */
  readonly unitAmount: number;
  readonly subtotal: number;
}

/** Why a line cannot be paid for. */
export type Obstacle = 'unknown_item' | 'item_unavailable' | 'invalid_option' | 'invalid_quantity';

export function priceCart(lines: readonly CartLine[], catalog: ReadonlyMap<string, CatalogItem>): PricedCart {
  const priced = lines.map((line) => priceLine(line, catalog.get(line.item) ?? null));
  const payable = priced.filter(({ obstacle }) => !obstacle);
  const currencies = new Set(payable.map(({ item }) => item?.currency));
  const recurring = payable.filter(({ item }) => item?.recurring);
  const billing = new Set(recurring.map(({ item }) => JSON.stringify(item?.recurring)));
  const terms = recurring[0]?.item?.recurring;
  const conflict = currencies.size > 1 ? 'mixed_currency' : billing.size > 1 ? 'mixed_billing' : null;
  return {
    lines: priced,
    payable: payable.map(({ line }) => line),
    currency: conflict === 'mixed_currency' ? null : (payable[0]?.item?.currency ?? null),
    subtotal: sumOf(payable),
    recurring: terms ? { ...terms, amount: sumOf(recurring) } : undefined,
    conflict,
  };
}

const sumOf = (lines: readonly PricedLine[]): number => lines.reduce((sum, { subtotal }) => sum + subtotal, 0);

/** The nearest quantity an item is sold in. */
export function nearestQuantity(quantity: number, { min, max, step }: CatalogItem['quantity']): number {
  if (!(quantity > min)) return min;
  const steps = Math.round((Math.min(quantity, max) - min) / step);
  return min + Math.min(steps, Math.floor((max - min) / step)) * step;
}

/** The choices this item wants and the line has not made, or not validly. */
export function openChoices(line: CartLine, item: CatalogItem): CatalogItem['options'] {
  return item.options.filter((option) => {
    const value = chosen(line, option);
    if (value === undefined) return option.required;
    return option.kind === 'choice'
      ? !option.values.some((offered) => offered.value === value)
      : value.length > option.maxLength;
  });
}

function priceLine(line: CartLine, item: CatalogItem | null): PricedLine {
  const unitAmount = item ? item.unitAmount + optionDeltas(line, item) : 0;
  return {
    key: lineKey(line),
    line,
    item,
    obstacle: obstacleOf(line, item),
    unitAmount,
    subtotal: unitAmount * line.quantity,
  };
}

function obstacleOf(line: CartLine, item: CatalogItem | null): Obstacle | null {
  if (!item) return 'unknown_item';
  if (!item.available) return 'item_unavailable';
  const named = new Set(item.options.map(({ name }) => name));
  if (openChoices(line, item).length > 0 || line.options.some(({ name }) => !named.has(name))) return 'invalid_option';
  return nearestQuantity(line.quantity, item.quantity) === line.quantity ? null : 'invalid_quantity';
}

function optionDeltas(line: CartLine, item: CatalogItem): number {
  return item.options.reduce((sum, option) => {
    if (option.kind === 'text') return sum;
    const value = chosen(line, option);
    return sum + (option.values.find((offered) => offered.value === value)?.delta ?? 0);
  }, 0);
}

function chosen({ options }: CartLine, { name }: CatalogItem['options'][number]): string | undefined {
  return options.find((option) => option.name === name)?.value;
}
