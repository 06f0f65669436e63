import { FINDINGS, type Severity } from './finding-table.js';

export type FindingCode = keyof typeof FINDINGS;

/** One thing that is as it is, in words. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What it means, the same for every finding of this code. */
  readonly sentence: string;
  /** What exactly: an address, an item, a permission. Never a secret. */
  readonly subject: string;
  readonly mend: string;
  readonly docs: string;
}

/** The table of codes in this package's README. */
const DOCS = 'https://www.npmjs.com/package/stripe-cart#';

/** @param subject what exactly, in a few words */
export function finding(code: FindingCode, subject: string): Finding {
  const [severity, sentence, mend] = FINDINGS[code];
  return { code, severity, sentence, subject, mend, docs: `${DOCS}${code}` };
}
