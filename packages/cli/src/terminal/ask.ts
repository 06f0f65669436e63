import type * as Prompts from '@clack/prompts';
import { CliError } from '../cli-error.js';
import { ExitCode } from '../exit-code.js';

/** Whether somebody is there to answer: keys come from a terminal, and questions are read on one. */
function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Goes on only with a yes.
 *
 * @param isGiven the answer that `--yes` has given already
 * @throws {CliError} `not_confirmed` where nobody can be asked, `declined` on a no or Ctrl-C
 */
export async function confirm(question: string, isGiven: boolean): Promise<void> {
  if (isGiven) return;
  const answer = await ask(question, '--yes', (prompts, common) =>
    prompts.confirm({ ...common, message: question, initialValue: false }),
  );
  if (!answer) throw new CliError('declined', 'Nothing was done.', { exitCode: ExitCode.declined });
}

/**
 * Puts a question by any of `@clack/prompts`, on standard error: standard output is for what was asked for.
 *
 * @param flag what a script gives instead of an answer, as in `--yes`; named when nobody can be asked
 * @throws {CliError} `not_confirmed` where nobody can be asked, `declined` on Ctrl-C
 */
export async function ask<Answer>(
  question: string,
  flag: string,
  prompt: (prompts: typeof Prompts, common: Prompts.CommonOptions) => Promise<Answer | typeof Prompts.CANCEL_SYMBOL>,
): Promise<Answer> {
  if (!canAsk()) {
    throw new CliError('not_confirmed', `${question}\nThis is not a terminal, so nobody can be asked: give ${flag}.`);
  }
  const prompts = await import('@clack/prompts');
  const answer = await prompt(prompts, { input: process.stdin, output: process.stderr });
  if (prompts.isCancel(answer)) throw new CliError('declined', 'Nothing was done.', { exitCode: ExitCode.declined });
  return answer;
}
