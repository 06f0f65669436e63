import type { CatalogFile } from '@stripe-cart/proxy/links';
import type { StripeAccount } from '../../stripe/stripe-account.js';
import { confirm } from '../../terminal/ask.js';
import { print, tell } from '../../terminal/output.js';
import { plainText } from '../../terminal/plain-text.js';
import { table } from '../../terminal/table.js';
import { majorUnits } from '../price-text.js';
import { carryOut, findPrices, stepItem } from './account-prices.js';
import { planPush, type LeftAlone, type PushStep } from './push-plan.js';

export interface PushOptions {
  readonly prune?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** One thing to do in Stripe, in words. */
interface ShownStep {
  readonly id: string;
  readonly action: PushStep['kind'];
  readonly what: string;
}

/** What `--json` says of a push. */
export interface PushOutcome {
  readonly livemode: boolean;
  /** Whether all of it was done, and not only said. */
  readonly done: boolean;
  readonly steps: readonly ShownStep[];
  /** Steps that were not done, and why. The next run tries them again. */
  readonly undone: readonly (ShownStep & { readonly why: string })[];
  readonly left: readonly LeftAlone[];
}

/**
 * Brings the account's marked products and prices to what the catalogue says: shows it, asks, does it.
 *
 * @throws {CliError} `not_confirmed`, `declined`, with nothing done
 * @throws {StripeFailure} where the account cannot be read, with nothing done
 */
export async function runPush(
  account: StripeAccount,
  catalog: CatalogFile,
  options: PushOptions,
): Promise<PushOutcome> {
  const plan = planPush(catalog, await findPrices(account, catalog), options.prune ?? false);
  const shown = (step: PushStep) => ({ id: stepItem(step), action: step.kind, what: whatOf(step, catalog.currency) });
  const steps = plan.steps.map(shown);
  const outcome = { livemode: account.livemode, steps, left: plan.left };
  if (options.json !== true) show(steps, plan.left);
  if (options.dryRun === true || steps.length === 0) return { ...outcome, done: false, undone: [] };
  const mode = account.livemode ? 'the LIVE account' : 'the account’s test mode';
  await confirm(`Do that in ${mode}?`, options.yes ?? false);
  const failed = await carryOut(account, catalog.currency, plan.steps);
  const undone = failed.map(({ step, failure }) => ({ ...shown(step), why: failure?.message ?? NOT_TRIED }));
  tell(`Done: ${steps.length - undone.length} of ${steps.length} in Stripe.`);
  if (options.json !== true)
    for (const { id, what, why } of undone) print(`${plainText(id)}: not done (${what}). ${why}`);
  return { ...outcome, done: undone.length === 0, undone };
}

const NOT_TRIED = 'A step before it failed.';

function whatOf(step: PushStep, currency: string): string {
  const costs = (amount: number | null | undefined, code = currency) => `${majorUnits(amount ?? 0, code)} ${code}`;
  switch (step.kind) {
    case 'create':
      return `new product and price, ${costs(step.item.amounts[currency])}`;
    case 'reprice':
      return `new price, ${costs(step.item.amounts[currency])} instead of ${costs(step.old.unit_amount, step.old.currency)}; the old one off`;
    case 'price':
      return `price: ${step.fields.join(', ')}`;
    case 'product':
      return `product: ${step.fields.join(', ')}`;
    case 'retire':
      return `${RETIRED[step.why]}${BY[step.by]}`;
  }
}

const RETIRED = {
  replaced: 'the price it had before: off',
  unwanted: 'in no page any more: off',
  unsellable: 'the price it had without options: off',
} as const;

/** Where it is the default price of its product. */
const BY = {
  price: '',
  other_default: ', and another price of its product the default',
  product: ', by archiving its product, whose default price it is',
} as const;

const LEFT: Readonly<Record<LeftAlone['why'], string>> = {
  options: 'stays in catalog.json: it has options, and a price of Stripe’s has none',
  recurring: 'stays in catalog.json: only what is paid once is pushed',
  not_marked:
    'is left alone: a price with this lookup key is there, and not marked stripe_cart=1. Mark it, or give the item another id',
  not_in_pages: 'is marked and still for sale in Stripe, and in none of the pages. --prune switches it off',
  other_currencies:
    'has amounts in Stripe that no page names, and they are left alone. Take them away in the Dashboard',
  shared_product: 'shares its product with others, so the product’s name and texts are left alone',
};

function show(steps: PushOutcome['steps'], left: readonly LeftAlone[]): void {
  for (const { id, why, currencies } of left) {
    print(`${plainText(id)} ${LEFT[why]}${currencies === undefined ? '' : `: ${currencies.join(', ')}`}.`);
  }
  if (steps.length === 0) {
    print(left.length === 0 ? 'Stripe has all of it already.' : 'There is nothing to do in Stripe.');
    return;
  }
  print(
    table(
      [{ title: 'Item' }, { title: 'In Stripe' }],
      steps.map(({ id, what }) => [id, what]),
    ),
  );
}
