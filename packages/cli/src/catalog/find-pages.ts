import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from '../cli-error.js';
import { byCodeUnits, collectFindings, type Finding } from './finding.js';
import type { PageSource } from './page/read-page.js';

/** Folders that are never part of what is published. */
const NEVER = new Set(['node_modules']);

const NOT_UTF8 =
  'This page is not UTF-8, and is read as windows-1252. Look at names with accents, or save it as UTF-8.';

export interface FoundPages {
  readonly pages: readonly PageSource[];
  readonly findings: readonly Finding[];
}

/**
 * Reads every `.html` and `.htm` below a folder, in the order of their paths. The folder itself may
 * be a link; links below it are not followed, and what begins with a point is not a page.
 *
 * @param folder as given on the command line; reports begin with it
 * @param ignore paths below the folder, of files or whole folders; `*` stands for any part of a name
 * @param baseUrl what the folder is published at, or null
 * @throws {CliError} `no_folder`, `no_pages`
 */
export async function findPages(folder: string, ignore: readonly string[], baseUrl: URL | null): Promise<FoundPages> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) {
    throw new CliError('no_folder', `${folder} is not a folder. Give the one your site is built into, as in ./public.`);
  }
  const isIgnored = ignoring(ignore);
  const names = (await htmlBelow(folder, '', isIgnored)).sort(byCodeUnits);
  if (names.length === 0) {
    throw new CliError(
      'no_pages',
      `There is no .html file below ${folder}. Build the site first, and give the built folder.`,
    );
  }
  const { findings, report } = collectFindings();
  const pages: PageSource[] = [];
  for (const name of names) {
    const file = path.posix.join(folder.split(path.sep).join('/'), name);
    const bytes = await readFile(path.join(folder, name));
    const { html, isUtf8 } = decode(bytes);
    if (!isUtf8) report('encoding', { file, line: 1, column: 1 }, NOT_UTF8);
    pages.push({ file, html, address: baseUrl && new URL(name.split('/').map(encodeURIComponent).join('/'), baseUrl) });
  }
  return { pages, findings };
}

async function htmlBelow(root: string, below: string, isIgnored: (name: string) => boolean): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(path.join(root, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.') || NEVER.has(entry.name) || isIgnored(name)) continue;
    if (entry.isDirectory()) names.push(...(await htmlBelow(root, name, isIgnored)));
    else if (entry.isFile() && /\.html?$/i.test(entry.name)) names.push(name);
  }
  return names;
}

function ignoring(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => {
    const clean = pattern.replace(/^\.?\/+|\/+$/g, '');
    const source = clean
      .split(/(\*+)/)
      .map((part) =>
        part === '*' ? '[^/]*' : part.startsWith('**') ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('');
    return new RegExp(`^${source}$`, 'u');
  });
  return (name) => expressions.some((expression) => expression.test(name));
}

/** Pages in another encoding are read all the same: attributes are mostly plain letters. */
function decode(bytes: Uint8Array): { readonly html: string; readonly isUtf8: boolean } {
  try {
    return { html: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isUtf8: true };
  } catch {
    return { html: new TextDecoder('windows-1252').decode(bytes), isUtf8: false };
  }
}
