import type { Currency } from '@stripe-cart/contract';
import type { CatalogFile } from '@stripe-cart/proxy/links';
import { CliError } from '../cli-error.js';
import { ExitCode } from '../exit-code.js';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { print, printJson } from '../terminal/output.js';
import { placeOfItem, readCatalog, writeCatalog, type CatalogOnDisk } from './catalog-json.js';
import { catalogOfPages, type CatalogReading } from './catalog-of-pages.js';
import { checkPages } from './check-pages.js';
import { findPages, type FoundPages } from './find-pages.js';
import { inOrder, type Finding } from './finding.js';
import { currencyCode } from './page/amounts.js';
import { countText, findingLine } from './print-findings.js';
import type { PushOutcome } from './push/run-push.js';

export interface CatalogOptions {
  readonly out: string;
  readonly currency?: string;
  readonly baseUrl?: string;
  readonly ignore?: readonly string[];
  readonly check?: boolean;
  readonly push?: boolean;
  readonly prune?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly keyStdin?: boolean;
}

/** What `--json` prints. */
export interface CatalogDocument {
  /** How many pages were read. */
  readonly pages: number;
  /** Ids of the items in them. */
  readonly items: readonly string[];
  readonly findings: readonly Finding[];
  /** The file that was written, or null. */
  readonly written: string | null;
  /** With `--push`. */
  readonly push?: PushOutcome;
  /** Why nothing was done in Stripe. */
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * `stripe-cart catalog`.
 *
 * @throws {CliError} `catalog_problem`, exit code 1, after everything that was found has been said; with exit code 2
 * whatever is wrong with the command line or a file
 */
export async function runCatalog(folder: string, options: CatalogOptions): Promise<void> {
  if (options.check === true && options.push === true) {
    throw new CliError('check_or_push', '--check changes nothing, and --push does. Give one of them.');
  }
  const currency = readCurrency(options.currency);
  const found = await findPages(folder, options.ignore ?? [], readBaseUrl(options.baseUrl));
  const known = await readCatalog(options.out);
  if (options.check === true) check(found, known, currency, options);
  else await write(found, known, currency, options);
}

/** @throws {CliError} `no_catalog`, `catalog_problem` */
function check(
  found: FoundPages,
  known: CatalogOnDisk | null,
  currency: Currency | null,
  options: CatalogOptions,
): void {
  const { out } = options;
  if (known === null) {
    throw new CliError('no_catalog', `There is no ${out} to check against. Leave --check out to write it.`);
  }
  const reading = checkPages(found.pages, known.file, currency, (id) => placeOfItem(out, known.text, id));
  const document = documentOf(found, reading);
  sayFindings(document, options);
  failOn(document, `The pages and ${out} disagree`);
  const silent = document.findings.filter(({ code }) => code === 'price_not_in_pages').length;
  const but =
    silent === 0 ? '' : `, as far as they go: ${silent} of ${document.items.length} items have no price in the pages`;
  if (options.json === true) printJson(document);
  else print(`The pages and ${out} agree${but}.`);
}

/** @throws {CliError} `catalog_problem`, `nothing_for_sale`, `push_incomplete`, and what a push throws */
async function write(
  found: FoundPages,
  known: CatalogOnDisk | null,
  currency: Currency | null,
  options: CatalogOptions,
): Promise<void> {
  const { out, json = false, dryRun = false } = options;
  // A key that cannot be used is no reason to do half of it.
  const account = options.push === true ? await openAccount(options) : null;
  const { file, ...reading } = catalogOfPages(found.pages, {
    currency,
    known: known?.file ?? null,
    pricesFrom: 'pages',
  });
  const document = documentOf(found, reading);
  sayFindings(document, options);
  failOn(document, 'Nothing was written');
  if (file === null) {
    const message = 'None of these pages sells anything. Mark a button with data-cart-add="…" and data-item-*.';
    throw new CliError('nothing_for_sale', message, { exitCode: ExitCode.problem, document });
  }
  if (!dryRun) await writeCatalog(out, file);
  if (!json) print(dryRun ? `${out} was not written: --dry-run.` : `Wrote ${out}.`);
  const written: CatalogDocument = { ...document, written: dryRun ? null : out };
  const push = account && (await pushCatalog(account, file, written, options));
  if (push !== null && push.undone.length > 0) {
    const message = `Not done in Stripe: ${push.undone.length} of ${push.steps.length}. The next run tries again.`;
    throw new CliError('push_incomplete', message, { exitCode: ExitCode.problem, document: { ...written, push } });
  }
  if (json) printJson({ ...written, ...(push && { push }) } satisfies CatalogDocument);
}

/** @throws {CliError} what `runPush` throws, saying that the file is there all the same */
async function pushCatalog(
  account: StripeAccount,
  file: CatalogFile,
  document: CatalogDocument,
  options: CatalogOptions,
): Promise<PushOutcome> {
  const { runPush } = await import('./push/run-push.js');
  try {
    return await runPush(account, file, options);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { code, exitCode } = error;
    const nothing = `Nothing was done in Stripe${document.written === null ? '' : `; ${document.written} is written`}.`;
    const message = code === 'declined' ? nothing : `${error.message}\n${nothing}`;
    const said: CatalogDocument = { ...document, error: { code, message } };
    throw new CliError(code, message, { exitCode, cause: error, document: said });
  }
}

async function openAccount(options: CatalogOptions): Promise<StripeAccount> {
  const { openStripeAccount } = await import('../stripe/stripe-account.js');
  return openStripeAccount(options);
}

function documentOf(found: FoundPages, { places, findings }: Omit<CatalogReading, 'file' | 'items'>): CatalogDocument {
  return {
    pages: found.pages.length,
    items: [...places.keys()].sort(),
    findings: inOrder([...found.findings, ...findings]),
    written: null,
  };
}

function sayFindings({ pages, items, findings }: CatalogDocument, { json }: CatalogOptions): void {
  if (json === true) return;
  for (const finding of findings) print(findingLine(finding));
  const counts = `${pages} page${pages === 1 ? '' : 's'}, ${items.length} item${items.length === 1 ? '' : 's'}`;
  print(`${counts}; ${countText(findings)}.`);
}

/** @throws {CliError} `catalog_problem` */
function failOn(document: CatalogDocument, what: string): void {
  const errors = document.findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new CliError('catalog_problem', `${what}: ${countText(errors)}.`, { exitCode: ExitCode.problem, document });
}

/** @throws {CliError} `wrong_currency` */
function readCurrency(text: string | undefined): string | null {
  if (text === undefined) return null;
  const currency = currencyCode(text);
  if (currency !== null) return currency;
  throw new CliError('wrong_currency', `${text} is not a currency code. Write three letters, as in eur.`);
}

/** @throws {CliError} `wrong_base_url` */
function readBaseUrl(text: string | undefined): URL | null {
  if (text === undefined) return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new CliError(
      'wrong_base_url',
      `${text} is not the address of a site. Write it whole, as in https://shop.example.`,
    );
  }
  const url = new URL(text);
  // Whatever the folder is published at is a folder.
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
