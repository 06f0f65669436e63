import { CliError } from '../cli-error.js';
import { ExitCode } from '../exit-code.js';
import { print, printJson } from '../terminal/output.js';
import { placeOfItem, readCatalog, writeCatalog } from './catalog-json.js';
import { catalogOfPages, type CatalogReading } from './catalog-of-pages.js';
import { checkPages } from './check-pages.js';
import { findPages, type FoundPages } from './find-pages.js';
import { inOrder, type Finding } from './finding.js';
import { currencyCode } from './page/amounts.js';
import { countText, findingLine } from './print-findings.js';

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
}

/**
 * `stripe-cart catalog`.
 *
 * @throws {CliError} `catalog_problem`, exit code 1, after everything that was found has been said; with exit code 2
 * whatever is wrong with the command line or a file
 */
export async function runCatalog(folder: string, options: CatalogOptions): Promise<void> {
  const currency = readCurrency(options.currency);
  const found = await findPages(folder, options.ignore ?? [], readBaseUrl(options.baseUrl));
  const known = await readCatalog(options.out);
  if (options.check === true) {
    if (known === null) {
      throw new CliError('no_catalog', `There is no ${options.out} to check against. Leave --check out to write it.`);
    }
    const placeIn = (id: string) => placeOfItem(options.out, known.text, id);
    const reading = checkPages(found.pages, known.file, currency, placeIn);
    const document = documentOf(found, reading);
    sayFindings(document, options);
    failOn(document, `The pages and ${options.out} disagree`);
    finish(document, `The pages and ${options.out} agree.`, options);
    return;
  }

  const reading = catalogOfPages(found.pages, { currency, known: known?.file ?? null, pricesFrom: 'pages' });
  const document = documentOf(found, reading);
  sayFindings(document, options);
  failOn(document, 'Nothing was written');
  if (reading.file === null) {
    throw new CliError(
      'nothing_for_sale',
      `${folder}: none of its pages sells anything. Mark a button with data-cart-add="…" and data-item-*.`,
      { exitCode: ExitCode.problem, document },
    );
  }
  if (options.dryRun !== true) await writeCatalog(options.out, reading.file);
  const written = options.dryRun === true ? null : options.out;
  finish(
    { ...document, written },
    written ? `Wrote ${written}.` : `${options.out} was not written: --dry-run.`,
    options,
  );
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

function finish(document: CatalogDocument, sentence: string, { json }: CatalogOptions): void {
  if (json === true) printJson(document);
  else print(sentence);
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
