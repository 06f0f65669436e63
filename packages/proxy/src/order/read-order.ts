import type { FoundOrder } from './found-order.js';
import type { Keyring } from './keyring.js';
import type { PaidBy } from './paid-by.js';
import { readIntent } from './read-intent.js';
import { readSession } from './read-session.js';
import type { Asked, Reading, ReadingDeps } from './reading.js';

/** Reads orders back from Stripe. One call each, and a second one for the lines of a link, or where there are more lines. */
export type OrderReader = (paidBy: PaidBy, deadline: AbortSignal, asked?: Asked) => Promise<FoundOrder | null>;

/** Makes a reader that knows only this shop's orders, and answers null for whatever is none. */
export function orderReader(deps: ReadingDeps, keys: Keyring): OrderReader {
  return async (paidBy, deadline, asked) => {
    const reading = await readOrder(deps, keys, paidBy, deadline, asked);
    return reading.is === 'ours' ? reading.order : null;
  };
}

async function readOrder(
  deps: ReadingDeps,
  keys: Keyring,
  { by, id }: PaidBy,
  deadline: AbortSignal,
  asked?: Asked,
): Promise<Reading> {
  return READERS[by](deps, keys, id, deadline, asked);
}

type Reader = (deps: ReadingDeps, keys: Keyring, id: string, deadline: AbortSignal, asked?: Asked) => Promise<Reading>;

/** By what it is paid. An invoice is no order of a cart's: whoever has its link is told of it elsewhere. */
const READERS: Readonly<Record<PaidBy['by'], Reader>> = {
  session: readSession,
  intent: readIntent,
  invoice: () => Promise.resolve({ is: 'foreign' }),
};
