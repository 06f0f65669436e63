/** A spot in a file, as editors count: the first character of a file is line 1, column 1. */
export interface Place {
  /** As given on the command line, with `/` between folders. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * error: nothing is written, and `--check` fails. warning: something is probably not as its owner thinks. note: a
 * decision this command took by itself.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Everything that can be found, by its stable code. The README has a row for each. */
export const FINDINGS = {
  // What a page says of one item
  id_missing: 'error',
  id_unfilled: 'error',
  name_missing: 'error',
  price_missing: 'error',
  price_unreadable: 'error',
  price_decimals: 'error',
  price_out_of_range: 'error',
  price_zero: 'warning',
  currency_missing: 'error',
  currency_unknown: 'error',
  option_text: 'error',
  option_price: 'error',
  option_name: 'error',
  option_value: 'error',
  option_limit: 'error',
  option_type: 'warning',
  quantity_unreadable: 'error',
  value_unreadable: 'warning',
  image_missing: 'warning',
  address_relative: 'warning',
  address_unusable: 'warning',
  no_trigger: 'warning',
  two_ids: 'warning',
  plan_not_supported: 'error',
  not_supported: 'warning',
  attribute_unknown: 'warning',
  attribute_not_used: 'note',
  recurring_item: 'note',
  sold_out: 'note',
  // Structured data
  json_ld_unreadable: 'error',
  product_without_id: 'warning',
  id_from_button: 'note',
  price_range: 'warning',
  no_button: 'note',
  // What several places say of one item
  price_conflict: 'error',
  structured_data_disagrees: 'error',
  option_conflict: 'error',
  quantity_conflict: 'error',
  sale_conflict: 'error',
  name_conflict: 'warning',
  option_missing_here: 'warning',
  currencies_joined: 'warning',
  values_joined: 'note',
  first_taken: 'note',
  // The whole catalogue
  catalog_currency: 'error',
  currency_not_sold: 'error',
  catalog_rule: 'error',
  kept_from_file: 'note',
  encoding: 'warning',
  // Pages against the catalogue, with --check
  not_in_catalog: 'error',
  not_in_pages: 'error',
  price_differs: 'error',
  currency_differs: 'error',
  option_differs: 'error',
  terms_differ: 'error',
  display_differs: 'warning',
  price_not_in_pages: 'note',
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly place: Place;
  /** What is so, and what mends it: plain sentences on one line. It may quote the page; make it plain before printing. */
  readonly message: string;
}

/** How a reader says what it found. */
export type Report = (code: FindingCode, place: Place, message: string) => void;

/** A report that keeps what it is told. */
export function collectFindings(): { readonly findings: Finding[]; readonly report: Report } {
  const findings: Finding[] = [];
  return {
    findings,
    report: (code, place, message) => findings.push({ code, severity: FINDINGS[code], place, message }),
  };
}

/** `pots/mug.html:12:9`, which editors and terminals open at a click. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** By file, line and column, whatever order things were looked at in. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      byCodeUnits(a.place.file, b.place.file) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column ||
      byCodeUnits(a.code, b.code) ||
      byCodeUnits(a.message, b.message),
  );
}

/** The same on every machine, which a locale's order is not. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
