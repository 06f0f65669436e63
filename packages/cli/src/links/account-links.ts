import type Stripe from 'stripe';
import { CliError } from '../cli-error.js';
import { eachAtOnce } from '../stripe/at-once.js';
import { isReplayed, type StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';
import { plainText } from '../terminal/plain-text.js';
import { showProgress } from '../terminal/progress.js';
import { deviationOf, LINK_EXPAND } from './link-check.js';
import type { FoundByHand, HandMade } from './hand-made.js';
import { idempotencyKeyOf, isMarked, madeByHand, markOf } from './link-metadata.js';
import type { FoundLink, Plan, WantedLink } from './plan.js';

/** The shop's links as the account has them. */
export interface LinksThere {
  /** Made by this command, the newest first. */
  readonly made: readonly FoundLink[];
  /** Made by hand and taken over, earlier or with `--adopt` now, the oldest first; those that are off as well. */
  readonly byHand: readonly FoundByHand[];
}

/**
 * Finds the shop's links over all pages of the account's list, those that are off as well. Whatever may be kept is then
 * retrieved with its lines: metadata is a claim, not a proof.
 *
 * @param adopted ids or addresses given with `--adopt`
 * @throws {CliError} `unknown_link`, `cannot_adopt`
 * @throws {StripeFailure}
 */
export async function findLinks(
  account: StripeAccount,
  shop: string,
  wanted: readonly WantedLink[],
  adopted: readonly string[],
): Promise<LinksThere> {
  const all: Stripe.PaymentLink[] = [];
  for await (const link of account.every((stripe, page) => stripe.paymentLinks.list(page))) all.push(link);

  const asked = new Set(adopted.map((name) => linkNamed(name, all, shop).id));
  const marked = all.flatMap((link) => {
    const mark = markOf(link, shop);
    return mark === null ? [] : [{ link, mark }];
  });

  const wantedByMaking = new Map(wanted.map((one) => [one.made, one]));
  const made = marked.flatMap(({ link, mark }) => (mark.kind === 'made' ? [{ link, mark }] : []));
  const toCheck = made.filter(({ mark }) => wantedByMaking.has(mark.made)).length;
  const progress = showProgress('Checking links', toCheck);
  const found = await eachAtOnce(made, async ({ link, mark }): Promise<FoundLink> => {
    const { id, url, active } = link;
    const returns = link.after_completion.type === 'redirect';
    const one = wantedByMaking.get(mark.made);
    if (one === undefined) return { id, url, active, returns, ...factsOf(mark), deviation: null };
    const now = await retrieve(account, id);
    progress.advance();
    return {
      id,
      url: now.url,
      active: now.active,
      returns,
      ...factsOf(mark),
      deviation: deviationOf(now, one, account.livemode),
    };
  });
  progress.end();
  const handMade = all.flatMap((link) => {
    const mark = markOf(link, shop);
    if (mark?.kind === 'by-hand') return [{ id: link.id, takenAs: mark.purpose }];
    return asked.has(link.id) ? [{ id: link.id, takenAs: null }] : [];
  });
  const byHand = await eachAtOnce(handMade.toReversed(), async ({ id, takenAs }) => ({
    link: await retrieve(account, id),
    takenAs,
  }));
  return { made: found, byHand };
}

/** @throws {CliError} `unknown_link`; `cannot_adopt` for one that was made by this command, or for another shop */
function linkNamed(name: string, all: readonly Stripe.PaymentLink[], shop: string): Stripe.PaymentLink {
  const link = all.find(({ id, url }) => id === name || sameAddress(url, name));
  if (link === undefined) {
    throw new CliError('unknown_link', `--adopt: this account has no payment link ${JSON.stringify(plainText(name))}.`);
  }
  if (!isMarked(link) || markOf(link, shop)?.kind === 'by-hand') return link;
  throw new CliError(
    'cannot_adopt',
    `${link.url} cannot be taken over: stripe-cart made it, or uses it for another shop.`,
  );
}

const factsOf = ({ made, cart }: { made: string; cart: string | null }) => ({ made, cart });

/** Whether somebody copied this link's address, with or without what follows the path. */
function sameAddress(url: string, name: string): boolean {
  const [there, given] = [URL.parse(url), URL.parse(name)];
  return there !== null && given !== null && there.origin === given.origin && there.pathname === given.pathname;
}

async function retrieve(account: StripeAccount, id: string): Promise<Stripe.PaymentLink> {
  const expand = { expand: LINK_EXPAND };
  return withAllLines(
    account,
    await account.call('payment_link', (stripe) => stripe.paymentLinks.retrieve(id, expand)),
  );
}

/** Stripe expands “the first handful” of lines (stripe 23.1.0, PaymentLinks.d.ts, `listLineItems`); a link may have twenty. */
async function withAllLines(account: StripeAccount, link: Stripe.PaymentLink): Promise<Stripe.PaymentLink> {
  if (!link.line_items?.has_more) return link;
  const page = { limit: 100, expand: ['data.price.product'] };
  const lines = await account.call('list', (stripe) => stripe.paymentLinks.listLineItems(link.id, page));
  return { ...link, line_items: lines };
}

/** Marks what was made by hand as the shop's, so that later runs find it. Nothing else about it changes. */
export async function markByHand(account: StripeAccount, shop: string, taken: readonly HandMade[]): Promise<void> {
  await eachAtOnce(taken, ({ id, purpose }) =>
    account.call('payment_link', (stripe) => stripe.paymentLinks.update(id, { metadata: madeByHand(shop, purpose) })),
  );
}

/**
 * Makes what is missing and switches on again what is wanted again.
 *
 * @returns the addresses, by cart
 * @throws {StripeFailure} what was made until then is there, and the next run finds it
 */
export async function makeLinks(account: StripeAccount, { create, reactivate }: Plan): Promise<Map<string, string>> {
  const addresses = new Map<string, string>();
  const progress = showProgress('Creating links', create.length);
  try {
    await eachAtOnce(create, async ({ wanted, predecessors }) => {
      addresses.set(wanted.cart, await createLink(account, wanted, predecessors));
      progress.advance();
    });
  } finally {
    progress.end();
  }
  await eachAtOnce(reactivate, async ({ wanted, link }) => {
    addresses.set(wanted.cart, await reactivateLink(account, wanted, link));
  });
  return addresses;
}

async function createLink(
  account: StripeAccount,
  wanted: WantedLink,
  predecessors: readonly string[],
): Promise<string> {
  const params = { ...wanted.params, expand: LINK_EXPAND };
  const answer = await account.call(
    'payment_link',
    (stripe, options) => stripe.paymentLinks.create(params, options),
    idempotencyKeyOf(wanted.params, predecessors),
  );
  // A replay is as old as the link: it may have been changed since.
  const link = isReplayed(answer) ? await retrieve(account, answer.id) : await withAllLines(account, answer);
  const deviation = link.active ? deviationOf(link, wanted, account.livemode) : 'it is switched off';
  if (deviation === null) return link.url;
  throw new StripeFailure(
    'link_not_as_made',
    `Stripe's answer to making a link is one that is not as it should be (${link.id}: ${deviation}). Try again in a day.`,
    { status: 200, stripeCode: null, again: false, replayed: false, retryAfter: null },
    undefined,
  );
}

/** Stripe switches no link on whose prices or products have been archived since. There has to be another one then. */
async function reactivateLink(account: StripeAccount, wanted: WantedLink, { id, url }: FoundLink): Promise<string> {
  try {
    await setActive(account, id, true);
    return url;
  } catch (error) {
    if (error instanceof StripeFailure && error.status === 400) return createLink(account, wanted, [id]);
    throw error;
  }
}

/**
 * Switches links off: whoever opens one then reads on Stripe's page that it is no longer in use.
 *
 * @returns those that are off, and why it went no further where it did not come to its end
 */
export async function switchOff(
  account: StripeAccount,
  ids: readonly string[],
): Promise<{ ids: ReadonlySet<string>; failure: StripeFailure | null }> {
  const off = new Set<string>();
  const progress = showProgress('Switching off', ids.length);
  try {
    await eachAtOnce(ids, async (id) => {
      await setActive(account, id, false);
      off.add(id);
      progress.advance();
    });
    return { ids: off, failure: null };
  } catch (error) {
    if (error instanceof StripeFailure) return { ids: off, failure: error };
    throw error;
  } finally {
    progress.end();
  }
}

const setActive = (account: StripeAccount, id: string, active: boolean) =>
  account.call('payment_link', (stripe) => stripe.paymentLinks.update(id, { active }));
