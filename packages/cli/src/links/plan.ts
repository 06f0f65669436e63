import type Stripe from 'stripe';
import type { CartLine } from '@stripe-cart/contract';

/** A link that has to be there when the command is done. */
export interface WantedLink {
  readonly lines: readonly CartLine[];
  readonly adjustable: boolean;
  /** Minor units. */
  readonly total: number;
  readonly params: Stripe.PaymentLinkCreateParams;
  /** Any of these in its metadata makes its promise good; none are needed where nothing is signed. */
  readonly signatures: readonly string[];
  /** Of everything it is made from, the proxy's name for it: after a change of price it is another. */
  readonly made: string;
  /** Of its cart alone. */
  readonly cart: string;
}

/** A link of this shop's that is there, and was made by this command. */
export interface FoundLink {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  readonly made: string;
  readonly cart: string | null;
  /** Whether its buyers come back to a page of the shop's. */
  readonly returns: boolean;
  /** What is not as it was made, or null; only links that may be kept are looked at, the others count as sound. */
  readonly deviation: string | null;
}

export interface Plan {
  readonly keep: readonly { readonly wanted: WantedLink; readonly link: FoundLink }[];
  /** Made earlier, switched off since, and wanted again. */
  readonly reactivate: readonly { readonly wanted: WantedLink; readonly link: FoundLink }[];
  readonly create: readonly { readonly wanted: WantedLink; readonly predecessors: readonly string[] }[];
  /** To be switched off once the file no longer names them. */
  readonly retire: readonly { readonly link: FoundLink; readonly reason: RetireReason }[];
  /** Still on, for a cart that is not wanted: switched off by `--prune` only. */
  readonly unwanted: readonly FoundLink[];
}

/** `replaced`: another price, text or address; `changed`: not as it was made; `duplicate`: made a second time. */
export type RetireReason = 'replaced' | 'changed' | 'duplicate' | 'adopted';

/**
 * What has to happen at Stripe.
 *
 * @param found in Stripe's order, the newest first
 * @param taken carts that a link made by hand is for: whatever was made for them goes
 */
export function planLinks(
  wanted: readonly WantedLink[],
  found: readonly FoundLink[],
  taken: ReadonlySet<string>,
): Plan {
  const byMaking = Map.groupBy(found, ({ made }) => made);
  const keep: { wanted: WantedLink; link: FoundLink }[] = [];
  const reactivate: { wanted: WantedLink; link: FoundLink }[] = [];
  const create: { wanted: WantedLink; predecessors: string[] }[] = [];
  const madeNow = new Map<string, string>();

  for (const one of wanted.filter(({ cart }) => !taken.has(cart))) {
    madeNow.set(one.cart, one.made);
    const same = byMaking.get(one.made) ?? [];
    // Of two the oldest: it is the one that may stand in a page already.
    const sound = same.filter(({ deviation }) => deviation === null).toReversed();
    const [first] = sound;
    const on = sound.find(({ active }) => active);
    if (on) keep.push({ wanted: one, link: on });
    else if (first) reactivate.push({ wanted: one, link: first });
    else create.push({ wanted: one, predecessors: same.map(({ id }) => id) });
  }

  const chosen = new Set([...keep, ...reactivate].map(({ link }) => link.id));
  const others = found.filter(({ id, active }) => active && !chosen.has(id));
  const reasonFor = ({ made, cart, deviation }: FoundLink): RetireReason | null => {
    if (cart === null) return null;
    if (taken.has(cart)) return 'adopted';
    const now = madeNow.get(cart);
    if (now === undefined) return null;
    if (now !== made) return 'replaced';
    return deviation === null ? 'duplicate' : 'changed';
  };
  return {
    keep,
    reactivate,
    create,
    retire: others.flatMap((link) => {
      const reason = reasonFor(link);
      return reason === null ? [] : [{ link, reason }];
    }),
    unwanted: others.filter((link) => reasonFor(link) === null),
  };
}
