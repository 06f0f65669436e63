/**
 * Builds what the script tag loads: `dist/script/stripe-cart.js` and, with hashed names, `dist/script/chunks/`.
 *
 * In two passes, so that no chunk imports the entry: a page may load the entry under any URL (with a query, or under
 * a version), and a chunk that imported it by another would start everything a second time.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { squeezeTemplates } from './squeeze-templates.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = fileURLToPath(new URL('../dist/script', import.meta.url));

await rm(outDir, { recursive: true, force: true });

const elements = await bundle('src/elements.ts', 'chunks/elements-[hash].js');
await bundle('src/script-tag.ts', 'stripe-cart.js', {
  name: 'stripe-cart:elements-chunk',
  enforce: 'pre',
  resolveId: (id) => (id === './elements.js' ? { id: `./${elements}`, external: true } : null),
});

/** @returns the file's name below dist/script */
async function bundle(input, entryFileNames, ...plugins) {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [squeezeTemplates(root), ...plugins],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: fileURLToPath(new URL(`../${input}`, import.meta.url)), formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: {
          format: 'es',
          entryFileNames,
          chunkFileNames: 'chunks/[name]-[hash].js',
          // What every page loads is one file, however many of the later ones share parts of it.
          codeSplitting: { groups: [{ name: 'elements', tags: ['$initial'] }] },
          minify: true,
          // Notes for a bundler, which these files have behind them.
          comments: { annotation: false },
        },
      },
    },
  });
  return result[0].output[0].fileName;
}
