import { ExitCode } from './exit-code.js';

/** Ends a command with a sentence for the person at the keyboard: what is wrong, and what to do next. */
export class CliError extends Error {
  /** Stable, for scripts and the documentation: `no_key`, `catalog_invalid`, … */
  readonly code: string;
  readonly exitCode: ExitCode;
  /** What `--json` prints of a command that looked at everything and found something wrong: all of it, as ever. */
  readonly document: unknown;

  constructor(code: string, message: string, { exitCode = ExitCode.usage, cause, document }: CliErrorOptions = {}) {
    super(message, { cause });
    this.name = 'CliError';
    this.code = code;
    this.exitCode = exitCode;
    this.document = document;
  }
}

interface CliErrorOptions {
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
  readonly document?: unknown;
}
