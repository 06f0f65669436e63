import { newTokenSecret, type Answers } from './answers.js';
import { devScript } from './dev-script.js';
import { nodeFiles } from './node-files.js';
import type { ProjectFile, RuntimeFiles } from './runtime-files.js';
import { workersFiles } from './workers-files.js';

/**
 * Versions the folder is made for, pinned exactly: what was tested is what is installed.
 */
export interface Versions {
  /** Of all packages of stripe-cart, which are released together. */
  readonly stripeCart: string;
  readonly wrangler: string;
  /** Range of Node, as in `engines`. */
  readonly node: string;
}

/** The wrangler that the tests deploy with. */
export const WRANGLER_VERSION = '4.164.0';

/**
 * Everything a proxy folder has. There is one secret in it, made here and for this machine only, in the file that
 * `.gitignore` keeps out of the repository.
 *
 * @param catalog the text of `catalog.json`
 */
export function projectFiles(answers: Answers, catalog: string, versions: Versions): readonly ProjectFile[] {
  const own = answers.runtime === 'workers' ? workersFiles(answers) : nodeFiles(answers);
  const { file: secretsFile } = own.secrets;
  return [
    { path: 'package.json', text: `${JSON.stringify(packageJson(answers, own, versions), null, 2)}\n` },
    ...own.files,
    { path: 'catalog.json', text: catalog },
    { path: 'dev.js', text: devScript(answers.runtime) },
    { path: secretsFile, text: secretsText(own.secrets.comment, [`CART_TOKEN_SECRET=${newTokenSecret()}`]) },
    { path: `${secretsFile}.example`, text: secretsText(own.secrets.comment, SECRETS) },
    { path: '.gitignore', text: ['node_modules/', '.wrangler/', secretsFile, ''].join('\n') },
  ];
}

/** Sells one thing, so that `npm run dev` has something to show. */
export function exampleCatalog(): string {
  const catalog = {
    $schema: './node_modules/@stripe-cart/proxy/catalog.schema.json',
    version: 1,
    currency: 'eur',
    items: [{ id: 'example', name: 'Example', amounts: { eur: 1000 } }],
  };
  return `${JSON.stringify(catalog, null, 2)}\n`;
}

function packageJson({ proxy, shop }: Answers, own: RuntimeFiles, { stripeCart, wrangler, node }: Versions) {
  return {
    name: 'stripe-cart-proxy',
    private: true,
    type: 'module',
    engines: { node },
    scripts: { dev: 'node dev.js', ...own.scripts, doctor: `stripe-cart doctor ${proxy} --page ${shop}/` },
    dependencies: { '@stripe-cart/proxy': stripeCart },
    devDependencies: {
      '@stripe-cart/sandbox': stripeCart,
      'stripe-cart': stripeCart,
      ...(own.needsWrangler && { wrangler }),
    },
  };
}

/** What such a file can hold, for whoever fills in their own. */
const SECRETS = ['STRIPE_SECRET_KEY=', 'STRIPE_WEBHOOK_SECRET=', 'CART_TOKEN_SECRET='];

function secretsText(comment: readonly string[], lines: readonly string[]): string {
  return [...comment.map((line) => `# ${line}`), ...lines, ''].join('\n');
}
