import { outColors } from '../terminal/colors.js';
import { plainText } from '../terminal/plain-text.js';
import type { Check } from './check.js';
import type { Severity } from './finding-table.js';
import type { Finding } from './findings.js';

/** The document that `--json` prints, version 1. */
export function jsonReport(checks: readonly Check[]) {
  const counts = countsOf(checks);
  return {
    version: 1,
    ok: counts.error === 0,
    counts,
    findings: checks.flatMap(({ findings }) => findings),
    checks: checks.map(({ title, findings, skipped }) => ({
      title,
      findings: findings.map(({ code }) => code),
      skipped: skipped ?? null,
    })),
  };
}

/** The same for a person. What comes from pages and servers is made plain first. */
export function textReport(checks: readonly Check[]): string {
  return checks.flatMap(linesOf).join('\n');
}

function linesOf({ title, findings, skipped }: Check): string[] {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  const sign = worst === undefined ? (skipped === undefined ? outColors.green('✓') : '–') : SIGNS[worst];
  const note = skipped === undefined ? '' : outColors.dim(` (not looked at: ${plainText(skipped)})`);
  return [`${sign} ${plainText(title)}${note}`, ...findings.flatMap(paragraph)];
}

function paragraph({ severity, code, sentence, subject, mend, docs }: Finding): string[] {
  return [
    '',
    `    ${SIGNS[severity]} ${severity} ${code}: ${sentence}`,
    `      ${outColors.bold(plainText(subject))}`,
    `      ${mend}`,
    `      ${outColors.dim(docs)}`,
    '',
  ];
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

const SIGNS: Readonly<Record<Severity, string>> = {
  error: outColors.red('✗'),
  warning: outColors.yellow('!'),
  note: outColors.dim('·'),
};

export function countsOf(checks: readonly Check[]): Readonly<Record<Severity, number>> {
  const findings = checks.flatMap((check) => check.findings);
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { error: of('error'), warning: of('warning'), note: of('note') };
}

/** As in `2 errors, 1 warning, 0 notes.` */
export function inWords({ error, warning, note }: Readonly<Record<Severity, number>>): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}.`;
}
