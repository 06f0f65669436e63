import { readFile, stat } from 'node:fs/promises';
import { CliError } from '../cli-error.js';
import { ExitCode } from '../exit-code.js';
import { openStripeAccount, type StripeAccount } from '../stripe/stripe-account.js';
import { print, printJson, tell } from '../terminal/output.js';
import type { Check } from './check.js';
import { examine } from './examine.js';
import { finding } from './findings.js';
import { countsOf, inWords, jsonReport, textReport } from './report.js';

export interface DoctorOptions {
  readonly page?: readonly string[];
  readonly links?: string;
  readonly folder?: string;
  readonly keyStdin?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/**
 * Examines a shop and prints what was found.
 * @throws {CliError} `findings` when something is wrong
 * @throws {CliError} `nothing_to_examine`, `wrong_address`, `no_links`, `no_folder`, `folder_unusable`, `wrong_api_base`
 */
export async function doctor(proxy: string | undefined, options: DoctorOptions): Promise<void> {
  const { page = [], links = null, folder = null } = options;
  if (proxy === undefined && page.length === 0 && links === null && folder === null) {
    throw new CliError('nothing_to_examine', 'Give the address of a proxy, or --page, --links or --folder.');
  }
  if (links !== null) await findOnDisk(links, 'no_links');
  if (folder !== null) await findOnDisk(folder, 'no_folder');
  const key = await openAccount(options);
  const checks = [
    ...key.checks,
    ...(await examine({
      proxy: proxy === undefined ? null : addressIn(proxy, 'the proxy').replace(/\/+$/, ''),
      pages: page.map((each) => addressIn(each, '--page')),
      account: key.account,
      webhookSecrets: secretsIn(process.env['STRIPE_WEBHOOK_SECRET']),
      writesInvoiceFooter: (process.env['CART_INVOICE_FOOTER'] ?? '') !== '',
      links,
      folder,
      version: await ownVersion(),
    })),
  ];
  const counts = countsOf(checks);
  const isWrong = counts.error > 0 || (options.strict === true && counts.warning > 0);
  const document = jsonReport(checks);
  if (options.json !== true) print(textReport(checks));
  else if (!isWrong) printJson(document);
  if (isWrong) throw new CliError('findings', inWords(counts), { exitCode: ExitCode.problem, document });
  tell(inWords(counts));
}

/**
 * Nothing is looked at when something that was named is not there: it is a slip of the pen, and no finding.
 * @throws {CliError} `code`
 */
async function findOnDisk(path: string, code: 'no_links' | 'no_folder'): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && found.isDirectory() === (code === 'no_folder')) return;
  throw new CliError(code, `There is no ${code === 'no_folder' ? 'folder' : 'file'} ${path}.`);
}

/** The account, if there is a key. One that cannot be one is a finding: that is what a doctor is asked for. */
async function openAccount({
  keyStdin = false,
}: DoctorOptions): Promise<{ account: StripeAccount | null; checks: readonly Check[] }> {
  if (!keyStdin && !process.env['STRIPE_SECRET_KEY']) return { account: null, checks: [] };
  try {
    return { account: await openStripeAccount({ keyStdin }), checks: [] };
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'wrong_key') throw error;
    return { account: null, checks: [{ title: 'Key', findings: [finding('key_wrong', error.message)] }] };
  }
}

const secretsIn = (text = '') =>
  text
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');

/** @throws {CliError} `wrong_address` */
function addressIn(text: string, what: string): string {
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CliError('wrong_address', `For ${what} give an address, as in https://shop.example.`);
  }
  url.hash = '';
  return url.href;
}

async function ownVersion(): Promise<string> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
