import { Command, CommanderError } from 'commander';
import { CliError } from './cli-error.js';
import { doctorCommand } from './doctor/doctor-command.js';
import { ExitCode } from './exit-code.js';
import { catalogCommand } from './catalog/catalog-command.js';
import { initCommand } from './init/init-command.js';
import { invoiceLinkCommand } from './invoice-link/invoice-link-command.js';
import { linksCommand } from './links/links-command.js';
import { readPackageFile } from './package-file.js';
import { withoutKeys } from './stripe/without-keys.js';
import { printJson, tell } from './terminal/output.js';
import { plainText } from './terminal/plain-text.js';

/** Every command, in the order in which a shop needs them. A command's own file only says what it takes; its work is
 * imported when it is run, so that `--help` loads none of it. */
const COMMANDS: readonly ((program: Command) => void)[] = [
  initCommand,
  catalogCommand,
  linksCommand,
  invoiceLinkCommand,
  doctorCommand,
];

/**
 * Runs one command line.
 *
 * @param args without `node` and the script's name
 * @returns the exit code, as in {@link ExitCode}
 */
export async function run(args: readonly string[]): Promise<ExitCode> {
  const program = new Command('stripe-cart')
    .description('Sell from plain HTML through your own Stripe account.')
    .version(readPackageFile().version)
    .exitOverride()
    // What it does not understand it repeats, and that may be a key in the wrong place.
    .configureOutput({ writeErr: (text) => process.stderr.write(withoutKeys(text)) })
    .showHelpAfterError('Add --help to see what it takes.');
  for (const register of COMMANDS) register(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return ExitCode.done;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return ExitCode.done;
    const failure = cliErrorOf(error);
    // Commander has said already what it does not understand, and where help is.
    if (!(error instanceof CommanderError)) tell(failure.message);
    // Whoever reads JSON gets it whatever happens.
    const { code, message, document } = failure;
    if (args.includes('--json'))
      printJson(document === undefined ? { error: { code, message: withoutKeys(message) } } : document);
    return failure.exitCode;
  }
}

/** Whatever was thrown, in one sentence. */
function cliErrorOf(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof CommanderError) return new CliError('wrong_usage', error.message.replace(/^error: /, ''));
  return new CliError(
    'unexpected',
    `Something went wrong that stripe-cart did not expect: ${plainText(String(error)).slice(0, 400)}`,
    { exitCode: ExitCode.problem, cause: error },
  );
}
