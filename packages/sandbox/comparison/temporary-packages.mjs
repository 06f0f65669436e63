// Packages of others, fetched for a comparison into a folder that is gone afterwards. They are pinned, and no dependency.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Installs `packages` (as `{ name: exact version }`, no install scripts) and calls `use` with the folder.
 *
 * @param {Record<string, string>} packages
 * @param {(at: { folder: string, load: (name: string) => Promise<any> }) => Promise<T>} use
 * @template T
 */
export async function withPackages(packages, use) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stripe-cart-comparison-'));
  try {
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
    // Packages are found from where the importing file lies, so that file lies beside them.
    const loader = path.join(folder, 'load.mjs');
    await writeFile(loader, 'export const load = (name) => import(name);');
    const { load } = await import(pathToFileURL(loader).href);
    return await use({ folder, load });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
