/**
 * Bundles what runs in browsers (window.Stripe, and the script of its frames) into `src/elements/scripts.generated.ts`,
 * so that the sandbox is one program with nothing beside it to read: it runs where there is no disk.
 *
 *   node build/elements-scripts.mjs
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const scripts = {
  STRIPE_JS: await bundle('src/elements/browser/stripe-js.ts'),
  FRAME_JS: await bundle('src/elements/frames/frame.ts'),
};

await writeFile(
  at('src/elements/scripts.generated.ts'),
  [
    '// Written by build/elements-scripts.mjs. Not edited, not committed.',
    ...Object.entries(scripts).map(([name, code]) => `export const ${name}: string = ${JSON.stringify(code)};`),
    '',
  ].join('\n'),
);

/** One classic script: no module, no import, so that it can be loaded as Stripe's own is. */
async function bundle(entry) {
  const result = await build({
    root: at('.'),
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      // Read by people in their browser's debugger, on their own machine: bytes do not matter here.
      minify: false,
      lib: { entry: at(entry), formats: ['iife'], name: 'stripeSandbox' },
    },
  });
  return result[0].output[0].code;
}
