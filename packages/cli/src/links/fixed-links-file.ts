import { access, constants, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { lineKey, type CartLine, type FixedLinks } from '@stripe-cart/contract';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { CliError } from '../cli-error.js';
import { plainText } from '../terminal/plain-text.js';
import { fixedLinksShape } from './fixed-links-shape.js';

/** Where editors find the schema: unpkg serves the files of packages as they are published. */
export const LINKS_SCHEMA = 'https://unpkg.com/stripe-cart@0.1.0/links.schema.json';

export type FixedLinksReading =
  { readonly ok: true; readonly file: FixedLinks } | { readonly ok: false; readonly problem: string };

/** Judges a `links.json`: its shape, which `links.schema.json` describes too, then what a schema cannot say. */
export function parseFixedLinks(input: unknown): FixedLinksReading {
  const shape = v.safeParse(fixedLinksShape, input);
  if (!shape.success) return { ok: false, problem: problemOf(shape.issues[0]) };
  const problem = problemWith(shape.output);
  return problem === null ? { ok: true, file: shape.output } : { ok: false, problem };
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  if (issue.path === undefined) return `it ${issue.message}`;
  const path = issue.path.map(({ key }) => plainText(String(key)).slice(0, 60)).join('.');
  return `${path}: ${issue.received === 'undefined' ? 'is missing.' : issue.message}`;
}

function problemWith({ currency, items, links }: FixedLinks): string | null {
  const ids = new Set(items.map(({ id }) => id));
  if (ids.size !== items.length) return 'items: an id occurs twice.';
  if (items.some((item) => item.currency !== currency)) return 'items: one of them is in another currency.';

  const names = new Set<string>();
  for (const [index, link] of links.entries()) {
    const at = `links.${index}`;
    if ('lines' in link) {
      if (link.lines.some(({ item }) => !ids.has(item))) return `${at}: names an item that is not in the file.`;
      if (new Set(link.lines.map(lineKey)).size !== link.lines.length) return `${at}: has the same line twice.`;
    }
    const name = 'lines' in link ? combinationKey(link.lines, link.adjustable) : `amount ${link.amount}`;
    if (names.has(name)) return `${at}: an earlier link is for the same cart.`;
    names.add(name);
  }
  return null;
}

/** The cart that a link is for: the same text for the same lines in any order, and without quantities where the buyer sets them. */
export function combinationKey(lines: readonly CartLine[], adjustable: boolean): string {
  const keys = lines.map((line) => (adjustable ? lineKey(line) : `${line.quantity} ${lineKey(line)}`));
  return JSON.stringify([adjustable ? 'adjustable' : 'exact', ...keys.sort()]);
}

/** Whether it is that a file is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * The file as it is now; null where there is none.
 *
 * @throws {CliError} `not_links_json` where there is something else under that name, which must not be written over
 */
export async function readFixedLinks(path: string): Promise<FixedLinks | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw new CliError('not_links_json', `${path} cannot be read.`, { cause: error });
  }
  const reading = parseFixedLinks(jsonIn(text));
  if (reading.ok) return reading.file;
  throw new CliError(
    'not_links_json',
    `${path} is there, and is no links.json of version 1 (${reading.problem}) Move it away, or write elsewhere with --out.`,
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Asks before anything is made whether the file can be written afterwards. It is written beside itself first, so it is
 * the folder that counts.
 *
 * @throws {CliError} `cannot_write`
 */
export async function checkWritable(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new CliError(
      'cannot_write',
      `${path} cannot be written: there is no folder ${folder}, or it may not be written to.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Writes the file in one step: whoever reads it, at whatever moment, reads the old one or the new one.
 *
 * @returns its size in bytes, which every visitor's browser loads
 * @throws {CliError} `cannot_write`
 */
export async function writeFixedLinks(path: string, file: FixedLinks): Promise<number> {
  const reading = parseFixedLinks(file);
  if (!reading.ok) throw new Error(`links.json would not be readable: ${reading.problem}`);
  // One link a line: a change of one link is one line in a diff, and the file stays small.
  const { items, links, ...head } = file;
  const lines = (values: readonly unknown[]) => values.map((value) => `\n    ${JSON.stringify(value)}`).join(',');
  const text = `${JSON.stringify(head, null, 2).slice(0, -2)},
  "items": [${lines(items)}
  ],
  "links": [${lines(links)}
  ]
}
`;
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    throw new CliError('cannot_write', `${path} cannot be written: ${plainText(String(error))}`, { cause: error });
  }
  return Buffer.byteLength(text);
}
