import type { Currency } from '@stripe-cart/contract';
import { parseCatalogFile, type CatalogFile, type CatalogFileItem } from '@stripe-cart/proxy/links';
import { chooseCurrency, reportNotSold } from './catalog-currency.js';
import { byCodeUnits, collectFindings, inOrder, type Finding, type Place, type Report } from './finding.js';
import { joinClaims } from './join-claims.js';
import { reportUnknownChoices } from './known-choices.js';
import type { Claim } from './page/claim.js';
import { readPage, type PageSource } from './page/read-page.js';

export interface CatalogSettings {
  /** Of prices that name none, and the one the shop charges in; null lets the pages say both. */
  readonly currency: Currency | null;
  /** The catalogue there is already, or null. */
  readonly known: CatalogFile | null;
  /**
   * With `--check` a page need not say what an item costs: the catalogue may be kept by hand. When a catalogue is
   * written, no price is taken from the file that it replaces.
   */
  readonly pricesFrom: 'pages' | 'pages or known';
}

export interface CatalogReading {
  /** Null where an error stands in the way. */
  readonly file: CatalogFile | null;
  /** What could be made out, errors or not, by id. */
  readonly items: ReadonlyMap<string, CatalogFileItem>;
  /** Where each item first has a price, else where it is met first. */
  readonly places: ReadonlyMap<string, Place>;
  /** In the order of the pages. */
  readonly findings: readonly Finding[];
}

/**
 * The catalogue that built pages amount to. The order of the pages decides nothing but whose text is taken first; the
 * items stand in the order of their ids, so that a catalogue changes where its pages do.
 */
export function catalogOfPages(pages: readonly PageSource[], settings: CatalogSettings): CatalogReading {
  const { findings, report } = collectFindings();
  const readings = pages.map((page) => readPage(page, settings.currency));
  const places = new Map<string, Place>();
  const items = new Map<string, CatalogFileItem>();
  for (const [id, claims] of claimsByItem(readings.flatMap((reading) => reading.claims))) {
    const place = (claims.find(({ hasPrice }) => hasPrice) ?? claims[0])?.place;
    if (place === undefined) continue;
    places.set(id, place);
    const item = itemOf(id, place, claims, settings, report);
    if (item) items.set(id, item);
  }

  const sorted = [...items.values()].sort((a, b) => byCodeUnits(a.id, b.id));
  const currency = settings.currency ?? chooseCurrency(sorted, places, report);
  if (currency !== null) reportNotSold(currency, sorted, places, report);
  const file: CatalogFile | null =
    currency === null || sorted.length === 0 ? null : { version: 1, currency, items: sorted };
  if (file) reportRules(file, places, report);
  const all = inOrder(mergeRepeated([...readings.flatMap((reading) => reading.findings), ...findings]));
  const isStopped = all.some(({ severity }) => severity === 'error');
  return { file: isStopped ? null : file, items, places, findings: all };
}

function claimsByItem(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const byItem = new Map<string, Claim[]>();
  for (const claim of claims) {
    const same = byItem.get(claim.item);
    if (same) same.push(claim);
    else byItem.set(claim.item, [claim]);
  }
  return byItem;
}

/** What a shop adds to its catalogue by hand, because no page has words for it. */
const KEPT = ['stock', 'taxCode', 'taxBehavior'] as const;

function itemOf(
  id: string,
  place: Place,
  claims: readonly Claim[],
  { known, pricesFrom }: CatalogSettings,
  report: Report,
): CatalogFileItem | null {
  const before = known?.items.find((item) => item.id === id);
  if (before && pricesFrom === 'pages or known' && !claims.some(({ hasPrice }) => hasPrice)) {
    report('price_not_in_pages', place, `${id}: no page says what it costs, so there is nothing to compare.`);
    reportUnknownChoices(before, claims, report);
    return before;
  }
  const item = joinClaims(id, claims, report);
  if (item === null || before === undefined) return item;
  const kept = KEPT.filter((field) => item[field] === undefined && before[field] !== undefined);
  if (kept.length === 0) return item;
  report(
    'kept_from_file',
    place,
    `${id}: ${kept.join(' and ')} of the catalogue is kept; no page says anything of it.`,
  );
  return { ...item, ...Object.fromEntries(kept.map((field) => [field, before[field]])) };
}

/** What the proxy would refuse is refused here, where the page is known. */
function reportRules(file: CatalogFile, places: ReadonlyMap<string, Place>, report: Report): void {
  const reading = parseCatalogFile(file);
  if (reading.ok) return;
  for (const { path, mend } of reading.problems) {
    const [, index, field = ''] = /^items\.(\d+)\.?(.*)$/.exec(path) ?? [];
    const item = index === undefined ? undefined : file.items[Number(index)];
    const place = places.get(item?.id ?? '') ?? [...places.values()][0];
    // Said already, in the page's own words, or of the item's own prices.
    if (place === undefined || path === 'currency' || field === 'amounts') continue;
    report('catalog_rule', place, `${item?.id ?? 'The catalogue'}: ${field || path} ${mend} Mend it in the page.`);
  }
}

/** What is the same on every page of a kind. */
const SAID_ONCE = new Set(['attribute_not_used', 'snipcart_class']);

/** What is the same everywhere is said once, with how often it is so. */
function mergeRepeated(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { code, message } of findings) {
    if (SAID_ONCE.has(code)) counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  const said = new Set<string>();
  return findings.flatMap((finding) => {
    const count = counts.get(finding.message) ?? 0;
    if (!SAID_ONCE.has(finding.code) || count === 1) return [finding];
    if (said.has(finding.message)) return [];
    said.add(finding.message);
    return [{ ...finding, message: `${finding.message} (${count} places)` }];
  });
}
