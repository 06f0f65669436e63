import { readFile } from 'node:fs/promises';
import { parseCatalogFile, type CatalogFile } from '@stripe-cart/proxy/links';
import writeFileAtomic from 'write-file-atomic';
import { CliError } from '../cli-error.js';
import type { Place } from './finding.js';

/** Where editors find the schema: unpkg serves the files of packages as they are published. */
const CATALOG_SCHEMA = 'https://unpkg.com/@stripe-cart/proxy@0.1.0/catalog.schema.json';

/** A `catalog.json` that exists, and the text it is. */
export interface CatalogOnDisk {
  readonly file: CatalogFile;
  readonly text: string;
}

/** The text of the file: the same catalogue is always the same text. */
export function catalogText({ version, currency, items }: CatalogFile): string {
  return `${JSON.stringify({ $schema: CATALOG_SCHEMA, version, currency, items }, null, 2)}\n`;
}

/**
 * Reads the catalogue that is there.
 *
 * @returns null where there is none
 * @throws {CliError} `catalog_invalid`, `catalog_unreadable`
 */
export async function readCatalog(path: string): Promise<CatalogOnDisk | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CliError('catalog_unreadable', `${path} cannot be read. Look at its permissions.`, { cause: error });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CliError('catalog_invalid', `${path} is not JSON. Mend it, or take it away and write it again.`, {
      cause: error,
    });
  }
  const reading = parseCatalogFile(json);
  if (reading.ok) return { file: reading.file, text };
  const [first] = reading.problems;
  const message = `${path} is not a catalogue: ${first?.path ?? ''} ${first?.mend ?? ''} Mend it, or take it away and write it again.`;
  throw new CliError('catalog_invalid', message);
}

/**
 * Writes all of it or nothing.
 *
 * @throws {CliError} `catalog_unwritable`
 */
export async function writeCatalog(path: string, file: CatalogFile): Promise<void> {
  try {
    await writeFileAtomic(path, catalogText(file));
  } catch (error) {
    throw new CliError(
      'catalog_unwritable',
      `${path} cannot be written. Look at its folder, or give another with --out.`,
      { cause: error },
    );
  }
}

/** The line of the file on which an item's id stands. */
export function placeOfItem(path: string, text: string, id: string): Place {
  const lines = text.split('\n');
  const needle = `"id": ${JSON.stringify(id)}`;
  const index = lines.findIndex((line) => line.replace(/"id"\s*:\s*/, '"id": ').includes(needle));
  return { file: path, line: Math.max(0, index) + 1, column: 1 };
}
