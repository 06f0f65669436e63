import { outColors } from '../terminal/colors.js';
import { plainText } from '../terminal/plain-text.js';
import { placeText, type Finding } from './finding.js';
import type { Severity } from './finding-table.js';

const COLOR: Readonly<Record<Severity, (text: string) => string>> = {
  error: outColors.red,
  warning: outColors.yellow,
  note: outColors.dim,
};

/** One finding a line, so that editors and continuous integration can read it: place, severity, code, sentence. */
export function findingLine({ place, severity, code, message }: Finding): string {
  return `${plainText(placeText(place))} ${COLOR[severity](`${severity} ${code}`)}: ${plainText(message)}`;
}

/** `2 errors, 1 warning and 5 notes`, or nothing found. */
export function countText(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  const last = counts.pop();
  if (last === undefined) return 'nothing to mend';
  return counts.length === 0 ? last : `${counts.join(', ')} and ${last}`;
}
