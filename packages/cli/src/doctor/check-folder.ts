import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../cli-error.js';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';
import { secretsIn } from './secrets.js';

/** Larger files are no settings. In bytes. */
const LARGEST_FILE = 256 * 1024;

/**
 * Whether a secret stands in a file of the proxy's folder that is deployed or committed. Only the files in the folder
 * itself are read, and not those that its `.gitignore` names.
 * @throws {CliError} `folder_unusable`
 */
export async function checkFolder(folder: string): Promise<Check> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new CliError('folder_unusable', `${folder} cannot be read.`, { cause: error });
  });
  const ignored = await ignoredNames(folder);
  const findings: Finding[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isFile() || ignored.has(entry.name) || (await stat(path)).size > LARGEST_FILE) continue;
    const found = secretsIn(await readFile(path, 'utf8'));
    findings.push(...found.map(({ kind, line }) => finding('secret_in_file', `${path}, line ${line}: ${kind}`)));
  }
  return { title: `Folder ${folder}`, findings };
}

/** Plain names only, which is what stands there for files with secrets. */
async function ignoredNames(folder: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '');
  return new Set(text.split('\n').map((line) => line.trim().replace(/^\//, '')));
}
