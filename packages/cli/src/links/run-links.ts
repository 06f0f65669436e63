import type { FixedLinks } from '@stripe-cart/contract';
import { readLinkSettings, type LinkSettings } from '@stripe-cart/proxy/links';
import { CliError } from '../cli-error.js';
import { ExitCode } from '../exit-code.js';
import { openStripeAccount } from '../stripe/stripe-account.js';
import { confirm } from '../terminal/ask.js';
import { tell, warn } from '../terminal/output.js';
import { findLinks, makeLinks, markByHand, switchOff } from './account-links.js';
import { checkWritable, readFixedLinks, writeFixedLinks } from './fixed-links-file.js';
import { sortHandMade } from './hand-made.js';
import { fileOf, linksAfter } from './links-after.js';
import type { LinksOptions } from './links-options.js';
import { planLinks, type FoundLink } from './plan.js';
import { announce, counted, outcomeDocument, showOutcome } from './report.js';
import { readShopCatalog } from './shop-catalog.js';
import { wish } from './wish.js';

/**
 * `stripe-cart links`: brings the account and `links.json` to what the command line asks for. The order is what keeps a
 * page from being sent to a link that is off: make, write the file, switch off. It may stop anywhere, and be run again.
 *
 * @throws {CliError}
 */
export async function runLinks(options: LinksOptions): Promise<void> {
  const { out, adopt = [] } = options;
  const account = await openStripeAccount(options);
  const settings = readSettings(options, account.livemode);
  const before = await readFixedLinks(out);
  await checkWritable(out);
  checkSameShop(before, out, settings, account.livemode);

  const catalog = await readShopCatalog(options.catalog, account);
  const { wanted, currency, unsaleable } = await wish(options, before, catalog, settings);

  const there = await findLinks(account, settings.shop, wanted, adopt);
  const { usable, useless } = sortHandMade(there.byHand, catalog, currency);
  const untaken = new Set(there.byHand.filter(({ takenAs }) => takenAs === null).map(({ link }) => link.id));
  const refused = useless.find(({ id }) => untaken.has(id));
  if (refused) throw new CliError('cannot_adopt', `${refused.url} cannot be taken over: ${refused.reason}.`);
  const adoptedNow = usable.filter(({ id }) => untaken.has(id));
  const named = new Set(before?.links.map(({ url }) => url));
  // One that is off has been told of when the file names it no longer.
  const lost = useless.filter(({ url, active }) => active || named.has(url));

  const plan = planLinks(wanted, there.made, new Set(usable.map(({ purpose }) => purpose)));
  const unwanted = [...plan.unwanted, ...useless.filter(({ active }) => active)];
  if (before === null) {
    const replaced = plan.retire.flatMap(({ link, reason }) => (reason === 'duplicate' ? [] : [link]));
    checkOnlyFile(options, settings, there.made, [...replaced, ...plan.unwanted]);
  }
  const off = [
    ...(options.keepReplaced ? [] : plan.retire),
    ...(options.prune ? unwanted.map((link) => ({ link, reason: 'unwanted' as const })) : []),
  ];
  announce({ options, returns: settings.returnUrl !== null, currency, plan, usable, adoptedNow, lost, off, unwanted });

  const summary = { options, settings, currency, livemode: account.livemode, off, unwanted, unsaleable };
  if (options.dryRun) {
    showOutcome({ ...summary, links: linksAfter(usable, wanted, plan, new Map()) });
    return;
  }
  const changes = plan.create.length + plan.reactivate.length + off.length + adoptedNow.length;
  if (changes > 0) await confirm('Go ahead?', options.yes ?? false);

  const links = await madeSoFar(`${out} is as it was`, async () => {
    await markByHand(account, settings.shop, adoptedNow);
    return linksAfter(usable, wanted, plan, await makeLinks(account, plan));
  });
  const file = fileOf(links, catalog, { shop: settings.shop, livemode: account.livemode, currency });
  const bytes = await madeSoFar(`${out} is not written`, () => writeFixedLinks(out, file));
  tell(`${out}: ${counted(links.length, 'link')}, ${Math.ceil(bytes / 1000)} kB.`);

  const { ids, failure } = await switchOff(
    account,
    off.map(({ link }) => link.id),
  );
  const outcome = { ...summary, off: off.filter(({ link }) => ids.has(link.id)), links };
  if (failure === null) {
    showOutcome(outcome);
    return;
  }
  const still = off.length - ids.size;
  const error = {
    code: failure.code,
    message:
      `${failure.message}\n${out} is written; ${counted(still, 'old link')} ${still === 1 ? 'is' : 'are'} still on, ` +
      'at what they were made for. Run the same command again.',
  };
  if (!options.json) showOutcome(outcome);
  const document = { ...outcomeDocument(outcome), error };
  throw new CliError(error.code, error.message, { exitCode: ExitCode.problem, cause: failure, document });
}

