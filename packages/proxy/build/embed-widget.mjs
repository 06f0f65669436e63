/**
 * Writes the built widget into `src/widget/files.generated.ts`, so that the proxy is one program with nothing beside
 * it to lose: a Worker has no disk. Each file is compressed once, here, as well as gzip can.
 *
 *   node build/embed-widget.mjs [folder of the built script, by default ../widget/dist/script]
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, '..', '..', 'widget', 'dist', 'script');
const target = join(here, '..', 'src', 'widget', 'files.generated.ts');

const names = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();

if (!names.includes('stripe-cart.js')) {
  console.error(
    `There is no stripe-cart.js in ${folder}. The proxy serves the widget, so build that first: pnpm --filter @stripe-cart/widget build`,
  );
  process.exit(1);
}

const files = await Promise.all(
  names.map(async (name) => {
    const bytes = await readFile(join(folder, name));
    return {
      name,
      bytes: bytes.length,
      integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
      gzip: gzipBest(bytes).toString('base64'),
    };
  }),
);

/** With less memory zlib starts a new block sooner, which suits some files and not others. @returns the smallest there is */
function gzipBest(bytes) {
  const level = constants.Z_BEST_COMPRESSION;
  const tries = [5, 6, 7, 8, 9].map((memLevel) => gzipSync(bytes, { level, memLevel }));
  return tries.reduce((best, one) => (one.length < best.length ? one : best));
}

await writeFile(
  target,
  [
    '// Written by build/embed-widget.mjs from the built widget. Not edited, not committed.',
    "import type { EmbeddedFile } from './embedded-file.js';",
    '',
    `export const WIDGET_FILES: readonly EmbeddedFile[] = ${JSON.stringify(files, null, 2)};`,
    '',
  ].join('\n'),
);
