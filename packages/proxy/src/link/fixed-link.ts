import { base64url } from 'jose';
import type { ProblemEvidence } from '@stripe-cart/contract';
import type { PricedCart } from '../checkout/priced-cart.js';
import { allowedAdjustments } from '../checkout/session-params.js';
import { fingerprintOf } from '../order/fingerprint.js';
import { createKeyring } from '../order/keyring.js';
import { metadataOf, NOBODY_YET } from '../order/promise.js';
import { soldLines } from '../order/sold-lines.js';
import { linkParams, linkProblem, type LinkParams, type LinkSale } from './link-params.js';
import type { LinkSettings } from './link-settings.js';

/**
 * Whether the buyer gets these quantities, or sets them on Stripe's page. A link's quantities cannot be set from its
 * address, so an exact link is for one cart and an adjustable one for all with the same items.
 */
export type LinkQuantities = 'exact' | 'adjustable';

/** What a link of ours says of itself in its metadata, so that it can be found again among all links of an account. */
export interface LinkMark {
  readonly shop: string;
  /** Of its lines, quantities and prices: 43 characters. */
  readonly lines: string;
  readonly quantities: LinkQuantities;
  /** Of everything it was made with; another one means that the same cart would be sold in another way today. */
  readonly made: string;
}

export type FixedLinkMaking =
  | { readonly ok: true; readonly params: LinkParams; readonly mark: LinkMark }
  /**
   * `too_many_lines` over Stripe's 20, `invalid_quantity` for an adjustable link of an item that is sold in steps, and
   * `cart_too_large` where names and options do not fit into Stripe's metadata.
   */
  | { readonly ok: false; readonly problem: ProblemEvidence };

/**
 * The parameters of a payment link that is made beforehand and may be paid any number of times. The same cart and
 * settings always make the same parameters. With a secret in the settings the link carries a signed promise, by which
 * a proxy with that secret verifies what its buyers paid.
 */
export async function fixedLink(
  cart: PricedCart,
  settings: LinkSettings,
  quantities: LinkQuantities,
): Promise<FixedLinkMaking> {
  const { shop, checkout, returnUrl, tokenSecrets } = settings;
  const sale: LinkSale = {
    cart,
    checkout,
    promise: tokenSecrets === null ? {} : await promiseOf(cart, settings, tokenSecrets, quantities),
    marks: marksOf({ shop, lines: PLACEHOLDER, quantities, made: PLACEHOLDER }),
    returnAddress: returnUrl === null ? null : withSession(returnUrl),
    adjustable: quantities === 'adjustable',
  };
  const problem = linkProblem(sale);
  if (problem !== null) return { ok: false, problem };

  const lines = await fingerprintOf(cart.currency, soldLines(cart));
  const mark: LinkMark = { shop, lines, quantities, made: await digestOf(linkParams(sale)) };
  return { ok: true, params: linkParams({ ...sale, marks: marksOf(mark) }), mark };
}

/** Reads back what a link says of itself; null for one that is not ours. Anybody may write metadata: it proves nothing. */
export function markIn(metadata: Readonly<Record<string, string>>): LinkMark | null {
  const { cart_link: shop, cart_link_lines: lines, cart_link_quantities: quantities, cart_link_made: made } = metadata;
  if (shop === undefined || lines === undefined || made === undefined) return null;
  return quantities === 'exact' || quantities === 'adjustable' ? { shop, lines, quantities, made } : null;
}

/** None of these is `cart_shop`: a link without a signature must not look as if it bore one that is wrong. */
const marksOf = ({ shop, lines, quantities, made }: LinkMark): Record<string, string> => ({
  cart_link: shop,
  cart_link_lines: lines,
  cart_link_quantities: quantities,
  cart_link_made: made,
});

/** As long as a fingerprint, for asking whether everything fits before there is one. */
const PLACEHOLDER = '-'.repeat(43);

/** The signature itself has no part in it, so that a secret may be rolled without making every link anew. */
async function digestOf(params: LinkParams): Promise<string> {
  const unsigned = JSON.stringify(params, (key, value: unknown) => (key === 'cart_signature' ? null : value));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(unsigned));
  return base64url.encode(new Uint8Array(hash));
}

async function promiseOf(
  cart: PricedCart,
  { shop, checkout }: LinkSettings,
  secrets: readonly [string, ...string[]],
  quantities: LinkQuantities,
): Promise<Record<string, string>> {
  const kind = quantities === 'exact' ? 'fixed-link' : 'adjustable-link';
  return metadataOf(
    {
      shop,
      attempt: NOBODY_YET,
      kind,
      predecessor: null,
      number: NOBODY_YET,
      currency: cart.currency,
      fingerprint: await fingerprintOf(cart.currency, soldLines(cart, kind)),
      allows: allowedAdjustments(cart, { checkout }),
      charge: null,
    },
    createKeyring(secrets),
  );
}

/** The braces are Stripe's placeholder, and only recognised as they are: no URL encoder may touch them. */
function withSession(page: string): string {
  return `${page}${page.includes('?') ? '&' : '?'}session_id={CHECKOUT_SESSION_ID}`;
}