/** Once Stripe may have done something, whatever goes wrong has to say so. @throws {CliError} with exit code 1 */
async function madeSoFar<Made>(state: string, make: () => Promise<Made>): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const message = `${error.message}\nLinks may have been made, and ${state}. Run the same command again: it finds them.`;
    throw new CliError(error.code, message, { exitCode: ExitCode.problem, cause: error });
  }
}

/**
 * The first file of a shop that sells already is a second file: of another site, or of the same one elsewhere. Which
 * links the first names nobody can see from here, so a run that would take some of them for its own has to be meant.
 *
 * @param others links that are on, and that the new file will not name
 * @throws {CliError} `shop_in_use`
 */
function checkOnlyFile(
  { out, shop: given, dryRun }: LinksOptions,
  { shop }: LinkSettings,
  made: readonly FoundLink[],
  others: readonly FoundLink[],
): void {
  if (others.length === 0) return;
  const on = made.filter(({ active }) => active).length;
  const words =
    `There is no ${out} yet, and this account already sells by ${counted(on, 'link')} of the shop "${shop}", ` +
    `${others.length} of which it would replace or not name. Another site or another file needs its own --shop`;
  if (given === undefined && !dryRun) {
    throw new CliError('shop_in_use', `${words}. If it is the same one, say so with --shop ${shop}`);
  }
  warn(`${words}.`);
}

/** @throws {CliError} `settings_invalid`, with every setting that is wrong and never its value */
function readSettings({ returnUrl, shop }: LinksOptions, livemode: boolean): LinkSettings {
  // What was given as an option is named as one.
  const flags = new Map<string, string>([
    ...(returnUrl === undefined ? [] : [['CART_RETURN_URL', '--return-url'] as const]),
    ...(shop === undefined ? [] : [['CART_SHOP', '--shop'] as const]),
  ]);
  const given = {
    ...(returnUrl !== undefined && { CART_RETURN_URL: returnUrl }),
    ...(shop !== undefined && { CART_SHOP: shop }),
  };
  const reading = readLinkSettings({ ...process.env, ...given }, livemode);
  if (!reading.ok) {
    throw new CliError(
      'settings_invalid',
      reading.problems.map(({ at, mend }) => `${flags.get(at) ?? at} ${mend}`).join('\n'),
    );
  }
  if (reading.settings.returnUrl === null) {
    warn('Without --return-url buyers stay on Stripe’s page when they have paid, and their cart is not emptied.');
  }
  return reading.settings;
}

/** A file of another shop, or of live links when the key is a test key, is not written over. @throws {CliError} `other_links_json` */
function checkSameShop(before: FixedLinks | null, out: string, { shop }: LinkSettings, livemode: boolean): void {
  if (before === null || (before.shop === shop && before.livemode === livemode)) return;
  const mode = before.livemode ? 'live' : 'test';
  throw new CliError(
    'other_links_json',
    `${out} has the ${mode} links of the shop "${before.shop}", and this would be for "${shop}" with a ` +
      `${livemode ? 'live' : 'test'} key. Write elsewhere with --out, or remove the file first.`,
  );
}
