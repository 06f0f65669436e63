import type { FixedLinks } from '@stripe-cart/contract';
import { readLinkSettings, type LinkQuantities, type LinkSettings } from '@stripe-cart/proxy/links';
import { CliError } from '../cli-error.js';
import { openStripeAccount } from '../stripe/stripe-account.js';
import { confirm } from '../terminal/ask.js';
import { tell, warn } from '../terminal/output.js';
import { findLinks, makeLinks, markByHand, switchOff } from './account-links.js';
import { readFixedLinks, writeFixedLinks } from './fixed-links-file.js';
import { sortHandMade } from './hand-made.js';
import { fileOf, linksAfter } from './links-after.js';
import { planLinks } from './plan.js';
import { announce, showOutcome } from './report.js';
import { readShopCatalog } from './shop-catalog.js';
import { wish } from './wish.js';

export interface LinksOptions {
  readonly catalog?: string;
  readonly items?: readonly string[];
  readonly upTo: number;
  readonly quantities: LinkQuantities;
  readonly quantityUpTo: number;
  readonly sets?: string;
  readonly adopt?: readonly string[];
  readonly returnUrl?: string;
  readonly shop?: string;
  readonly out: string;
  readonly only?: boolean;
  readonly prune?: boolean;
  readonly keepReplaced?: boolean;
  readonly confirmCount?: number;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly keyStdin?: boolean;
}

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
  const off = [
    ...(options.keepReplaced ? [] : plan.retire),
    ...(options.prune ? unwanted.map((link) => ({ link, reason: 'unwanted' as const })) : []),
  ];
  announce({ options, currency, plan, usable, adoptedNow, lost, off, unwanted });

  const summary = { options, settings, currency, livemode: account.livemode, off, unwanted, unsaleable };
  if (options.dryRun) {
    showOutcome({ ...summary, links: linksAfter(usable, wanted, plan, new Map()) });
    return;
  }
  const changes = plan.create.length + plan.reactivate.length + off.length + adoptedNow.length;
  if (changes > 0) await confirm('Go ahead?', options.yes ?? false);

  await markByHand(account, settings.shop, adoptedNow);
  const made = await makeLinks(account, plan);
  const links = linksAfter(usable, wanted, plan, made);
  const file = fileOf(links, catalog, { shop: settings.shop, livemode: account.livemode, currency });
  const bytes = await writeFixedLinks(out, file);
  tell(`${out}: ${links.length} ${links.length === 1 ? 'link' : 'links'}, ${Math.ceil(bytes / 1000)} kB.`);
  await switchOff(
    account,
    off.map(({ link }) => link.id),
  );
  showOutcome({ ...summary, links });
}

/** @throws {CliError} `settings_invalid`, with every setting that is wrong and never its value */
function readSettings({ returnUrl, shop }: LinksOptions, livemode: boolean): LinkSettings {
  const given = {
    ...(returnUrl !== undefined && { CART_RETURN_URL: returnUrl }),
    ...(shop !== undefined && { CART_SHOP: shop }),
  };
  const reading = readLinkSettings({ ...process.env, ...given }, livemode);
  if (!reading.ok) {
    throw new CliError('settings_invalid', reading.problems.map(({ at, mend }) => `${at} ${mend}`).join('\n'));
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
