import { FINDINGS, type FindingCode, type Severity } from './finding-table.js';

/** A spot in a file, as editors count: the first character of a file is line 1, column 1. */
export interface Place {
  /** As given on the command line, with `/` between folders. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

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
    report: (code, place, message) => findings.push({ code, severity: FINDINGS[code].severity, place, message }),
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
