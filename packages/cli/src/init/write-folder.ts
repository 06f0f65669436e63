import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliError } from '../cli-error.js';
import type { ProjectFile } from './runtime-files.js';

/** What became of each file. */
export interface Written {
  readonly written: readonly string[];
  /** There already, and left as they are. */
  readonly kept: readonly string[];
}

/**
 * Whether something is in the folder already. One that holds only a repository is as good as empty.
 * @throws {CliError} `folder_unusable`
 */
export async function isOccupied(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new CliError('folder_unusable', `${folder} cannot be read, or is no folder.`, { cause: error });
  });
  return names.some((name) => name !== '.git');
}

/** Writes what is not there. A file that is there is somebody's work, and is never overwritten. */
export async function writeFolder(folder: string, files: readonly ProjectFile[]): Promise<Written> {
  const written: string[] = [];
  const kept: string[] = [];
  for (const { path, text } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    try {
      // A secret is for its owner's eyes.
      await writeFile(target, text, { flag: 'wx', mode: text.includes('CART_TOKEN_SECRET=') ? 0o600 : 0o666 });
      written.push(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      kept.push(path);
    }
  }
  return { written, kept };
}
