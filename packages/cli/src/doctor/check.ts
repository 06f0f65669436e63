import type { Finding } from './findings.js';

/** One thing that was looked at. */
export interface Check {
  /** As in the report: `Origins and CORS`. */
  readonly title: string;
  readonly findings: readonly Finding[];
  /** Why it was not looked at, or not at all of it. */
  readonly skipped?: string;
}
