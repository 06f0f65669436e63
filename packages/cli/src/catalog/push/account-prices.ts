import { createHash } from 'node:crypto';
import { MARKER, type CatalogFile } from '@stripe-cart/proxy/links';
import type Stripe from 'stripe';
import { eachAtOnce } from '../../stripe/at-once.js';
import type { StripeAccount } from '../../stripe/stripe-account.js';
import { StripeFailure } from '../../stripe/stripe-failure.js';
import { showProgress } from '../../terminal/progress.js';
import { whyNotInStripe, type PushStep } from './push-plan.js';
import { ITEM_FIELD, newPrice, priceUpdate, productUpdate } from './wanted-objects.js';

const EXPAND = ['data.product', 'data.currency_options'];

/** A list can ask for so many lookup keys (stripe 23.1.0, Prices.d.ts, `PriceListParams.lookup_keys`). */
const KEYS_A_CALL = 10;

/**
 * All active prices, and whichever archived ones hold an item's lookup key: that name can only be moved.
 *
 * @throws {StripeFailure}
 */
export async function findPrices(account: StripeAccount, { items }: CatalogFile): Promise<readonly Stripe.Price[]> {
  const prices: Stripe.Price[] = [];
  const active = account.every((stripe, page) => stripe.prices.list({ ...page, active: true, expand: EXPAND }));
  for await (const price of active) prices.push(price);
  const found = new Set(prices.map((price) => price.lookup_key));
  const missing = items.filter((item) => !found.has(item.id) && whyNotInStripe(item) === null).map(({ id }) => id);
  const batches = Array.from({ length: Math.ceil(missing.length / KEYS_A_CALL) }, (_, index) =>
    missing.slice(index * KEYS_A_CALL, (index + 1) * KEYS_A_CALL),
  );
  const archived = await eachAtOnce(batches, (keys) =>
    account.call('list', (stripe) => stripe.prices.list({ lookup_keys: keys, limit: 100, expand: EXPAND })),
  );
  return [...prices, ...archived.flatMap(({ data }) => data)];
}

/** A step that was not done, and why. */
export interface Undone {
  readonly step: PushStep;
  /** Null where it was not tried: a step before it failed. */
  readonly failure: StripeFailure | null;
}

/**
 * Does what the plan says, a few steps at a time, and returns what could not be done. Each step may be cut short: what
 * is left of it is found, and done, by the next run.
 *
 * What Stripe refuses for one item keeps only that item's next steps from being done. Any other failure would be the
 * same for all of them, so that nothing more is begun.
 */
export async function carryOut(
  account: StripeAccount,
  currency: string,
  steps: readonly PushStep[],
): Promise<readonly Undone[]> {
  const progress = showProgress('Items', steps.length);
  const undone: Undone[] = [];
  const failedItems = new Set<string>();
  const going = new Set(steps.flatMap((step) => (step.kind === 'retire' ? [step.price.id] : [])));
  let isStopped = false;
  const attempt = async (step: PushStep) => {
    if (isStopped || failedItems.has(stepItem(step))) {
      undone.push({ step, failure: null });
      return;
    }
    try {
      await (step.kind === 'retire' ? retire(account, step, going) : doStep(account, currency, step));
      progress.advance();
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      undone.push({ step, failure: error });
      failedItems.add(stepItem(step));
      isStopped ||= error.code !== 'stripe_refused';
    }
  };
  // An item's own steps are one after the other: its product may wait for its price.
  for (const round of [steps.filter(({ kind }) => kind !== 'retire'), steps.filter(({ kind }) => kind === 'retire')]) {
    const byItem = Map.groupBy(round, stepItem);
    await eachAtOnce([...byItem.values()], async (own) => {
      for (const step of own) await attempt(step);
    });
  }
  progress.end();
  return undone;
}

export function stepItem(step: PushStep): string {
  return step.kind === 'retire' ? step.id : step.item.id;
}

async function doStep(
  account: StripeAccount,
  currency: string,
  step: Exclude<PushStep, { kind: 'retire' }>,
): Promise<void> {
  switch (step.kind) {
    case 'create': {
      const { item, before } = step;
      // One call makes both, so that no product is ever left without its price.
      const price = await createPrice(account, before, {
        ...newPrice(item, currency, before),
        ...(before !== null && { transfer_lookup_key: true }),
        product_data: { name: item.name, metadata: { [MARKER]: '1', [ITEM_FIELD]: item.id } },
      });
      await updateProduct(account, idOf(price.product), productUpdate(item));
      return;
    }
    case 'reprice': {
      const { item, old, product } = step;
      const price = await createPrice(account, old, {
        ...newPrice(item, currency, old),
        transfer_lookup_key: true,
        product: product.id,
      });
      // A product's default price cannot be switched off.
      if (idOf(product.default_price) === old.id) await updateProduct(account, product.id, { default_price: price.id });
      await updatePrice(account, old.id, { active: false });
      return;
    }
    case 'price':
      await updatePrice(account, step.price.id, priceUpdate(step.item, currency, step.price));
      return;
    case 'product':
      await updateProduct(account, step.product.id, productUpdate(step.item));
  }
}

/**
 * Stripe refuses to archive a product's default price, and its API has no way to leave a product without one
 * (stripe 23.1.0, Products.d.ts: of `ProductUpdateParams` `default_price` is not among those that may be emptied).
 */
async function retire(
  account: StripeAccount,
  { price, by }: Extract<PushStep, { kind: 'retire' }>,
  going: ReadonlySet<string>,
): Promise<void> {
  const product = idOf(price.product);
  if (by === 'product') {
    await updateProduct(account, product, { active: false });
    return;
  }
  if (by === 'other_default') {
    const active = await account.call('list', (stripe) => stripe.prices.list({ product, active: true, limit: 100 }));
    const other = active.data.find(({ id }) => !going.has(id));
    if (other) await updateProduct(account, product, { default_price: other.id });
  }
  await updatePrice(account, price.id, { active: false });
}

/**
 * The idempotency key names the price that this one comes after: the same price may be right again later, and is then
 * another one.
 */
function createPrice(
  account: StripeAccount,
  before: Stripe.Price | null,
  params: Stripe.PriceCreateParams,
): Promise<Stripe.Price> {
  const digest = createHash('sha256')
    .update(JSON.stringify([before?.id ?? null, params]))
    .digest('hex');
  return account.call(
    'price',
    (stripe, options) => stripe.prices.create(params, options),
    `stripe-cart-push-${digest}`,
  );
}

const updatePrice = (account: StripeAccount, id: string, params: Stripe.PriceUpdateParams) =>
  account.call('price', (stripe) => stripe.prices.update(id, params));

const updateProduct = (account: StripeAccount, id: string, params: Stripe.ProductUpdateParams) =>
  account.call('product', (stripe) => stripe.products.update(id, params));

function idOf(object: string | { readonly id: string } | null | undefined): string {
  return typeof object === 'object' && object !== null ? object.id : (object ?? '');
}
